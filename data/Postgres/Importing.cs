using System.Data;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>Writes the rows of an export, a chunk a transaction. A chunk can be written again, so any fault can be tried again.</summary>
internal sealed class Importing(Server server, Forms forms)
{
    private const string Fact = """
        insert into fact(subject, number, fact, actor, at) values ($1, $2, $3, $4, $5)
        on conflict (subject, number) do update set fact = excluded.fact, actor = excluded.actor, at = excluded.at
        """;

    private const string Head = """
        insert into head(subject, number, hash) values ($1, $2, $3)
        on conflict (subject) do update set number = excluded.number, hash = excluded.hash where excluded.number > head.number
        """;

    private const string Work = """
        insert into job(id, lane, position, head, next, job, attempts, token, error)
        values ($1, $2, $5, $2 is null, $3, $4, $6, $7::uuid, $8)
        on conflict (id) do update set lane = excluded.lane, position = excluded.position, head = excluded.head, next = excluded.next,
            job = excluded.job, attempts = excluded.attempts, token = excluded.token, error = excluded.error
        """;

    private const string NoAgain = "delete from again where id = $1";
    private const string Again = "insert into again(id, lane, position, next, job) values ($1, $2, $5, $3, $4)";

    private const string Dead = """
        insert into dead(id, job, attempts, error, at) values ($1, $2, $3, $4, $5)
        on conflict (id) do update set job = excluded.job, attempts = excluded.attempts, error = excluded.error, at = excluded.at
        """;

    private const string Event = """
        insert into event(id, at, seen) values ($1, $2, $3)
        on conflict (id) do update set at = excluded.at, seen = excluded.seen, attempt = null
        """;

    private const string Counter = """
        insert into counter(series, name, last) values ($1, $2, $3)
        on conflict (series) do update set last = greatest(counter.last, excluded.last)
        """;

    private const string RaiseFacts = "select setval('fact_number', $1) from fact_number where last_value < $1 or not is_called";
    private const string RaiseJobs = "select setval('job_position', $1) from job_position where last_value < $1 or not is_called";

    private readonly Dictionary<string, int> formOf = new(StringComparer.Ordinal);

    public async Task Import(IAsyncEnumerable<Row[]> chunks, CancellationToken cancellation)
    {
        await foreach (var rows in chunks)
        {
            foreach (var form in rows.OfType<Row.Form>().Where(form => form.Fingerprint is not ""))
                formOf[form.Kind] = await forms.NumberOf(form.Kind, form.Fingerprint, cancellation);

            await server.Run(connection => Write(connection, rows, cancellation), cancellation);
        }

        // So that the planner knows what has come.
        await server.Run(connection => connection.Execute("analyze document, entry, fact, job, event", [], cancellation), cancellation);
    }

    private async Task Write(NpgsqlConnection connection, Row[] rows, CancellationToken cancellation)
    {
        var works = rows.OfType<Row.Work>().ToList();
        var ids = works.ConvertAll(work => Texts.Id(work.Job.Id)).ToArray();
        var lanes = works.SelectMany(Lanes).OfType<string>().Concat(await JobSql.Lanes(connection, ids, cancellation)).ToHashSet(StringComparer.Ordinal);

        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        await using var pipeline = new Pipeline(connection, transaction);
        WriteDocuments(pipeline, rows);
        JobSql.Hold(pipeline, [.. lanes], ids);
        Array.ForEach(rows, row => Add(pipeline, row));
        JobSql.Promote(pipeline, [.. lanes]);

        if (await pipeline.Execute(cancellation) is not null)
            throw new BegunAgainException();

        await transaction.CommitAsync(cancellation);
    }

    private static IEnumerable<string?> Lanes(Row.Work work) =>
        [JobSql.LaneOf(work.Job), work.Again is { } again ? JobSql.LaneOf(again.Job) : null];

    private void WriteDocuments(Pipeline pipeline, Row[] rows)
    {
        var documents = rows.OfType<Row.Document>().Reverse().DistinctBy(document => (document.Kind, document.Id)).ToList();

        if (documents is not [])
            ImportSql.Write(pipeline, documents, kind => formOf.GetValueOrDefault(kind));
    }

    private static void Add(Pipeline pipeline, Row row)
    {
        switch (row)
        {
            case Row.Noted noted:
                pipeline.Add(Fact, Texts.Id(noted.Fact.Subject), noted.Number, Heads.Write(noted.Fact), Texts.Clean(noted.Fact.Actor), noted.Fact.At.UtcTicks);

                if (noted.Fact.Link is { } link)
                    pipeline.Add(Head, Texts.Id(noted.Fact.Subject), link.Number, link.Hash);

                pipeline.Add(RaiseFacts, noted.Number);
                break;
            case Row.Work work:
                Add(pipeline, work);
                break;
            case Row.Dead { Job: var dead }:
                pipeline.Add(Dead, Texts.Id(dead.Job.Id), JobSql.Write(dead.Job), dead.Attempts, Texts.Clean(dead.Error), dead.At);
                break;
            case Row.Seen seen:
                pipeline.Add(Event, Texts.Id(seen.Key), seen.At, Witness.Write(seen));
                break;
            case Row.Counter { Series: Exporting.FactSeries } counter:
                pipeline.Add(RaiseFacts, counter.Last);
                break;
            case Row.Counter { Series: Exporting.JobSeries } counter:
                pipeline.Add(RaiseJobs, counter.Last);
                break;
            case Row.Counter counter:
                pipeline.Add(Counter, Texts.Id(counter.Series), Texts.Clean(counter.Series), counter.Last);
                break;
        }
    }

    private static void Add(Pipeline pipeline, Row.Work work)
    {
        object?[] job = JobSql.Arguments(work.Job, work.Next);
        pipeline.Add(Work, [.. job, work.Position, work.Attempts, work.Token, work.Error is { } error ? Texts.Clean(error) : null]);
        pipeline.Add(NoAgain, job[0]);
        pipeline.Add(RaiseJobs, Math.Max(work.Position, work.Again?.Position ?? 0));

        if (work.Again is { } again)
            pipeline.Add(Again, [.. JobSql.Arguments(again.Job, again.Next), again.Position]);
    }
}
