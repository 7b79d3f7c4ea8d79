using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Many rows at once, in place of those that are there already.</summary>
internal static class ImportSql
{
    // Never in an entry: keys and ids hold no control characters but the end of a part.
    private const string Separator = "\u0002";

    private const string DropEntries = """
        delete from entry using (
            select kind, unnest(entries) entry from document join unnest($1::text[], $2::text[]) wanted(kind, id) using (kind, id)) old
        where entry.kind = old.kind and entry.entry = old.entry
        """;

    private const string Documents = """
        insert into document(kind, id, version, schema, form, body, entries, words)
        select kind, id, version, schema, form, body, string_to_array(entries, chr(2)), array_to_tsvector(string_to_array(words, chr(2)))
        from unnest($1::text[], $2::text[], $3::bigint[], $4::int[], $5::int[], $6::jsonb[], $7::text[], $8::text[])
            given(kind, id, version, schema, form, body, entries, words)
        on conflict (kind, id) do update set version = excluded.version, schema = excluded.schema, form = excluded.form,
            body = excluded.body, entries = excluded.entries, words = excluded.words
        """;

    private const string Entries = """
        insert into entry(kind, entry, id)
        select kind, unnest(string_to_array(entries, chr(2))), id from unnest($1::text[], $2::text[], $3::text[]) given(kind, id, entries)
        on conflict do nothing
        """;

    /// <param name="documents">No two of one id.</param>
    public static void Write(Pipeline pipeline, IReadOnlyCollection<Row.Document> documents, Func<string, int> formOf)
    {
        var kinds = documents.Select(document => document.Kind).ToArray();
        var ids = documents.Select(document => document.Id).ToArray();
        var entries = documents.Select(document => string.Join(Separator, DocumentSql.Entries(document))).ToArray();
        pipeline.Add(DropEntries, kinds, ids);

        pipeline.Add(
            Documents,
            kinds,
            ids,
            documents.Select(document => document.Version).ToArray(),
            documents.Select(document => document.Schema).ToArray(),
            documents.Select(document => formOf(document.Kind)).ToArray(),
            documents.Select(document => Texts.ToJson(document.Body)).ToArray(),
            entries,
            documents.Select(document => string.Join(Separator, document.Words)).ToArray());

        pipeline.Add(Entries, kinds, ids, entries);
    }
}
