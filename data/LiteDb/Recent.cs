using System.Collections.Immutable;
using LiteDB;

namespace ChatOps.Data;

/// <summary>A row as it was last committed, or that it is gone.</summary>
/// <param name="IsInTable">Whether its table may know it, as it was before.</param>
internal sealed record Fresh(string Id, BsonDocument? Row, bool IsInTable);

/// <summary>
/// The rows that the log holds and their tables do not have yet. It never changes, so a reader needs no lock: who takes it
/// and then reads a table sees everything, whether or not that has been brought there meanwhile.
/// </summary>
internal sealed record Recent
{
    public static readonly Recent None = new();

    private const int Overhead = 200;
    private static readonly ImmutableSortedSet<Fresh> NoRows = ImmutableSortedSet.Create<Fresh>(Comparer<Fresh>.Create((one, other) => string.CompareOrdinal(one.Id, other.Id)));

    private ImmutableDictionary<string, ImmutableSortedSet<Fresh>> Tables { get; init; } = ImmutableDictionary<string, ImmutableSortedSet<Fresh>>.Empty;

    /// <summary>About what was put here, in bytes.</summary>
    public long Size { get; private init; }

    public IEnumerable<(string Table, IReadOnlyList<Fresh> Rows)> All => Tables.Select(pair => (pair.Key, (IReadOnlyList<Fresh>)pair.Value));

    public IReadOnlyList<Fresh> Of(string table) => Rows(table);

    public Fresh? Find(string table, string id) => Rows(table).TryGetValue(new(id, null, false), out var found) ? found : null;

    /// <summary>Those from low to below high, by id.</summary>
    public IReadOnlyList<Fresh> Between(string table, string low, string high)
    {
        var rows = Rows(table);

        if (rows.IsEmpty)
            return [];

        var (from, until) = (PlaceOf(low), PlaceOf(high));
        var found = new Fresh[Math.Max(0, until - from)];

        for (var i = 0; i < found.Length; i++)
            found[i] = rows[from + i];

        return found;

        int PlaceOf(string id)
        {
            var place = rows.IndexOf(new(id, null, false));
            return place < 0 ? ~place : place;
        }
    }

    public Recent With(string table, Fresh row)
    {
        var rows = Rows(table);

        if (rows.TryGetValue(row, out var before) && before.Id == row.Id)
        {
            rows = rows.Remove(before);
            row = row with { IsInTable = before.IsInTable };
        }

        // What came and went in between need never be written.
        if (row is { Row: not null } or { IsInTable: true })
            rows = rows.Add(row);

        return this with { Tables = Tables.SetItem(table, rows), Size = Size + SizeOf(row.Row) };
    }

    private ImmutableSortedSet<Fresh> Rows(string table) => Tables.GetValueOrDefault(table, NoRows);

    private static long SizeOf(BsonDocument? row) =>
        Overhead + (row is null ? 0 : TextOf(row["b"]) + (row["k"] is BsonArray entries ? entries.Sum(entry => Overhead / 4 + TextOf(entry)) : 0));

    private static int TextOf(BsonValue value) => value.IsString ? value.AsString.Length : value.IsBinary ? value.AsBinary.Length : 0;
}
