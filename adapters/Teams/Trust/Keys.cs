using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace ChatOps.Teams.Trust;

/// <summary>The keys that somebody signs with, kept for a day; a name that is not among them is asked for once more.</summary>
/// <param name="metadata">Where the place of the keys is described.</param>
internal sealed partial class Keys(Uri metadata, Lines lines, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    // Their place could not be reached for so long: nobody is let in by them any more.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(5);

    // Whoever shows tokens with names made up must not make this ask all the time.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private volatile Ring ring = Ring.None;
    private DateTimeOffset asked = DateTimeOffset.MinValue;

    private SemaphoreSlim Asking { get; } = new(1);

    /// <returns>Null: there is no such key, or it is not known just now.</returns>
    public async ValueTask<JsonWebKey?> Find(string name, CancellationToken cancellation)
    {
        if (clock.GetUtcNow() - ring.At < Fresh && ring.Keys.TryGetValue(name, out var known))
            return known;

        await Refresh(name, cancellation);
        return clock.GetUtcNow() - ring.At < Oldest ? ring.Keys.GetValueOrDefault(name) : null;
    }

    private async Task Refresh(string name, CancellationToken cancellation)
    {
        await Asking.WaitAsync(cancellation);

        try
        {
            var now = clock.GetUtcNow();

            // Somebody else has asked meanwhile, or it was asked just before.
            if (now - asked < Pause || now - ring.At < Fresh && ring.Keys.ContainsKey(name))
                return;

            asked = now;
            ring = new(await Fetch(cancellation), now);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or ArgumentException or InvalidOperationException or UriFormatException || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            Log.Unreadable(logger, e, metadata);
        }
        finally
        {
            Asking.Release();
        }
    }

    private async Task<FrozenDictionary<string, JsonWebKey>> Fetch(CancellationToken cancellation)
    {
        var description = await lines.Get(metadata, cancellation);
        using var json = JsonDocument.Parse(description);
        var place = new Uri(json.RootElement.GetProperty("jwks_uri").GetString()!);

        if (place.Scheme is not "https" && !(place.IsLoopback && metadata.IsLoopback))
            throw new InvalidOperationException($"The keys are said to be at {place}, which is not https.");

        return new JsonWebKeySet(await lines.Get(place, cancellation)).Keys
            .Where(key => key is { KeyId.Length: > 0, Kty: "RSA" })
            .DistinctBy(key => key.KeyId)
            .ToFrozenDictionary(key => key.KeyId, StringComparer.Ordinal);
    }

    private sealed record Ring(FrozenDictionary<string, JsonWebKey> Keys, DateTimeOffset At)
    {
        public static readonly Ring None = new(FrozenDictionary<string, JsonWebKey>.Empty, DateTimeOffset.MinValue);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The keys described at {Metadata} cannot be read")]
        public static partial void Unreadable(ILogger logger, Exception exception, Uri metadata);
    }
}
