using System.Collections.Concurrent;
using LiteDB;
using LiteDB.Engine;

namespace ChatOps.Data;

/// <summary>
/// LiteDB as a set of ordered maps, and nothing more of it: no mapper, no LINQ, no expression but a range of ids, and no
/// result that stays open. Writing and transactions are for the writer's thread only.
/// </summary>
internal sealed class Tables : IDisposable
{
    public const string Documents = "document";
    public const string Entries = "entry";
    public const string Facts = "fact";
    public const string Jobs = "job";
    public const string Dead = "dead";
    public const string Events = "event";
    public const string Counters = "counter";
    public const string Forms = "form";

    /// <summary>Behind every id.</summary>
    public const string End = "\uFFFF";

    private const string ById = "$._id";
    private static readonly string[] Names = [Documents, Entries, Facts, Jobs, Dead, Events, Counters, Forms];
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private static readonly ConcurrentBag<LiteEngine> Abandoned = [];

    private readonly LiteEngine engine;
    private readonly LiteDatabase database;
    private readonly Dictionary<string, ILiteCollection<BsonDocument>> tables;

    public Tables(DataStream data, JournalStream journal)
    {
        var collation = data.Length is 0 ? Collation.Binary : null;
        engine = new(new EngineSettings { DataStream = data, LogStream = journal, Collation = collation });
        database = new(engine) { CheckpointSize = 0, UtcDate = true, Timeout = LongestWait };
        tables = Names.ToDictionary(name => name, name => database.GetCollection(name), StringComparer.Ordinal);
    }

    /// <summary>The version of the layout of the tables, kept in the file; 0 in a file that was just made.</summary>
    public int Format
    {
        get => database.UserVersion;
        set => database.UserVersion = value;
    }

    /// <summary>Whether the present transaction has written anything.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Before there are readers: LiteDB closes itself when a table is made while another is read.</summary>
    public void Create()
    {
        foreach (var table in Names.Where(name => !database.CollectionExists(name)).Select(name => tables[name]))
        {
            table.Insert(new BsonDocument { ["_id"] = "" });
            table.Delete("");
        }

        tables[Events].EnsureIndex("at", "$.at");
        tables[Facts].EnsureIndex("n", "$.n");
        tables[Facts].EnsureIndex("a", "$.a");
    }

    public void Begin()
    {
        database.BeginTrans();
        HasChanged = false;
    }

    public void Commit() => database.Commit();

    public void Rollback() => database.Rollback();

    public void Checkpoint() => database.Checkpoint();

    public BsonDocument? Find(string table, string id) => tables[table].FindById(id);

    public string? Json(string table, string id) => Find(table, id)?["b"].AsString;

    public void Put(string table, string id, string json) => Put(table, new BsonDocument { ["_id"] = id, ["b"] = json });

    public void Put(string table, BsonDocument row)
    {
        tables[table].Upsert(row);
        HasChanged = true;
    }

    public void Insert(string table, params IEnumerable<BsonDocument> rows)
    {
        if (tables[table].Insert(rows) > 0)
            HasChanged = true;
    }

    public void Update(string table, BsonDocument row)
    {
        tables[table].Update(row);
        HasChanged = true;
    }

    public void Delete(string table, string id) => HasChanged |= tables[table].Delete(id);

    public long Count(string table) => tables[table].LongCount();

    /// <summary>The row with the last id before this one.</summary>
    public BsonDocument? LastBelow(string table, string id) => Query(table, "", id, isDescending: true, 1) is [var last] ? last : null;

    /// <summary>The rows from low to below high, by id.</summary>
    public List<BsonDocument> Range(string table, string low, string high, int take) =>
        Query(table, low, high, isDescending: false, take);

    /// <summary>The row with the highest id from low to below high.</summary>
    public BsonDocument? Last(string table, string low, string high) =>
        Query(table, low, high, isDescending: true, 1) is [var last] ? last : null;

    /// <summary>The rows from low to high, by an indexed field.</summary>
    public List<BsonDocument> By(string table, string field, BsonValue low, BsonValue high, int take)
    {
        var query = new Query { Select = "$", OrderBy = $"$.{field}", Limit = take };
        query.Where.Add(BsonExpression.Create($"$.{field} BETWEEN @0 AND @1", low, high));
        using var rows = engine.Query(table, query);
        var found = new List<BsonDocument>();

        while (rows.Read())
            found.Add(rows.Current.AsDocument);

        return found;
    }

    /// <summary>Events from before this moment.</summary>
    public List<string> OldEvents(DateTimeOffset before, int take) =>
        [.. tables[Events].Find(BsonExpression.Create("$.at < @0", before.UtcTicks), limit: take).Select(row => row["_id"].AsString)];

    /// <summary>
    /// After a disk error LiteDB is left as it is, and kept from the garbage collector: the finalizer of an unfinished
    /// transaction throws, and would end the process.
    /// </summary>
    public void Abandon() => Abandoned.Add(engine);

    public bool IsAbandoned => Abandoned.Contains(engine);

    public void Dispose()
    {
        if (!IsAbandoned)
            database.Dispose();
    }

    // LiteDB's own Query.Between is compiled anew for every value and never freed; a parameter is not.
    private List<BsonDocument> Query(string table, string low, string high, bool isDescending, int take)
    {
        var query = new Query
        {
            OrderBy = ById,
            Order = isDescending ? LiteDB.Query.Descending : LiteDB.Query.Ascending,
            Limit = take is int.MaxValue ? take : take + 1,
        };

        query.Where.Add(BsonExpression.Create("$._id BETWEEN @0 AND @1", low, high));
        return Take(engine.Query(table, query), high, take);
    }

    // BETWEEN includes its high end.
    private static List<BsonDocument> Take(IBsonDataReader rows, string high, int take)
    {
        using (rows)
        {
            var taken = new List<BsonDocument>();

            while (taken.Count < take && rows.Read())
            {
                if (rows.Current.AsDocument is { } row && row["_id"].AsString != high)
                    taken.Add(row);
            }

            return taken;
        }
    }
}
