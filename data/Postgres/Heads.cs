using System.Collections.Concurrent;
using System.Text.Json;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>
/// The last links of the chains. What this process remembers of them is a guess that every commit proves: it moves a head
/// only from the number it was guessed at, and begins again when another process was there first.
/// </summary>
internal sealed class Heads(FactChain chain)
{
    private const int Most = 50_000;

    private const string Find = "select subject, number, hash from head where subject = any($1)";

    private const string Make = """
        with made as (insert into head(subject, number, hash) values ($1, $2, $3) on conflict do nothing returning subject)
        select 1 / count(*) from made
        """;

    private const string Go = """
        with gone as (update head set number = $2, hash = $3 where subject = $1 and number = $4 returning subject)
        select 1 / count(*) from gone
        """;

    private const string Note = "insert into fact(subject, number, fact, actor, at) values ($1, nextval('fact_number'), $2, $3, $4)";

    private readonly ConcurrentDictionary<string, Head> known = new(StringComparer.Ordinal);

    public FactChain Chain => chain;

    public void Forget() => known.Clear();

    public static Json Write(Fact fact) => Texts.ToJson(JsonSerializer.Serialize(fact, RowJson.Default.Fact));

    /// <summary>What one commit does to the chains.</summary>
    internal sealed class Move(Heads heads, Batch batch)
    {
        private readonly Dictionary<string, Head> from = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Head> to = new(StringComparer.Ordinal);

        public async Task Load(NpgsqlConnection connection, bool isAgain, CancellationToken cancellation)
        {
            string[] subjects = [.. batch.Facts.Select(fact => fact.Subject).Distinct(StringComparer.Ordinal)];
            from.Clear();

            foreach (var subject in subjects)
            {
                if (!isAgain && heads.known.TryGetValue(subject, out var head))
                    from[subject] = head;
                else if (!isAgain && IsNew(subject))
                    from[subject] = Head.None;
            }

            string[] unknown = [.. subjects.Where(subject => !from.ContainsKey(subject))];

            if (unknown is [])
                return;

            var found = (await connection.List(
                Find,
                [Array.ConvertAll(unknown, Texts.Id)],
                row => (Subject: row.GetString(0), Head: new Head(row.GetInt64(1), row.GetString(2))),
                cancellation)).ToDictionary(row => row.Subject, row => row.Head, StringComparer.Ordinal);

            foreach (var subject in unknown)
                from[subject] = found.GetValueOrDefault(Texts.Id(subject), Head.None);
        }

        public void Write(Pipeline pipeline)
        {
            to.Clear();
            var linked = heads.Chain.Append(batch.Facts, subject => to.GetValueOrDefault(subject, from[subject]), (subject, head) => to[subject] = head);

            // In one order, so that commits wait for each other and do not lock each other out.
            foreach (var (subject, head) in to.OrderBy(pair => Texts.Id(pair.Key), StringComparer.Ordinal))
            {
                if (from[subject].Number is 0)
                    pipeline.Must(null, Make, Texts.Id(subject), head.Number, head.Hash);
                else
                    pipeline.Must(null, Go, Texts.Id(subject), head.Number, head.Hash, from[subject].Number);
            }

            foreach (var fact in linked)
                pipeline.Add(Note, Texts.Id(fact.Subject), Heads.Write(fact), Texts.Clean(fact.Actor), fact.At.UtcTicks);
        }

        public void Done()
        {
            if (heads.known.Count > Most)
                heads.known.Clear();

            foreach (var (subject, head) in to)
                heads.known[subject] = head;
        }

        // A guess that saves a question: who makes a document begins its trail.
        private bool IsNew(string subject) => batch.Changes.Exists(change => change.Expected is 0 && subject.EndsWith(change.Id, StringComparison.Ordinal));
    }
}
