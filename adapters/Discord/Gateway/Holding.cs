using System.Security.Cryptography;
using ChatOps.Documents;

namespace ChatOps.Discord.Gateway;

/// <summary>Takes leases for this process.</summary>
internal sealed class Holding(IStore store, TimeProvider clock)
{
    /// <summary>A process that died is replaced after this.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(9);

    /// <summary>How often a process says that it lives, and another looks whether it still does.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly string owner = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <returns>Null: another process has it.</returns>
    public async Task<ShardLease?> Take(string id, CancellationToken cancellation)
    {
        var stored = await store.Get(ShardLease.Kind, id, cancellation);
        var now = clock.GetUtcNow();

        if (stored?.Body is { Owner: { } other, Until: var until } && other != owner && until > now)
            return null;

        var lease = new ShardLease(id, owner, now + Lasts, stored?.Body.Session);
        return await store.Commit(new Batch().Put(ShardLease.Kind, lease, stored?.Version ?? 0), cancellation) is Outcome.Committed ? lease : null;
    }

    /// <summary>Says that this process lives, and how far it is.</summary>
    /// <returns>False: another one has it now.</returns>
    public Task<bool> Renew(string id, ShardSession? session, CancellationToken cancellation) => Put(id, now => new(id, owner, now + Lasts, session), cancellation);

    /// <summary>Lets the next one have it, from where this one was.</summary>
    public Task<bool> Release(string id, ShardSession? session, CancellationToken cancellation) => Put(id, now => new(id, null, now, session), cancellation);

    private async Task<bool> Put(string id, Func<DateTimeOffset, ShardLease> lease, CancellationToken cancellation) =>
        await store.Get(ShardLease.Kind, id, cancellation) is { } stored
        && stored.Body.Owner == owner
        && await store.Commit(new Batch().Put(ShardLease.Kind, lease(clock.GetUtcNow()), stored.Version), cancellation) is Outcome.Committed;
}
