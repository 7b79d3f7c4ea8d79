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
internal sealed partial class Tables : IDisposable
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
}
