using System.Runtime.CompilerServices;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>Reads documents.</summary>
internal sealed class Finding(Server server)
{
    private const int FirstFiltered = 100;
    private const int LargestChunk = 2000;

    private const string ById = $"select {DocumentSql.Columns} from document where kind = $1 and id = $2";

    private const string Ascending = $"""
        select {DocumentSql.Columns}, entry
        from (select entry, id from entry where kind = $1 and entry >= $2 and entry < $3 order by entry limit $4) range
        join lateral (select version, schema, body from document where kind = $1 and document.id = range.id) found on true order by entry
        """;

    private const string Descending = $"""
        select {DocumentSql.Columns}, entry
        from (select entry, id from entry where kind = $1 and entry >= $2 and entry < $3 order by entry desc limit $4) range
        join lateral (select version, schema, body from document where kind = $1 and document.id = range.id) found on true order by entry desc
        """;

    private const string CountAll = "select count(distinct id) from entry where kind = $1 and entry >= $2 and entry < $3";

    private const string WithWords = $"select {DocumentSql.Columns} from document where kind = $1 and words @@ $2::tsquery";

    public async ValueTask<Stored<T>?> Get<T>(Kind<T> kind, string id, CancellationToken cancellation)
        where T : class =>
        Texts.Clean(id) != id ? null : await server.Run(
            async connection => (await connection.List(ById, [kind.Name, id], row => Read(kind, row), cancellation)).FirstOrDefault(),
            cancellation);

    /// <summary>All of it in one round trip.</summary>
    public Task Read(IReadOnlyList<Wanted> wanted, CancellationToken cancellation) => wanted is [] ? Task.CompletedTask : server.Run(
        async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);

            foreach (var one in wanted)
                batch.BatchCommands.Add(Statement(one));

            await using var rows = await batch.ExecuteReaderAsync(cancellation);

            foreach (var one in wanted)
            {
                one.From(await Found(one, rows, cancellation));
                await rows.NextResultAsync(cancellation);
            }
        },
        cancellation);

    public async ValueTask<Page<T>> Find<T>(Query<T> query, CancellationToken cancellation)
        where T : class
    {
        var items = new List<Stored<T>>();
        string? last = null;

        await foreach (var (entry, stored) in Shown(query, cancellation))
        {
            if (items.Count == query.Take)
                return new(items, last);

            items.Add(stored);
            last = entry;
        }

        return new(items, null);
    }

    public async ValueTask<long> Count<T>(Query<T> query, CancellationToken cancellation)
        where T : class
    {
        var all = query with { After = null, Take = LargestChunk };

        if (query.Filter is null)
            return await server.Run(connection => connection.Single<long>(CountAll, Range(all), cancellation), cancellation);

        var count = 0L;

        await foreach (var _ in Shown(all, cancellation))
            count++;

        return count;
    }

    public async ValueTask<Hits<T>> Search<T>(Kind<T> kind, string words, Func<T, bool>? filter, int take, CancellationToken cancellation)
        where T : class
    {
        var all = Words.In(words);

        if (all is [])
            return new([], 0);

        var wanted = string.Join(" & ", all.Select(word => $"'{word}'")) + ":*";

        return await server.Run(
            connection =>
            {
                var best = new Best<T>(kind, filter, take);
                return best.Of(connection.Command(WithWords, kind.Name, wanted), row => Read(kind, row), cancellation);
            },
            cancellation);
    }

    // What a filter leaves out is replaced by reading further, in chunks that grow.
    private async IAsyncEnumerable<(string Entry, Stored<T> Stored)> Shown<T>(
        Query<T> query,
        [EnumeratorCancellation] CancellationToken cancellation)
        where T : class
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var size = Math.Clamp(query.Take, query.Filter is null ? 0 : FirstFiltered, LargestChunk) + 1;

        for (var left = query; ; size = Math.Min(size * 4, LargestChunk))
        {
            var chunk = await Chunk(left, size, cancellation);
            var found = chunk.DistinctBy(row => row.Stored.Id).ToDictionary(row => row.Stored.Id, row => row.Stored, StringComparer.Ordinal);

            foreach (var row in Reading.Shown(query, chunk.Select(row => row.Entry), found.GetValueOrDefault))
            {
                if (shown.Add(row.Stored.Id))
                    yield return row;
            }

            if (chunk.Count < size)
                yield break;

            left = query with { After = chunk[^1].Entry };
        }
    }

    private Task<List<(string Entry, Stored<T> Stored)>> Chunk<T>(Query<T> query, int size, CancellationToken cancellation)
        where T : class
    {
        var start = query.Index.Name.Length + 1;

        return server.Run(
            connection => connection.List(
                query.Descending ? Descending : Ascending,
                [.. Range(query), size],
                row => (Texts.FromOrdered(row.GetString(4))[start..], Read(query.Index.Kind, row)),
                cancellation),
            cancellation);
    }

    private static object?[] Range<T>(Query<T> query)
        where T : class =>
        Range(query.Index.Kind.Name, query.Index.Name, query.Range());

    private static object?[] Range(string kind, string index, (string Low, string? High) range) =>
    [
        kind,
        DocumentSql.EntryOf(index, range.Low),
        range.High is null ? index + Key.RangeEnd : DocumentSql.EntryOf(index, range.High),
    ];

    private static NpgsqlBatchCommand Statement(Wanted wanted)
    {
        var statement = new NpgsqlBatchCommand(wanted.Page is null ? ById : Ascending);

        if (wanted is { Page: var (kind, index, range, take) })
            Sql.Fill(statement.Parameters, [.. Range(kind, index, range), take + 1]);
        else if (wanted is { Document: var (of, id) })
            Sql.Fill(statement.Parameters, [of, Texts.Clean(id)]);

        return statement;
    }

    private static async Task<List<FoundRow>> Found(Wanted wanted, NpgsqlDataReader rows, CancellationToken cancellation)
    {
        var found = new List<FoundRow>();

        while (await rows.ReadAsync(cancellation))
        {
            var entry = wanted is { Page: var (_, index, _, _) } ? Texts.FromOrdered(rows.GetString(4))[(index.Length + 1)..] : "";
            found.Add(new(rows.GetString(0), rows.GetInt64(1), rows.GetInt32(2), rows.Json(3), entry));
        }

        // What no column can hold is there under no id.
        return wanted is { Document: var (_, id) } && Texts.Clean(id) != id ? [] : found;
    }

    private static Stored<T> Read<T>(Kind<T> kind, NpgsqlDataReader row)
        where T : class =>
        new(row.GetString(0), row.GetInt64(1), kind.Read(row.Json(3), row.GetInt32(2)));
}
