using System.Collections.Concurrent;
using System.Text.Json;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>
/// Answers, when the connection was lost during COMMIT, whether the commit happened. Each commit leaves the number of its
/// attempt in one row: that of its event when it has one, else one that this process keeps for the purpose. The next try
/// touches the same row first. It waits there for what may still be going on, and finds the number or does not.
/// </summary>
internal sealed class Witness(Batch? batch, string slot)
{
    private const string Event = """
        with first as (insert into event(id, at, seen, attempt) values ($1, $2, $3, $4) on conflict do nothing returning id)
        select 1 / count(*) from first
        """;

    private const string Reply = "select attempt, seen from event where id = $1";

    private const string Attempt = """
        with first as (
            insert into attempt(slot, attempt, at) values ($1, $2, now())
            on conflict (slot) do update set attempt = excluded.attempt, at = excluded.at where attempt.attempt <> excluded.attempt
            returning slot)
        select 1 / count(*) from first
        """;

    private readonly Guid number = Guid.NewGuid();

    private string? Id => batch?.OnceKey is { } key ? Texts.Id(key) : null;

    /// <summary>That it is the first try which gets so far.</summary>
    public Pipeline.Rule Add(Pipeline pipeline) => batch is { OnceKey: { } key }
        ? pipeline.Must(null, Event, Id, batch.OnceAt, Write(new(key, batch.OnceAt, batch.OnceReply)), number)
        : pipeline.Must(null, Attempt, slot, number);

    /// <summary>The outcome of a commit that is not the first: it happened already, by this call or by another.</summary>
    public async Task<Outcome> Answer(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (Id is null)
            return new Outcome.Committed();

        var found = await connection.List(
            Reply,
            [Id],
            seen => (Attempt: seen.IsDBNull(0) ? default : seen.GetGuid(0), Read(seen, 1).Reply),
            cancellation);

        return found switch
        {
            [] => throw new BegunAgainException(),
            [var (attempt, _), ..] when attempt == number => new Outcome.Committed(),
            [var (_, reply), ..] => new Outcome.Duplicate(reply),
        };
    }

    public static Json Write(Row.Seen seen) => Texts.ToJson(JsonSerializer.Serialize(seen, RowJson.Default.Seen));

    public static Row.Seen Read(NpgsqlDataReader row, int column) => JsonSerializer.Deserialize(row.Json(column), RowJson.Default.Seen)!;

    /// <summary>Rows of the attempt table that belong to this process, one for each commit that goes on at once.</summary>
    internal sealed class Slots
    {
        private readonly ConcurrentBag<string> free = [];
        private readonly string process = Guid.NewGuid().ToString("N");
        private int made;

        public string Take() => free.TryTake(out var slot) ? slot : $"{process}/{Interlocked.Increment(ref made)}";

        public void Give(string slot) => free.Add(slot);
    }
}
