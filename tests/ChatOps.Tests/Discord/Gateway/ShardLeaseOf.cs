using ChatOps.Discord.Gateway;
using ChatOps.Documents;

namespace ChatOps.Tests.Discord.Gateway;

/// <summary>A process that takes the lease and is never heard of again.</summary>
internal sealed class ShardLeaseOf(IStore store, TimeProvider clock)
{
    public async Task Take() => Assert.NotNull(await new Holding(store, clock).Take("0/1", CancellationToken.None));
}
