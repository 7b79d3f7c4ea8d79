using ChatOps.Documents;

namespace ChatOps.Tests.Discord;

/// <summary>A store that answers nothing while a test holds it.</summary>
internal sealed class HeldStore(IStore inner) : IStore
{
    private TaskCompletionSource? gate;

    public FactChain Chain => inner.Chain;

    public void Hold() => gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Go() => Interlocked.Exchange(ref gate, null)?.SetResult();

    public async ValueTask<Stored<T>?> Get<T>(Kind<T> kind, string id, CancellationToken cancellation = default)
        where T : class
    {
        await Pass();
        return await inner.Get(kind, id, cancellation);
    }

    public async ValueTask<Page<T>> Find<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class
    {
        await Pass();
        return await inner.Find(query, cancellation);
    }

    public async Task<Outcome> Commit(Batch batch, CancellationToken cancellation = default)
    {
        await Pass();
        return await inner.Commit(batch, cancellation);
    }

    public ValueTask<long> Count<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class => inner.Count(query, cancellation);

    public ValueTask<Hits<T>> Search<T>(Kind<T> kind, string words, Func<T, bool>? filter = null, int take = 20, CancellationToken cancellation = default)
        where T : class => inner.Search(kind, words, filter, take, cancellation);

    public Task Prepare(IReadOnlyCollection<Kind> kinds, CancellationToken cancellation = default) => inner.Prepare(kinds, cancellation);

    public ValueTask<long> NextNumber(string series, CancellationToken cancellation = default) => inner.NextNumber(series, cancellation);

    public ValueTask<FactPage> Facts(FactQuery query, CancellationToken cancellation = default) => inner.Facts(query, cancellation);

    public ValueTask<IReadOnlyList<Fact>> Trail(string subject, int take = 100, CancellationToken cancellation = default) => inner.Trail(subject, take, cancellation);

    public Task<IReadOnlyList<Lease>> Claim(int max, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation = default) => inner.Claim(max, lease, now, cancellation);

    public Task<bool> Renew(Lease lease, TimeSpan duration, DateTimeOffset now, CancellationToken cancellation = default) => inner.Renew(lease, duration, now, cancellation);

    public Task<bool> Retry(Lease lease, DateTimeOffset due, string error, CancellationToken cancellation = default) => inner.Retry(lease, due, error, cancellation);

    public Task<bool> Bury(Lease lease, DateTimeOffset now, string error, CancellationToken cancellation = default) => inner.Bury(lease, now, error, cancellation);

    public ValueTask<bool> IsWaiting(string jobId, CancellationToken cancellation = default) => inner.IsWaiting(jobId, cancellation);

    public ValueTask<IReadOnlyList<DeadJob>> Dead(int take = 50, string? afterId = null, CancellationToken cancellation = default) => inner.Dead(take, afterId, cancellation);

    public ValueTask<Vitals> Vitals(DateTimeOffset now, CancellationToken cancellation = default) => inner.Vitals(now, cancellation);

    public Task Forget(DateTimeOffset before, CancellationToken cancellation = default) => inner.Forget(before, cancellation);

    Task IStore.Rewrite(Func<Row, Row?> revise, CancellationToken cancellation) => inner.Rewrite(revise, cancellation);

    Task IStore.Scrub(CancellationToken cancellation) => inner.Scrub(cancellation);

    public Task Export(Stream to, CancellationToken cancellation = default) => inner.Export(to, cancellation);

    public Task Import(Stream from, CancellationToken cancellation = default) => inner.Import(from, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private Task Pass() => gate?.Task ?? Task.CompletedTask;
}
