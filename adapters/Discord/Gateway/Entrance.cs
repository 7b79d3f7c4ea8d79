using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Gateway;

/// <summary>Where the gateway is, and when the next session may begin there.</summary>
internal sealed class Entrance(RestClient rest, TimeProvider clock)
{
    // 5 seconds, and what clocks and networks differ by.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5.5);
    private readonly Dictionary<int, DateTimeOffset> next = [];
    private volatile Uri? known;

    public Task<GatewayBot> Ask(CancellationToken cancellation) => rest.GetGatewayBot(cancellation);

    public async Task<Uri> Url(CancellationToken cancellation) => known ??= new((await Ask(cancellation)).Url);

    /// <summary>Waits until that shard may begin a session.</summary>
    public async Task Wait(int shard, CancellationToken cancellation)
    {
        var limit = (await Ask(cancellation)).SessionStartLimit;

        if (limit.Remaining <= 0)
            await Task.Delay(TimeSpan.FromMilliseconds(limit.ResetAfter), clock, cancellation);

        if (Take(shard % Math.Max(1, limit.MaxConcurrency)) is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, cancellation);
    }

    private TimeSpan Take(int group)
    {
        lock (next)
        {
            var now = clock.GetUtcNow();
            var at = next.TryGetValue(group, out var free) && free > now ? free : now;
            next[group] = at + Between;
            return at - now;
        }
    }
}
