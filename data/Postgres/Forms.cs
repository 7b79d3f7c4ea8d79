using System.Collections.Concurrent;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// The definitions under which the entries of documents were computed. Each document says which, because processes of an
/// older version may go on writing for a while after a newer one has begun.
/// </summary>
internal sealed class Forms(Server server)
{
    private const int ChunkSize = 500;

    private const string Add = """
        insert into form(kind, number, fingerprint) select $1, coalesce(max(number), 0) + 1, $2 from form where kind = $1
        on conflict (kind, fingerprint) do nothing
        """;

    private const string Others = """
        select exists (select from document where kind = $1 and form < $2) or exists (select from document where kind = $1 and form > $2)
        """;

    private const string Chunk = """
        select id, version, schema, body from document where kind = $1 and form <> $2 and id in (
            select id from document where kind = $1 and (form < $2 or form > $2) limit $3)
        order by id for update
        """;

    private readonly ConcurrentDictionary<string, (Kind Kind, int Number)> prepared = new(StringComparer.Ordinal);

    /// <summary>0 is no form: whatever was written so is indexed anew when the kind is prepared.</summary>
    public int NumberOf(string kind) => prepared.GetValueOrDefault(kind).Number;

    public Kind? KindOf(string kind) => prepared.GetValueOrDefault(kind).Kind;

    public Task PrepareAgain(CancellationToken cancellation) => Prepare(prepared.Values.Select(form => form.Kind), cancellation);

    public async Task Prepare(IEnumerable<Kind> kinds, CancellationToken cancellation)
    {
        foreach (var kind in kinds)
        {
            var number = await NumberOf(kind.Name, kind.Fingerprint, cancellation);
            prepared[kind.Name] = (kind, number);

            while (await HasOthers(kind, number, cancellation))
                await Reindex(kind, number, cancellation);
        }
    }

    public Task<int> NumberOf(string kind, string fingerprint, CancellationToken cancellation) => server.Run(
        async connection =>
        {
            const string Find = "select coalesce((select number from form where kind = $1 and fingerprint = $2), 0)";

            if (await connection.Single<int>(Find, [kind, fingerprint], cancellation) is not 0 and var known)
                return known;

            await connection.Execute(Add, [kind, fingerprint], cancellation);
            return await connection.Single<int>(Find, [kind, fingerprint], cancellation);
        },
        cancellation);

    private Task<bool> HasOthers(Kind kind, int number, CancellationToken cancellation) =>
        server.Run(connection => connection.Single<bool>(Others, [kind.Name, number], cancellation), cancellation);

    // The rows stay locked until their entries are written: neither a turn nor another process that does the same comes between.
    private Task Reindex(Kind kind, int number, CancellationToken cancellation) => server.Run(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await using var pipeline = new Pipeline(connection, transaction);

            var documents = await connection.List(
                Chunk,
                [kind.Name, number, ChunkSize],
                row => new Row.Document(kind.Name, row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.Json(3), [], []).Under(kind),
                cancellation);

            if (documents is not [])
            {
                ImportSql.Write(pipeline, documents, _ => number);
                await pipeline.Execute(cancellation);
            }

            await transaction.CommitAsync(cancellation);
        },
        cancellation);
}
