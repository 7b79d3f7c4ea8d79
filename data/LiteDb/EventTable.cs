using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>The events that were answered, and when.</summary>
internal sealed class EventTable(Tables tables, EntryTable index)
{
    private const string ByMoment = "at";

    public Row.Seen? Find(string key) => Find(Key.Of(key)) is { } row ? (Row.Seen)Exporting.Read(row) : null;

    public void Put(Row.Seen seen)
    {
        var row = RowOf(seen);
        var before = Find(Key.Of(seen.Key));
        index.Change(EntriesOf(before), EntriesOf(row));

        if (before is null)
            tables.Insert(Tables.Events, row);
        else
            tables.Put(Tables.Events, row);
    }

    public void Delete(string id)
    {
        index.Change(EntriesOf(Find(new Key(id))), []);
        tables.Delete(Tables.Events, id);
    }

    /// <summary>Those from before this moment.</summary>
    public string[] Old(DateTimeOffset before, int take)
    {
        var start = Places.Start(Tables.Events, ByMoment);
        return [.. index.Within(start, start + Places.Of(before)).Take(take).Select(entry => entry[(start.Length + Places.Width)..])];
    }

    /// <summary>Notes where it stands, which earlier versions left to LiteDB.</summary>
    public void Enter(BsonDocument row) => index.Change([], EntriesOf(row));

    private BsonDocument? Find(Key id) => index.Holds(Places.Of(Tables.Events, Places.Id, id.Text)) ? tables.Find(Tables.Events, id.Text) : null;

    private static string[] EntriesOf(BsonDocument? row) => row is null ? [] :
    [
        Places.Of(Tables.Events, Places.Id, row["_id"].AsString),
        Places.Of(Tables.Events, ByMoment, Places.Of(row["at"].AsInt64) + row["_id"].AsString),
    ];

    private static BsonDocument RowOf(Row.Seen seen) => new()
    {
        ["_id"] = Key.Of(seen.Key).Text,
        ["b"] = seen.Write(),
        ["at"] = seen.At.UtcTicks,
    };
}
