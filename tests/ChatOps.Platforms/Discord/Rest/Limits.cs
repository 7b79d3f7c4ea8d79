using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Platforms.Discord.Rest;

/// <summary>How often may be asked, told in headers.</summary>
internal sealed class Limits(DiscordRest rest, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Window> windows = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> all = [];

    /// <returns>Null: it may be asked; else how long not, and whether that holds for everything.</returns>
    public (TimeSpan Wait, bool IsGlobal)? Take(HttpContext http, string kind, string major, bool countsForAll)
    {
        var (most, period) = rest.LimitOf(kind);
        var window = windows.GetOrAdd($"{kind} {major}", _ => new());
        (TimeSpan, bool)? over = null;

        lock (window)
        {
            if (window.Ends <= clock.GetUtcNow())
                (window.Ends, window.Taken) = (clock.GetUtcNow() + period, 0);

            if (++window.Taken > most)
                over = (window.Ends - clock.GetUtcNow(), false);

            Tell(http.Response.Headers, kind, most, Math.Max(0, most - window.Taken), window.Ends);
        }

        return over ?? (countsForAll && rest.GlobalLimit is { } perSecond && IsOver(perSecond) ? (TimeSpan.FromSeconds(1), true) : null);
    }

    private bool IsOver(int perSecond)
    {
        lock (all)
        {
            while (all.TryPeek(out var oldest) && oldest <= clock.GetUtcNow() - TimeSpan.FromSeconds(1))
                all.Dequeue();

            all.Enqueue(clock.GetUtcNow());
            return all.Count > perSecond;
        }
    }

    private void Tell(IHeaderDictionary headers, string kind, int most, int remaining, DateTimeOffset ends)
    {
        headers["X-RateLimit-Limit"] = most.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = (ends.ToUnixTimeMilliseconds() / 1000.0).ToString("F3", CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset-After"] = (ends - clock.GetUtcNow()).TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);
        headers["X-RateLimit-Bucket"] = rest.BucketOf(kind);
    }

    private sealed class Window
    {
        public DateTimeOffset Ends { get; set; }

        public int Taken { get; set; }
    }
}
