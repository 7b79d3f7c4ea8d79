namespace ChatOps.Discord.Rest;

/// <summary>At most 50 requests a second over everything, and none while Discord says so.</summary>
internal sealed class GlobalLimit(TimeProvider clock)
{
    private const int AtOnce = 50;

    // A second, and what a network may push together.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(1050);
    private readonly DateTimeOffset[] slots = new DateTimeOffset[AtOnce];
    private readonly Bucket everything = new(clock);
    private int next;

    public async Task Wait(CancellationToken cancellation)
    {
        if (Take() is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, cancellation);

        await everything.Wait(cancellation);
    }

    public void Block(TimeSpan time) => everything.Block(time);

    private TimeSpan Take()
    {
        lock (slots)
        {
            var now = clock.GetUtcNow();
            var at = slots[next] + Period is var free && free > now ? free : now;
            slots[next] = at;
            next = (next + 1) % AtOnce;
            return at - now;
        }
    }
}
