using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>Every row of the file, read in pieces while nobody writes.</summary>
internal static class Exporting
{
    private const int ChunkSize = 1000;

    public static Row Read(BsonDocument row) => Row.Read(row["b"].AsString);

    public static IEnumerable<Row> All(Reader reader, Counters counters) =>
        Chunks(reader, Tables.Forms, row => new Row.Form(row["_id"].AsString, row["b"].AsString))
            .Concat(Chunks(reader, Tables.Documents, DocumentTable.Read))
            .Concat(new[] { Tables.Facts, Tables.Jobs, Tables.Dead, Tables.Events }.SelectMany(table => Chunks(reader, table, Read)))
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
