namespace ChatOps.Documents;

/// <summary>Where everything is kept: LiteDB, PostgreSQL or memory. One contract suite holds for all of them.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>Called once before any other use: indexes anew what was stored under an older definition of a kind.</summary>
    Task Prepare(IReadOnlyCollection<Kind> kinds, CancellationToken cancellation = default);

    ValueTask<Stored<T>?> Get<T>(Kind<T> kind, string id, CancellationToken cancellation = default)
        where T : class;

    /// <summary>Several reads at once; in one go, where the store is elsewhere.</summary>
    async ValueTask Read(IReadOnlyList<Wanted> wanted, CancellationToken cancellation = default)
    {
        foreach (var one in wanted)
            await one.From(this, cancellation);
    }

    ValueTask<Page<T>> Find<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class;

    /// <summary>How many documents the range and its filter hold; <see cref="Query{T}.Take"/> and After are ignored.</summary>
    ValueTask<long> Count<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class;

    /// <summary>
    /// Documents that contain every word (the last may be the start of one) and pass the filter, highest
    /// <see cref="Kind{T}.Text">rank</see> first. No words find nothing.
    /// </summary>
    ValueTask<Hits<T>> Search<T>(Kind<T> kind, string words, Func<T, bool>? filter = null, int take = 20, CancellationToken cancellation = default)
        where T : class;

    /// <summary>Another number after every commit that touches the kind; null: other processes write too, so nothing that was read may be kept.</summary>
    long? Revision(Kind kind) => null;

    /// <summary>When this says <see cref="Outcome.Committed"/>, the change survives power loss.</summary>
    Task<Outcome> Commit(Batch batch, CancellationToken cancellation = default);

    /// <summary>Unique and rising from 1; a number may be skipped, and is never given to two committed documents.</summary>
    ValueTask<long> NextNumber(string series, CancellationToken cancellation = default);

    /// <summary>What ties the facts together; every commit appends to it.</summary>
    FactChain Chain { get; }

    /// <summary>Facts by subject, by who did it, or as they came.</summary>
    ValueTask<FactPage> Facts(FactQuery query, CancellationToken cancellation = default);

    /// <summary>The audit trail of a subject, oldest first.</summary>
    ValueTask<IReadOnlyList<Fact>> Trail(string subject, int take = 100, CancellationToken cancellation = default);

    /// <summary>Takes due work for one runner, at most the oldest of each lane; unfinished work returns when the lease ends.</summary>
    Task<IReadOnlyList<Lease>> Claim(int max, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation = default);

    /// <returns>False when the lease was lost; the same holds for <see cref="Retry"/> and <see cref="Bury"/>.</returns>
    Task<bool> Renew(Lease lease, TimeSpan duration, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Gives the work back, to be tried again at <paramref name="due"/>; its lane waits for it.</summary>
    Task<bool> Retry(Lease lease, DateTimeOffset due, string error, CancellationToken cancellation = default);

    /// <summary>Gives the work up; its lane goes on.</summary>
    Task<bool> Bury(Lease lease, DateTimeOffset now, string error, CancellationToken cancellation = default);

    /// <summary>Whether a job waits that nobody has begun.</summary>
    ValueTask<bool> IsWaiting(string jobId, CancellationToken cancellation = default);

    /// <summary>Work that was given up, by id.</summary>
    ValueTask<IReadOnlyList<DeadJob>> Dead(int take = 50, string? afterId = null, CancellationToken cancellation = default);

    /// <summary>How the store fares. It asks what commits ask too, so an answer says that they are taken.</summary>
    ValueTask<Vitals> Vitals(DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Drops remembered event ids (<see cref="Batch.Once"/>) older than this.</summary>
    Task Forget(DateTimeOffset before, CancellationToken cancellation = default);

    /// <summary>
    /// Shows every document, fact, job, given-up job and remembered event to a function and keeps what that returns: the same
    /// row, another in its place, or null to drop it (jobs are only ever replaced). Goes in pieces that are each whole, so it
    /// is safe to begin again.
    /// </summary>
    internal Task Rewrite(Func<Row, Row?> revise, CancellationToken cancellation);

    /// <summary>Leaves nothing of what was replaced or dropped in the store's own files, as far as these are its own.</summary>
    internal Task Scrub(CancellationToken cancellation);

    /// <summary>Every row of the store, one JSON object a line, from one consistent moment. The documents of a kind stand together.</summary>
    Task Export(Stream to, CancellationToken cancellation = default);

    /// <summary>Reads what <see cref="Export"/> wrote, by this or another store; rows that are there already are replaced.</summary>
    Task Import(Stream from, CancellationToken cancellation = default);
}
