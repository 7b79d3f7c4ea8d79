using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// Writes documents with their index entries. A document lists its entries, so that the next writer knows which to remove.
/// An entry begins with the name of its index.
/// </summary>
internal static class DocumentSql
{
    public const string Columns = "id, version, schema, body";

    private const string Lock =
        "select from document join unnest($1::text[], $2::text[]) wanted(kind, id) using (kind, id) order by kind, id for update of document";

    private const string Insert = """
        with saved as (
            insert into document(kind, id, version, schema, form, body, entries, words)
            values ($1, $2, 1, $3, $4, $5, $6, array_to_tsvector($7)) on conflict do nothing returning id),
        added as (insert into entry(kind, entry, id) select $1, entry, id from saved, unnest($6) entry on conflict do nothing)
        select 1 / count(*) from saved
        """;

    private const string Update = """
        with before as materialized (select entries from document where kind = $1 and id = $2 and version = $8),
        saved as (
            update document set version = version + 1, schema = $3, form = $4, body = $5, entries = $6, words = array_to_tsvector($7)
            from before where kind = $1 and id = $2 returning id),
        removed as (delete from entry using before where kind = $1 and entry = any(entries) and entry <> all($6)),
        added as (
            insert into entry(kind, entry, id)
            select $1, entry, id from before, saved, unnest($6) entry where entry <> all(entries) on conflict do nothing)
        select 1 / count(*) from saved
        """;

    public const string Delete = """
        with gone as (delete from document where kind = $1 and id = $2 and version = $3 returning entries),
        removed as (delete from entry using gone where kind = $1 and entry = any(entries))
        select 1 / count(*) from gone
        """;

    public static string EntryOf(string index, string entry) => Texts.ToOrdered(index + Key.PartEnd + entry);

    public static void Write(Pipeline pipeline, List<Batch.Change> changes, Func<string, int> formOf)
    {
        var ordered = changes.OrderBy(change => change.Kind, StringComparer.Ordinal).ThenBy(change => change.Id, StringComparer.Ordinal).ToList();
        var present = ordered.FindAll(change => change.Expected > 0);

        if (present is not [])
            pipeline.Add(Lock, present.Select(change => change.Kind).ToArray(), present.Select(change => change.Id).ToArray());

        ordered.ForEach(change => Add(pipeline, change, formOf));
    }

    public static string[] Entries(Row.Document document) => Array.ConvertAll(document.Entries, pair => EntryOf(pair[0], pair[1]));

    private static void Add(Pipeline pipeline, Batch.Change change, Func<string, int> formOf)
    {
        var conflict = new Outcome.Conflict(change.Kind, change.Id);

        if (Row.Document.Of(change) is not { } document)
        {
            pipeline.Must(conflict, Delete, change.Kind, change.Id, change.Expected);
            return;
        }

        object?[] row =
        [
            document.Kind, document.Id, document.Schema, formOf(document.Kind), Texts.ToJson(document.Body), Entries(document), document.Words,
        ];

        if (change.Expected is 0)
            pipeline.Must(conflict, Insert, row);
        else
            pipeline.Must(conflict, Update, [.. row, change.Expected]);
    }
}
