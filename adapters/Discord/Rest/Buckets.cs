using System.Collections.Concurrent;

namespace ChatOps.Discord.Rest;

/// <summary>Which requests belong together: by what Discord calls their bucket, and by their channel, server or webhook.</summary>
internal sealed class Buckets(TimeProvider clock)
{
    private const int MostIdle = 1000;
    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    public Bucket Of(Route route)
    {
        if (buckets.Count > MostIdle)
            Sweep();

        return buckets.GetOrAdd($"{names.GetValueOrDefault(route.Kind, route.Kind)} {route.Major}", _ => new(clock));
    }

    /// <summary>Waits until it is the turn of such a request.</summary>
    /// <returns>To be left.</returns>
    public async Task<Bucket> Enter(Route route, CancellationToken cancellation)
    {
        while (true)
        {
            var bucket = Of(route);
            await bucket.Enter(cancellation);

            // While it waited, Discord may have told that these belong with others.
            if (Of(route) == bucket)
                return bucket;

            bucket.Leave();
        }
    }

    /// <returns>The bucket that the request was of, as one knows now.</returns>
    public Bucket Learn(Route route, HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("X-RateLimit-Bucket", out var values))
            names[route.Kind] = values.First();

        var bucket = Of(route);
        bucket.Learn(response);
        return bucket;
    }

    private void Sweep()
    {
        foreach (var (name, bucket) in buckets)
        {
            if (bucket.IsIdle)
                buckets.TryRemove(new(name, bucket));
        }
    }
}
