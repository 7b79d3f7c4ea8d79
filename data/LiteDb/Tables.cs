using System.Collections.Concurrent;
using LiteDB;
using LiteDB.Engine;

namespace ChatOps.Data;

/// <summary>
/// LiteDB as a set of ordered maps, and nothing more of it: no mapper, no LINQ, no expression but a range of ids, and no
/// result that stays open. Writing and transactions are for the writer's thread only.
/// A commit is one row of a log: the pages that a row of a table touches would cost many times as much. What the log holds
/// is seen as if it stood in its table, and is brought there by a later commit, all of it at once.
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
    public const string Log = "log";

    /// <summary>In a row of the log: what was done, each with the table, and the row or the id of the one that went.</summary>
    public const string Done = "o";
    public const string Table = "t";
    public const string Row = "r";
    public const string Gone = "g";

    /// <summary>Behind every id.</summary>
    public const string End = "\uFFFF";

    private static readonly BsonExpression ById = BsonExpression.Create("$._id");

    // Reading an expression takes longer than looking up what it asks for. A thread has read to the end before it asks again.
    [ThreadStatic]
    private static Condition? equal;

    [ThreadStatic]
    private static Condition? between;

    private static readonly string[] Names = [Documents, Entries, Facts, Jobs, Dead, Events, Counters, Forms, Log];

    // About bytes. The more, the less is written twice, and the longer takes bringing it to its tables.
    private const long MostLogged = 2 << 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private static readonly ConcurrentBag<LiteEngine> Abandoned = [];

    private readonly LiteEngine engine;
    private readonly LiteDatabase database;
    private readonly Dictionary<string, ILiteCollection<BsonDocument>> tables;
    private readonly List<BsonDocument> done = [];
    private volatile Recent recent = Recent.None;
    private Recent staged = Recent.None;
    private int writer;
    private (long First, long Next) log;

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

        // Earlier versions had them.
        tables[Events].DropIndex("at");
        tables[Facts].DropIndex("n");
        tables[Facts].DropIndex("a");
    }

    /// <summary>What the log held when the file was opened, in order.</summary>
    public List<BsonDocument> Logged()
    {
        var rows = tables[Log].FindAll().ToList();

        if (rows is not [])
            log = (rows[0]["_id"].AsInt64, rows[^1]["_id"].AsInt64 + 1);

        return [.. rows.SelectMany(row => row[Done].AsArray).Select(change => change.AsDocument)];
    }

    /// <summary>Whether the present transaction has to bring what is logged to its tables.</summary>
    public bool IsLong => staged.Size > MostLogged || staged.Of(Entries) is not [];

    /// <summary>Whether the tables have everything.</summary>
    public bool IsSettled => log.First == log.Next;

    public void Begin()
    {
        (staged, HasChanged) = (recent, false);
        done.Clear();
        Volatile.Write(ref writer, Environment.CurrentManagedThreadId);
    }

    /// <param name="settles">To the tables, with all that is logged; else to the log.</param>
    public void Commit(bool settles)
    {
        database.BeginTrans();

        if (settles)
            Settle();
        else
            tables[Log].Insert(new BsonDocument { ["_id"] = log.Next, [Done] = new BsonArray(done) });

        database.Commit();
        log = settles ? (log.Next, log.Next) : (log.First, log.Next + 1);
    }

    /// <summary>Shows readers what was committed last.</summary>
    public void Publish()
    {
        recent = IsSettled ? Recent.None : staged;
        Rollback();
    }

    public void Rollback()
    {
        staged = Recent.None;
        done.Clear();
        Volatile.Write(ref writer, 0);
    }

    public void Checkpoint() => database.Checkpoint();

    public BsonDocument? Find(string table, string id) => Visible.Find(table, id) is { } fresh ? fresh.Row : OnDisk(table, id);

    public string? Json(string table, string id) => Find(table, id)?["b"].AsString;

    public void Put(string table, string id, string json) => Put(table, new BsonDocument { ["_id"] = id, ["b"] = json });

    /// <summary>Whether or not there is one.</summary>
    public void Put(string table, BsonDocument row) => Stage(table, row, isInTable: true);

    /// <summary>There is none.</summary>
    public void Insert(string table, BsonDocument row) => Stage(table, row, isInTable: false);

    public void Delete(string table, string id)
    {
        if (Find(table, id) is null)
            return;

        staged = staged.With(table, new(id, null, IsInTable: true));
        done.Add(new() { [Table] = table, [Gone] = id });
        HasChanged = true;
    }

    public long Count(string table) =>
        tables[table].LongCount() + Visible.Of(table).Sum(fresh => (fresh.Row is null ? 0 : 1) - (OnDisk(table, fresh.Id) is null ? 0 : 1));

    /// <summary>The row with the last id before this one.</summary>
    public BsonDocument? LastBelow(string table, string id)
    {
        var fresh = Visible.Between(table, "", id);
        return Merged(Query(table, "", id, isDescending: true, 1 + fresh.Count), fresh).MaxBy(IdOf, StringComparer.Ordinal);
    }

    /// <summary>The rows from low to below high, by id.</summary>
    public List<BsonDocument> Range(string table, string low, string high, int take)
    {
        var fresh = Visible.Between(table, low, high);
        var rows = Query(table, low, high, isDescending: false, More(take, fresh.Count));
        return fresh is [] ? rows : [.. Merged(rows, fresh).OrderBy(IdOf, StringComparer.Ordinal).Take(take)];
    }

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
            Where = { (between ??= new("$._id BETWEEN @0 AND @1")).With(low, high) },
            OrderBy = ById,
            Order = isDescending ? LiteDB.Query.Descending : LiteDB.Query.Ascending,
            Limit = take is int.MaxValue ? take : take + 1,
        };

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

    private static string IdOf(BsonDocument row) => row["_id"].AsString;

    private static int More(int take, int by) => take > int.MaxValue - by ? int.MaxValue : take + by;

    /// <summary>What a table says, as far as it is not outdated, and what is fresher.</summary>
    private static IEnumerable<BsonDocument> Merged(IEnumerable<BsonDocument> rows, IReadOnlyList<Fresh> fresh)
    {
        if (fresh is [])
            return rows;

        var known = fresh.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        return rows.Where(row => !known.Contains(IdOf(row))).Concat(fresh.Select(row => row.Row).OfType<BsonDocument>());
    }

    // The writer sees what it is about to commit.
    private Recent Visible => Volatile.Read(ref writer) == Environment.CurrentManagedThreadId ? staged : recent;

    private void Stage(string table, BsonDocument row, bool isInTable)
    {
        staged = staged.With(table, new(IdOf(row), row, isInTable));
        done.Add(new() { [Table] = table, [Row] = row });
        HasChanged = true;
    }

    private void Settle()
    {
        try
        {
            Settle(isCareful: false);
        }
        catch (LiteException e) when (e.ErrorCode is LiteException.INDEX_DUPLICATE_KEY)
        {
            database.Rollback();
            database.BeginTrans();
            Settle(isCareful: true);
        }
    }

    /// <param name="isCareful">Looks whether what is new is there already.</param>
    private void Settle(bool isCareful)
    {
        foreach (var (name, rows) in staged.All)
        {
            var table = tables[name];

            foreach (var (id, row, isInTable) in rows)
            {
                if (row is null)
                    table.Delete(id);
                else if (isInTable || isCareful)
                    table.Upsert(row);
                else
                    table.Insert(row);
            }
        }

        for (var id = log.First; id < log.Next; id++)
            tables[Log].Delete(id);

        // LiteDB marks the last changed page as the end of the commit: there must be one, even when all went out before.
        tables[Counters].Upsert(new BsonDocument { ["_id"] = Group.CommitRow, ["b"] = "0" });
    }

    private BsonDocument? OnDisk(string table, string id)
    {
        using var rows = engine.Query(table, new Query { Limit = 1, Where = { (equal ??= new("$._id = @0")).With(id) } });
        return rows.Read() ? rows.Current.AsDocument : null;
    }

    /// <summary>An expression that is read once and used with other values again and again.</summary>
    private sealed class Condition
    {
        private readonly BsonDocument values = [];
        private readonly BsonExpression expression;

        public Condition(string text) => expression = BsonExpression.Create(text, values);

        public BsonExpression With(params ReadOnlySpan<string> texts)
        {
            for (var i = 0; i < texts.Length; i++)
                values[i is 0 ? "0" : "1"] = texts[i];

            return expression;
        }
    }
}
