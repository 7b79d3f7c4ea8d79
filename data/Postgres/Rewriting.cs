using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>Puts other rows in the place of those that are there, a chunk a transaction.</summary>
internal sealed class Rewriting(Server server, Forms forms)
{
    private const int ChunkSize = 500;

    private const string Documents = """
        select kind, id, version, schema, body from document where (kind, id) > ($1, $2) order by kind, id limit $3 for update
        """;

    private const string Facts = "select number, fact, subject from fact where number > $1 order by number limit $2 for update";
    private const string Fact = "update fact set subject = $3, fact = $4, actor = $5 where subject = $1 and number = $2";
    private const string Head = "update head set subject = $2 where subject = $1";
    private const string Jobs = "select id, job from job where id > $1 order by id limit $2 for update";
    private const string Agains = "select id, job from again where id > $1 order by id limit $2 for update";
    private const string Dead = "select job, attempts, error, at, id from dead where id > $1 order by id limit $2 for update";
    private const string Events = "select id, seen from event where id > $1 order by id limit $2 for update";

    public async Task Run(Func<Row, Row?> revise, CancellationToken cancellation)
    {
        await ReviseDocuments(revise, cancellation);
        await ReviseFacts(revise, cancellation);
        await ReviseJobs("job", Jobs, revise, cancellation);
        await ReviseJobs("again", Agains, revise, cancellation);

        await Chunks(Dead, "", row => (Id: row.GetString(4), Row: new Row.Dead(Leases.ReadDead(row))), (pipeline, old) =>
        {
            if (Changed(revise, old.Row, out var now))
                Keep(pipeline, "dead", old.Id, now is Row.Dead { Job: var dead } ? [("job", JobSql.Write(dead.Job)), ("error", Texts.Clean(dead.Error))] : null);
        }, old => [old.Id], cancellation);

        await Chunks(Events, "", row => (Id: row.GetString(0), Row: Witness.Read(row, 1)), (pipeline, old) =>
        {
            if (Changed(revise, old.Row, out var now))
                Keep(pipeline, "event", old.Id, now is Row.Seen seen ? [("seen", Witness.Write(seen))] : null);
        }, old => [old.Id], cancellation);

    }

    private Task ReviseDocuments(Func<Row, Row?> revise, CancellationToken cancellation) => Chunks(
        Documents,
        ("", ""),
        row => new Row.Document(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt32(3), row.Json(4), [], []),
        (pipeline, old) =>
        {
            if (!Changed(revise, old, out var revised))
                return;

            if (revised is not Row.Document now || now.Id != old.Id)
                pipeline.Add(DocumentSql.Delete, old.Kind, old.Id, old.Version);

            if (revised is Row.Document kept)
            {
                kept = kept with { Version = old.Version + 1 };
                ImportSql.Write(pipeline, [forms.KindOf(kept.Kind) is { } kind ? kept.Under(kind) : kept], forms.NumberOf);
            }
        },
        old => [old.Kind, old.Id],
        cancellation);

    private Task ReviseFacts(Func<Row, Row?> revise, CancellationToken cancellation) => Chunks(
        Facts,
        0L,
        row => (Subject: row.GetString(2), Row: FactSql.Read(row) is var read ? new Row.Noted(read.Number, read.Fact) : null!),
        (pipeline, old) =>
        {
            if (!Changed(revise, old.Row, out var revised) || revised is not Row.Noted now)
                return;

            var subject = Texts.Id(now.Fact.Subject);
            pipeline.Add(Fact, old.Subject, old.Row.Number, subject, Heads.Write(now.Fact), Texts.Clean(now.Fact.Actor));

            if (subject != old.Subject)
                pipeline.Add(Head, old.Subject, subject);
        },
        old => [old.Row.Number],
        cancellation);

    private Task ReviseJobs(string table, string sql, Func<Row, Row?> revise, CancellationToken cancellation) => Chunks(
        sql,
        "",
        row => (Id: row.GetString(0), Row: Row.Work.Of(JobSql.Read(row, 1), 0)),
        (pipeline, old) =>
        {
            if (Changed(revise, old.Row, out var revised) && revised is Row.Work now)
                pipeline.Add($"update {table} set job = $2 where id = $1", old.Id, JobSql.Write(now.Job));
        },
        old => [old.Id],
        cancellation);

    private static bool Changed(Func<Row, Row?> revise, Row row, out Row? now) => !ReferenceEquals(now = revise(row), row);

    private static void Keep(Pipeline pipeline, string table, string id, (string Column, object Value)[]? values)
    {
        if (values is null)
        {
            pipeline.Add($"delete from {table} where id = $1", id);
            return;
        }

        foreach (var (column, value) in values)
            pipeline.Add($"update {table} set {column} = $2 where id = $1", id, value);
    }

    private Task Chunks<T>(string sql, object start, Func<NpgsqlDataReader, T> read, Action<Pipeline, T> revise, Func<T, object?[]> mark, CancellationToken cancellation)
    {
        object?[] first = start is (string kind, string id) ? [kind, id] : [start];
        return Chunks(sql, first, read, revise, mark, cancellation);
    }

    private async Task Chunks<T>(string sql, object?[]? after, Func<NpgsqlDataReader, T> read, Action<Pipeline, T> revise, Func<T, object?[]> mark, CancellationToken cancellation)
    {
        while (after is not null)
        {
            var from = after;

            after = await server.Run(
                async connection =>
                {
                    await using var transaction = await connection.BeginTransactionAsync(cancellation);
                    await using var pipeline = new Pipeline(connection, transaction);
                    var rows = await connection.List(sql, [.. from, ChunkSize], read, cancellation);
                    rows.ForEach(row => revise(pipeline, row));

                    if (!pipeline.IsEmpty)
                        await pipeline.Execute(cancellation);

                    await transaction.CommitAsync(cancellation);
                    return rows is [.., var last] ? mark(last) : null;
                },
                cancellation);
        }
    }

    // What an update leaves in the files of the tables is gone only when these are written anew; not every engine can.
    public Task Clean(CancellationToken cancellation) => server.Run(
        async connection =>
        {
            try
            {
                await connection.Execute("vacuum (full) document, entry, fact, head, job, again, dead, event", [], cancellation);
            }
            catch (PostgresException e) when (!Faults.Passes(e))
            {
                // The engine sees to it in its own time.
            }
        },
        cancellation);
}
