using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// The store that says what the others must do, and forgets everything at the end. Documents are kept as JSON, so that one
/// that does not survive the way to a disk and back is noticed here.
/// </summary>
public sealed class InMemoryStore(FactChain? chain = null) : IStore
{
    private readonly Lock gate = new();
    private readonly Revisions revisions = new();
    private readonly State state = new();

    public FactChain Chain { get; } = chain ?? FactChain.Open;

    public Task Prepare(IReadOnlyCollection<Kind> kinds, CancellationToken cancellation = default) =>
        Change(() => Forms.Prepare(state, kinds));

    public ValueTask<Stored<T>?> Get<T>(Kind<T> kind, string id, CancellationToken cancellation = default)
        where T : class
    {
        Kept? kept;

        lock (gate)
            kept = state.Find(kind.Name, id);

        return new(kept?.As(kind));
    }

    public ValueTask<Page<T>> Find<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class =>
        new(Look(() => Reading.Page(query, state.Entries(query), id => state.Get(query.Index.Kind, id))));

    public ValueTask<long> Count<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class
    {
        var all = query with { After = null };
        return new(Look(() => Reading.Count(all, state.Entries(all), id => state.Get(query.Index.Kind, id))));
    }

    public ValueTask<Hits<T>> Search<T>(
        Kind<T> kind,
        string words,
        Func<T, bool>? filter = null,
        int take = 20,
        CancellationToken cancellation = default)
        where T : class => new(Look(() =>
    {
        var ids = Reading.Matching(words, state.Shelf(kind.Name).WithWord);
        return Reading.Hits(kind, ids.Select(id => state.Get(kind, id)!), filter, take);
    }));

    public long? Revision(Kind kind) => revisions.Of(kind);

    public Task<Outcome> Commit(Batch batch, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            var outcome = Commits.Apply(state, batch, Chain);
            revisions.Changed(batch.Changes.Select(change => change.Kind));
            return Task.FromResult(outcome);
        }
    }

    public ValueTask<long> NextNumber(string series, CancellationToken cancellation = default) => new(Look(() => state.Next(series)));

    public ValueTask<IReadOnlyList<Fact>> Trail(string subject, int take = 100, CancellationToken cancellation = default) =>
        new(Look(() => state.Trail(subject).Values.Take(take).ToArray()));

    public ValueTask<FactPage> Facts(FactQuery query, CancellationToken cancellation = default) => new(Look(() => Trails.Page(state, query)));

    public Task<IReadOnlyList<Lease>> Claim(int max, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation = default) =>
        Task.FromResult(Look(() => Leasing.Claim(state, max, now, now + lease)));

    public Task<bool> Renew(Lease lease, TimeSpan duration, DateTimeOffset now, CancellationToken cancellation = default) =>
        Task.FromResult(Look(() => Leasing.Renew(state, lease, now + duration)));

    public Task<bool> Retry(Lease lease, DateTimeOffset due, string error, CancellationToken cancellation = default) =>
        Task.FromResult(Look(() => Leasing.Retry(state, lease, due, error)));

    public Task<bool> Bury(Lease lease, DateTimeOffset now, string error, CancellationToken cancellation = default) =>
        Task.FromResult(Look(() => Leasing.Bury(state, lease, now, error)));

    public ValueTask<bool> IsWaiting(string jobId, CancellationToken cancellation = default) =>
        new(Look(() => state.Jobs.Find(jobId) is { Token: null }));

    public ValueTask<IReadOnlyList<DeadJob>> Dead(int take = 50, string? afterId = null, CancellationToken cancellation = default) =>
        new(Look(() => state.Dead.Values.Where(dead => string.CompareOrdinal(dead.Job.Id, afterId) > 0).Take(take).ToArray()));

    public ValueTask<Vitals> Vitals(DateTimeOffset now, CancellationToken cancellation = default) => new(Look(() =>
    {
        var due = state.Jobs.All.Select(work => work.Job.Due).Where(due => due <= now).ToArray();
        return new Vitals("memory", null, due.Length, due is [] ? null : due.Min(), state.Dead.Count);
    }));

    public Task Forget(DateTimeOffset before, CancellationToken cancellation = default) => Change(() =>
    {
        foreach (var seen in state.Seen.Values.Where(seen => seen.At < before).ToArray())
            state.Seen.Remove(seen.Key);
    });

    Task IStore.Rewrite(Func<Row, Row?> revise, CancellationToken cancellation) => Change(() => Rewriting.Of(state, revise));

    Task IStore.Scrub(CancellationToken cancellation) => Task.CompletedTask;

    public Task Export(Stream to, CancellationToken cancellation = default)
    {
        Rows.Write(to, Look(() => Moving.Out(state)), cancellation);
        return Task.CompletedTask;
    }

    public async Task Import(Stream from, CancellationToken cancellation = default)
    {
        await foreach (var rows in Rows.Read(from, cancellation))
        {
            await Change(() =>
            {
                foreach (var row in rows)
                    Moving.In(state, row);
            });
        }

        await Change(() => Forms.PrepareAgain(state));
    }

    public ValueTask DisposeAsync() => default;

    private T Look<T>(Func<T> look)
    {
        lock (gate)
            return look();
    }

    private Task Change(Action change)
    {
        lock (gate)
        {
            change();
            revisions.ChangedAll();
            return Task.CompletedTask;
        }
    }
}
