using System.Net;

namespace ChatOps.Discord.Rest;

/// <summary>Whoever asks 10,000 times in 10 minutes for what is refused is shut out, so this stops before.</summary>
internal sealed class InvalidRequests(TimeProvider clock)
{
    private const int Most = 9_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly Queue<DateTimeOffset> refused = [];

    public bool IsExhausted
    {
        get
        {
            lock (refused)
            {
                while (refused.TryPeek(out var oldest) && oldest <= clock.GetUtcNow() - Window)
                    refused.Dequeue();

                return refused.Count >= Most;
            }
        }
    }

    public void Count(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return;

        // That others use a resource too much is not held against the bot.
        if (response.Headers.TryGetValues("X-RateLimit-Scope", out var scope) && scope.First() is "shared")
            return;

        lock (refused)
            refused.Enqueue(clock.GetUtcNow());
    }
}
