using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace ChatOps.Discord.Rest;

/// <summary>Requests that Discord counts together: they go one after the other, and wait when there are no more.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class Bucket(TimeProvider clock)
{
    // Clocks and networks differ by a little.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);
    private readonly SemaphoreSlim turn = new(1, 1);
    private long free;

    /// <summary>Nobody is in it, and nothing of it need be remembered.</summary>
    public bool IsIdle => turn.CurrentCount is 1 && Volatile.Read(ref free) <= clock.GetUtcNow().UtcTicks;

    public Task Enter(CancellationToken cancellation) => turn.WaitAsync(cancellation);

    public void Leave() => turn.Release();

    /// <summary>Waits until there may be one more.</summary>
    public async Task Wait(CancellationToken cancellation)
    {
        while (new TimeSpan(Volatile.Read(ref free) - clock.GetUtcNow().UtcTicks) is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, cancellation);
    }

    public void Block(TimeSpan time) => Volatile.Write(ref free, (clock.GetUtcNow() + time + Margin).UtcTicks);

    /// <summary>Takes in what an answer says of it.</summary>
    public void Learn(HttpResponseMessage response)
    {
        if (response.StatusCode is not HttpStatusCode.TooManyRequests && Number(response.Headers, "X-RateLimit-Remaining") is 0 && Number(response.Headers, "X-RateLimit-Reset-After") is { } seconds)
            Block(TimeSpan.FromSeconds(seconds));
    }

    private static double? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
