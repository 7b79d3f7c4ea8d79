using System.Text.Json.Serialization;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Host.Serving;

namespace ChatOps.Host.Observing;

/// <summary>For load balancers and watchdogs: whether the process lives, and whether it can answer people.</summary>
internal sealed class Readiness(IStore store, Outbox outbox, TimeProvider clock, Rehearsal? rehearsal = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    public async Task<Health> Check(CancellationToken cancellation)
    {
        Part[] rehearsing = rehearsal is { IsAhead: true } ? [new("rehearsal", "is not over")] : [];
        Part[] parts = [new("store", await AskStore(cancellation)), new("outbox", LookAtOutbox()), .. rehearsing];
        return new(Array.TrueForAll(parts, part => part.Why is null) ? "ready" : "not ready", parts);
    }

    private async Task<string?> AskStore(CancellationToken cancellation)
    {
        try
        {
            await store.Vitals(clock.GetUtcNow(), cancellation).AsTask().WaitAsync(Patience, clock, cancellation);
            return null;
        }
        catch (TimeoutException)
        {
            return $"does not answer within {Patience.TotalSeconds} seconds";
        }
        catch (StoreException)
        {
            // What exactly is for the log: it may name servers and folders.
            return "cannot be used";
        }
    }

    private string? LookAtOutbox() => clock.GetUtcNow() - outbox.LastLook > LongestSilence ? "has not looked for work for a minute" : null;
}

internal sealed record Health(string Status, IReadOnlyList<Part> Parts)
{
    public static readonly Health Live = new("live", []);

    [JsonIgnore]
    public bool IsGood => Status is not "not ready";
}

/// <param name="Why">What is wrong; null: nothing.</param>
internal sealed record Part(string Name, string? Why)
{
    public string Status => Why is null ? "ok" : "failed";
}

[JsonSerializable(typeof(Health))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class HealthJson : JsonSerializerContext;
