using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>Every row of the file, read in pieces while nobody writes.</summary>
internal static class Exporting
{
    private const int ChunkSize = 1000;

    public static Row Read(BsonDocument row) => Row.Read(row["b"].AsString);

    public static IEnumerable<Row> All(Tables tables, Counters counters) =>
        Chunks(tables, Tables.Forms, row => new Row.Form(row["_id"].AsString, row["b"].AsString))
            .Concat(Chunks(tables, Tables.Documents, DocumentTable.Read))
            .Concat(new[] { Tables.Facts, Tables.Jobs, Tables.Dead, Tables.Events }.SelectMany(table => Chunks(tables, table, Read)))
            .Concat(counters.All().Select(counter => new Row.Counter(counter.Key, counter.Value)));

    private static IEnumerable<Row> Chunks(Tables tables, string table, Func<BsonDocument, Row> read)
    {
        var low = "";

        while (tables.Range(table, low, Tables.End, ChunkSize) is [.., var last] chunk)
        {
            foreach (var row in chunk)
                yield return read(row);

            low = last["_id"].AsString + '\0';
        }
    }
}
