using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// The embedded store: one file and its journal, owned by one process. Answered commits survive power loss; a reader may
/// see a commit a moment before it is durable.
/// </summary>
public sealed class LiteDbStore : IStore
{
    private const int ChunkSize = 200;
    private const int ForgetSize = 500;

    // Bytes.
    private const long CachedDocuments = 24 << 20;
    private const long CachedEntries = 16 << 20;

    // Every checkpoint empties LiteDB's cache, so they are rare; the price is a journal of 80 MB.
    private const int CheckpointPages = 10_000;

    private readonly LiteDbFile file;
    private readonly Transaction transaction;
    private readonly Reader reader;
    private readonly GroupWriter writer;
    private readonly Dictionary<string, Kind> prepared = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim exporting = new(1);
    private readonly StoreKey? key;
    private bool isClosed;

    private LiteDbStore(LiteDbFile file, int checkpointPages, FactChain? chain, StoreKey? key)
    {
        (this.file, this.key) = (file, key);
        var cache = new DocumentCache(CachedDocuments);
        var counters = new Counters(file.Tables);
        var entries = new EntryTable(file.Tables, new(CachedEntries));
        transaction = new(file.Tables, counters, new(file.Tables, entries), new(file.Tables, entries, counters), new(file.Tables, entries, counters, chain ?? FactChain.Open), new(file.Tables, entries));
        var group = new Group(transaction, file.Tables, file.Journal, cache);
        reader = new(file.Tables, entries, group, cache);
        file.Load(group.Renew, group.Recover, counters.Load);
        writer = new(group, file.Tables, file.Journal, checkpointPages);
    }

    /// <param name="key">Encrypts the file; a file is made with or without one, and stays so.</param>
    /// <exception cref="StoreException">The file cannot be used; the message says why and what to do.</exception>
    /// <param name="chain">What ties facts together; null: a chain without a secret.</param>
    public static LiteDbStore Open(string path, FactChain? chain = null, StoreKey? key = null) => new(LiteDbFile.Open(path, key), CheckpointPages, chain, key);

    /// <summary>One that no disk keeps: it is gone with whoever holds it.</summary>
    public static LiteDbStore Passing() => Open(new MemoryFile(), new MemoryFile());

    internal static LiteDbStore Open(string path, int checkpointPages, StoreKey? key = null) => new(LiteDbFile.Open(path, key), checkpointPages, null, key);

    internal static LiteDbStore Open(IBlockFile data, IBlockFile journal, int checkpointPages = CheckpointPages, StoreKey? key = null) =>
        new(LiteDbFile.Open(data, journal, "in memory", key), checkpointPages, null, key);

    public FactChain Chain => transaction.Facts.Chain;

    public async Task Prepare(IReadOnlyCollection<Kind> kinds, CancellationToken cancellation = default)
    {
        foreach (var kind in kinds)
        {
            prepared[kind.Name] = kind;

            if (reader.Read(from => from.Json(Tables.Forms, kind.Name)) != kind.Fingerprint)
                await Reindex(kind, cancellation);
        }
    }

    public ValueTask<Stored<T>?> Get<T>(Kind<T> kind, string id, CancellationToken cancellation = default)
        where T : class =>
        new(reader.Get(kind, id));

    public ValueTask<Page<T>> Find<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class =>
        new(Reading.Page(query, Entries(query), id => reader.Get(query.Index.Kind, id)));

    public ValueTask<long> Count<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class
    {
        var all = query with { After = null };
        return new(Reading.Count(all, Entries(all), id => reader.Get(query.Index.Kind, id)));
    }

    public ValueTask<Hits<T>> Search<T>(
        Kind<T> kind,
        string words,
        Func<T, bool>? filter = null,
        int take = 20,
        CancellationToken cancellation = default)
        where T : class
    {
        var ids = Reading.Matching(words, (word, isStart) => WithWord(kind.Name, word, isStart), (word, id) => HasWord(kind.Name, word, id));
        return new(Reading.Hits(kind, ids.Select(id => reader.Get(kind, id)).OfType<Stored<T>>(), filter, take));
    }

    public long? Revision(Kind kind) => reader.Revision(kind);

    public Task<Outcome> Commit(Batch batch, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        DocumentTable.Check(batch);
        return writer.Write(() => transaction.Commit(batch));
    }

    public ValueTask<long> NextNumber(string series, CancellationToken cancellation = default) => new(transaction.Counters.Next(series));

    public ValueTask<IReadOnlyList<Fact>> Trail(string subject, int take = 100, CancellationToken cancellation = default)
    {
        var start = Key.Of(subject).Text;
        var rows = reader.Read(from => from.Range(Tables.Facts, start, start[..^1] + Key.RangeEnd, take).ConvertAll(Exporting.Read));
        return new(rows.ConvertAll(row => ((Row.Noted)row).Fact));
    }

    public ValueTask<FactPage> Facts(FactQuery query, CancellationToken cancellation = default) => new(FactTable.Page(reader, query));

    public Task<IReadOnlyList<Lease>> Claim(int max, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation = default) =>
        writer.Write(() => transaction.Jobs.Claim(max, now, now + lease));

    public Task<bool> Renew(Lease lease, TimeSpan duration, DateTimeOffset now, CancellationToken cancellation = default) =>
        writer.Write(() => transaction.Jobs.Renew(lease, now + duration));

    public Task<bool> Retry(Lease lease, DateTimeOffset due, string error, CancellationToken cancellation = default) =>
        writer.Write(() => transaction.Jobs.Retry(lease, due, error));

    public Task<bool> Bury(Lease lease, DateTimeOffset now, string error, CancellationToken cancellation = default) =>
        writer.Write(() => transaction.Jobs.Bury(lease, now, error));

    public ValueTask<bool> IsWaiting(string jobId, CancellationToken cancellation = default) =>
        new(reader.Read(from => from.Json(Tables.Jobs, Key.Of(jobId).Text)) is { } row && ((Row.Work)Row.Read(row)).Token is null);

    public ValueTask<IReadOnlyList<DeadJob>> Dead(int take = 50, string? afterId = null, CancellationToken cancellation = default)
    {
        var start = afterId is null ? "" : Key.Of(afterId).Text + Key.PartEnd;
        var rows = reader.Read(from => from.Range(Tables.Dead, start, Tables.End, take).ConvertAll(Exporting.Read));
        return new(rows.ConvertAll(row => ((Row.Dead)row).Job));
    }

    public async ValueTask<Vitals> Vitals(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var ((due, oldest), dead) = await writer.Write(() => (transaction.Jobs.Overdue(now), transaction.Jobs.CountDead()));
        return new("LiteDB", file.Length, due, oldest, dead);
    }

    public async Task Forget(DateTimeOffset before, CancellationToken cancellation = default)
    {
        while (await writer.Write(() => transaction.Forget(before, ForgetSize)) is ForgetSize)
            cancellation.ThrowIfCancellationRequested();
    }

    async Task IStore.Rewrite(Func<Row, Row?> revise, CancellationToken cancellation)
    {
        foreach (var table in (string[])[Tables.Documents, Tables.Facts, Tables.Jobs, Tables.Dead, Tables.Events])
        {
            for (var after = ""; after is not null; cancellation.ThrowIfCancellationRequested())
                after = await writer.Write(() => transaction.Rewrite(table, after, ChunkSize, revise, prepared.GetValueOrDefault));
        }

        await writer.Write(transaction.Documents.Index.Rebound);
        await writer.Write(transaction.Facts.Forget);
    }

    // LiteDB overwrites what it frees; the journal still holds the pages as they were.
    Task IStore.Scrub(CancellationToken cancellation) => writer.Alone(() => file.Journal.Wipe());

    /// <summary>Copies the file as it is at one moment; writers wait, readers do not.</summary>
    /// <param name="to">A file that does not exist yet. It opens as a store.</param>
    public async Task Backup(string to)
    {
        await writer.Write(transaction.KeepCounters);
        await writer.Alone(() => file.CopyTo(to));
    }

    /// <summary>The pages of the file that are not what was written there; others can be used.</summary>
    public Task<IReadOnlyList<long>> DamagedPages() => writer.Alone(file.Damaged);

    /// <summary>Writers wait only while the file is copied; the copy is read at leisure.</summary>
    public async Task Export(Stream to, CancellationToken cancellation = default)
    {
        if (file.Path is not { } path)
            await writer.Alone(() => WriteRows(to, cancellation));
        else
            await ExportCopy(path + ".copy", to, cancellation);
    }

    public async Task Import(Stream from, CancellationToken cancellation = default)
    {
        await foreach (var rows in Rows.Read(from, cancellation))
            await Put(rows);

        await writer.Write(transaction.KeepCounters);
        await Prepare([.. prepared.Values], cancellation);
    }

    /// <summary>Some rows in one transaction.</summary>
    internal Task Put(Row[] rows) => writer.Write(() => Array.ForEach(rows, transaction.Put));

    public ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref isClosed, true))
        {
            writer.Dispose();
            file.Dispose();
            reader.Dispose();
            exporting.Dispose();
        }

        return default;
    }

    private bool WriteRows(Stream to, CancellationToken cancellation)
    {
        Rows.Write(to, Exporting.All(reader, transaction.Counters), cancellation);
        return true;
    }

    private async Task ExportCopy(string path, Stream to, CancellationToken cancellation)
    {
        await exporting.WaitAsync(cancellation);

        try
        {
            LiteDbFile.Delete(path);
            await Backup(path);
            await using var copy = Open(path, key: key);
            await Task.Run(() => copy.WriteRows(to, cancellation), cancellation);
        }
        finally
        {
            LiteDbFile.Delete(path);
            exporting.Release();
        }
    }

    private IEnumerable<string> Entries<T>(Query<T> query)
        where T : class =>
        reader.Entries((query.Index.Kind.Name, query.Index.Name), query.Range(), query.Descending);

    private IEnumerable<string> WithWord(string kind, string word, bool isStart)
    {
        var range = isStart ? (word, word + Tables.End) : (word + Key.PartEnd, word + Key.RangeEnd);
        return reader.Entries((kind, DocumentTable.WordIndex), range, isDescending: false).Select(Reading.IdOf);
    }

    private bool HasWord(string kind, string word, string id)
    {
        var entry = word + Key.PartEnd + id;
        return reader.Entries((kind, DocumentTable.WordIndex), (entry, entry + '\0'), isDescending: false).Any();
    }

    private async Task Reindex(Kind kind, CancellationToken cancellation)
    {
        for (var after = kind.Name + Key.PartEnd; after is not null; cancellation.ThrowIfCancellationRequested())
            after = await writer.Write(() => transaction.Reindex(kind, after, ChunkSize));

        await writer.Write(() => transaction.SetForm(kind.Name, kind.Fingerprint));
    }
}
