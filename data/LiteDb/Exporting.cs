using System.Globalization;
using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>Every row of the file, read in pieces while nobody writes.</summary>
internal static class Exporting
{
    private const int ChunkSize = 1000;

    public static Row Read(BsonDocument row) => Row.Read(row["b"].AsString);

    /// <returns>Null: it is none of an export.</returns>
    public static Row? RowOf(string table, BsonDocument row) => table switch
    {
        Tables.Forms => new Row.Form(row["_id"].AsString, row["b"].AsString),
        Tables.Documents => DocumentTable.Read(row),
        Tables.Facts or Tables.Jobs or Tables.Dead or Tables.Events => Read(row),
        Tables.Counters when row["_id"].AsString is not Group.CommitRow =>
            new Row.Counter(row["_id"].AsString, long.Parse(row["b"].AsString, CultureInfo.InvariantCulture)),
        _ => null,
    };

    public static IEnumerable<Row> All(Reader reader, Counters counters) =>
        new[] { Tables.Forms, Tables.Documents, Tables.Facts, Tables.Jobs, Tables.Dead, Tables.Events }
            .SelectMany(table => Chunks(reader, table, row => RowOf(table, row)!))
            .Concat(counters.All().Select(counter => new Row.Counter(counter.Key, counter.Value)));

    private static IEnumerable<Row> Chunks(Reader reader, string table, Func<BsonDocument, Row> read)
    {
        var low = "";

        while (reader.Read(Next) is [.., var last] chunk)
        {
            foreach (var (_, row) in chunk)
                yield return row;

            low = last.Id + '\0';
        }

        List<(string Id, Row Row)> Next(Tables from) =>
            from.Range(table, low, Tables.End, ChunkSize).ConvertAll(row => (row["_id"].AsString, read(row)));
    }
}
