using System.Text;
using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>Documents and, in a table beside them, their index entries and words.</summary>
internal sealed class DocumentTable(Tables tables, EntryTable index)
{
    public const string WordIndex = "~words";

    // LiteDB refuses longer keys.
    private const int LongestKey = 1000;
    private const int LargestBody = 8 << 20;

    private Dictionary<(string Kind, string Id), Cached?> changed = [];

    public EntryTable Index => index;

    public static string IdOf(string kind, string id) => Key.Of(kind, id).Text;

    /// <summary>Everything the present transaction has changed.</summary>
    public IReadOnlyDictionary<(string Kind, string Id), Cached?> TakeChanged()
    {
        var taken = changed;
        changed = [];
        return taken;
    }

    public BsonDocument? Find(string kind, string id) => Find(IdOf(kind, id));

    public static void Check(Batch batch)
    {
        foreach (var document in batch.Changes.Select(Row.Document.Of).OfType<Row.Document>())
            Check(document);
    }

    /// <exception cref="ArgumentException">LiteDB could not hold it.</exception>
    public static void Check(Row.Document document)
    {
        if (document.Body.Length > LargestBody)
            throw new ArgumentException($"The {document.Kind} {document.Id} is too large: keep files beside the store, not in it.", nameof(document));

        foreach (var entry in EntriesOf(document))
        {
            if (Encoding.UTF8.GetByteCount(entry) + document.Kind.Length > LongestKey)
                throw new ArgumentException($"An index entry of the {document.Kind} {document.Id} is too long: leave out parts of the key.", nameof(document));
        }
    }

    public void Save(Row.Document document, BsonDocument? before)
    {
        var entries = EntriesOf(document);
        var row = RowOf(document, entries);

        if (before is null)
            tables.Insert(Tables.Documents, row);
        else
            tables.Put(Tables.Documents, row);

        index.Change(EntriesIn(before), EntriesIn(row));
        changed[(document.Kind, document.Id)] = Cached.Of(document.Id, row);
    }

    public void Delete(string kind, string id, BsonDocument before)
    {
        tables.Delete(Tables.Documents, IdOf(kind, id));
        index.Change(EntriesIn(before), []);
        changed[(kind, id)] = null;
    }

    public static Row.Document Read(BsonDocument row)
    {
        var key = row["_id"].AsString;
        var entries = row["k"].AsArray.Select(entry => entry.AsString.Split(Key.PartEnd, 2)).ToLookup(pair => pair[0] == WordIndex);

        return new(
            key[..key.IndexOf(Key.PartEnd, StringComparison.Ordinal)],
            row["i"].AsString,
            row["v"].AsInt64,
            row["s"].AsInt32,
            row["b"].AsString,
            [.. entries[false]],
            [.. entries[true].Select(pair => pair[1][..pair[1].IndexOf(Key.PartEnd, StringComparison.Ordinal)])]);
    }

    private static BsonDocument RowOf(Row.Document document, string[] entries) => new()
    {
        ["_id"] = IdOf(document.Kind, document.Id),
        ["i"] = document.Id,
        ["v"] = document.Version,
        ["s"] = document.Schema,
        ["b"] = document.Body,
        ["k"] = new BsonArray(entries.Select(entry => new BsonValue(entry))),
    };

    private static string[] EntriesOf(Row.Document document) =>
    [
        .. document.Entries.Select(pair => pair[0] + Key.PartEnd + pair[1]),
        .. document.Words.Select(word => WordIndex + Key.PartEnd + word + Key.PartEnd + document.Id),
    ];

    /// <summary>Does again what the log says was done.</summary>
    public void Redo(string id, BsonDocument? row)
    {
        index.Change(EntriesIn(Find(id)), EntriesIn(row));

        if (row is null)
            tables.Delete(Tables.Documents, id);
        else
            tables.Put(Tables.Documents, row);
    }

    /// <summary>Notes that it is there, which earlier versions did not.</summary>
    public void Enter(BsonDocument row) => index.Change([], [Presence(row["_id"].AsString)]);

    private BsonDocument? Find(string id) => index.Holds(Presence(id)) ? tables.Find(Tables.Documents, id) : null;

    private static string Presence(string id) => Places.Of(Tables.Documents, Places.Id, id);

    private static IEnumerable<string> EntriesIn(BsonDocument? row)
    {
        if (row is null)
            return [];

        var id = row["_id"].AsString;
        var kind = id[..(id.IndexOf(Key.PartEnd, StringComparison.Ordinal) + 1)];
        return row["k"].AsArray.Select(entry => kind + entry.AsString).Prepend(Presence(id));
    }
}
