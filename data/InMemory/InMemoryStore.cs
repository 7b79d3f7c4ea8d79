using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// The store that says what the others must do, and forgets everything at the end. Documents are kept as JSON, so that one
/// that does not survive the way to a disk and back is noticed here.
/// </summary>
public sealed class InMemoryStore(FactChain? chain = null) : IStore
{
    private readonly Lock writing = new();
    private readonly Revisions revisions = new();
    private volatile State state = State.Empty;

    public FactChain Chain { get; } = chain ?? FactChain.Open;

    public Task Prepare(IReadOnlyCollection<Kind> kinds, CancellationToken cancellation = default) =>
        Change(now => Forms.Prepare(now, kinds));

    public ValueTask<Stored<T>?> Get<T>(Kind<T> kind, string id, CancellationToken cancellation = default)
        where T : class =>
        new(state.Get(kind, id));

    public ValueTask<Page<T>> Find<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class
    {
        var now = state;
        return new(Reading.Page(query, now.Entries(query), id => now.Get(query.Index.Kind, id)));
    }

    public ValueTask<long> Count<T>(Query<T> query, CancellationToken cancellation = default)
        where T : class
    {
        var now = state;
        var all = query with { After = null };
        return new(Reading.Count(all, now.Entries(all), id => now.Get(query.Index.Kind, id)));
    }

    public ValueTask<Hits<T>> Search<T>(
        Kind<T> kind,
        string words,
        Func<T, bool>? filter = null,
        int take = 20,
        CancellationToken cancellation = default)
        where T : class
    {
        var now = state;
        var ids = Reading.Matching(words, (word, isStart) => now.WithWord(kind.Name, word, isStart));
        return new(Reading.Hits(kind, ids.Select(id => now.Get(kind, id)!), filter, take));
    }

    public long? Revision(Kind kind) => revisions.Of(kind);

    public Task<Outcome> Commit(Batch batch, CancellationToken cancellation = default)
    {
        lock (writing)
        {
            (state, var outcome) = Commits.Apply(state, batch, Chain);
            revisions.Changed(batch.Changes.Select(change => change.Kind));
            return Task.FromResult(outcome);
        }
    }

    public ValueTask<long> NextNumber(string series, CancellationToken cancellation = default)
    {
        lock (writing)
        {
            (state, var number) = state.Next(series);
            return new(number);
        }
    }

    public ValueTask<IReadOnlyList<Fact>> Trail(string subject, int take = 100, CancellationToken cancellation = default) =>
        new([.. state.Trail(subject).Values.Take(take)]);

    public ValueTask<FactPage> Facts(FactQuery query, CancellationToken cancellation = default) => new(Trails.Page(state, query));

    public Task<IReadOnlyList<Lease>> Claim(int max, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation = default)
    {
        lock (writing)
        {
            (state, var leases) = Leasing.Claim(state, max, now, now + lease);
            return Task.FromResult(leases);
        }
    }

    public Task<bool> Renew(Lease lease, TimeSpan duration, DateTimeOffset now, CancellationToken cancellation = default) =>
        Change(before => Leasing.Renew(before, lease, now + duration));

    public Task<bool> Retry(Lease lease, DateTimeOffset due, string error, CancellationToken cancellation = default) =>
        Change(now => Leasing.Retry(now, lease, due, error));

    public Task<bool> Bury(Lease lease, DateTimeOffset now, string error, CancellationToken cancellation = default) =>
        Change(before => Leasing.Bury(before, lease, now, error));

    public ValueTask<bool> IsWaiting(string jobId, CancellationToken cancellation = default) =>
        new(state.Jobs.Find(jobId) is { Token: null });

    public ValueTask<IReadOnlyList<DeadJob>> Dead(int take = 50, string? afterId = null, CancellationToken cancellation = default) =>
        new([.. state.Dead.Values.Where(dead => string.CompareOrdinal(dead.Job.Id, afterId) > 0).Take(take)]);

    public ValueTask<Vitals> Vitals(DateTimeOffset now, CancellationToken cancellation = default)
    {
        var at = state;
        var due = at.Jobs.All.Select(work => work.Job.Due).Where(due => due <= now).ToArray();
        return new(new Vitals("memory", null, due.Length, due is [] ? null : due.Min(), at.Dead.Count));
    }

    public Task Forget(DateTimeOffset before, CancellationToken cancellation = default) =>
        Change(now => now with { Seen = now.Seen.RemoveRange(now.Seen.Values.Where(seen => seen.At < before).Select(seen => seen.Key)) });

    Task IStore.Rewrite(Func<Row, Row?> revise, CancellationToken cancellation) => Change(now => Rewriting.Of(now, revise));

    Task IStore.Scrub(CancellationToken cancellation) => Task.CompletedTask;

    public Task Export(Stream to, CancellationToken cancellation = default)
    {
        Rows.Write(to, Moving.Out(state), cancellation);
        return Task.CompletedTask;
    }

    public async Task Import(Stream from, CancellationToken cancellation = default)
    {
        await foreach (var rows in Rows.Read(from, cancellation))
            await Change(now => rows.Aggregate(now, Moving.In));

        await Change(Forms.PrepareAgain);
    }

    public ValueTask DisposeAsync() => default;

    private Task<bool> Change(Func<State, State?> change)
    {
        lock (writing)
        {
            if (change(state) is not { } next)
                return Task.FromResult(false);

            state = next;
            revisions.ChangedAll();
            return Task.FromResult(true);
        }
    }
}
