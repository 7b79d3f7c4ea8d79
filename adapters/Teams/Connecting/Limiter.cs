using System.Collections.Concurrent;

namespace ChatOps.Teams.Connecting;

/// <summary>What Teams takes from one bot, before it has to say so.</summary>
/// <param name="Conversation">The longest stretch of time last.</param>
/// <param name="Tenant">As <paramref name="Conversation"/>.</param>
internal sealed record Pace(Rate[] Conversation, Rate[] Tenant)
{
    // Two that were sent one after the other may come closer together than they were sent.
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(100);

    public static Pace Of(TeamsSettings settings) => new(
        [new(7, TimeSpan.FromSeconds(1) + Way), new(8, TimeSpan.FromSeconds(2) + Way), new(60, TimeSpan.FromSeconds(30) + Way), new(1800, TimeSpan.FromHours(1) + Way)],
        [new(settings.RequestsPerSecond, TimeSpan.FromSeconds(1))]);
}

/// <summary>Holds calls to the connector back until they are within what it takes: answers before broadcasts.</summary>
internal sealed class Limiter(Pace pace, TimeProvider clock)
{
    private const int MostGates = 10_000;

    private readonly ConcurrentDictionary<string, Gate> conversations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Gate> tenants = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask Pass(string? tenant, string conversation, Haste haste, CancellationToken cancellation)
    {
        await Pass(tenants, tenant ?? "", pace.Tenant, haste, cancellation);
        await Pass(conversations, conversation, pace.Conversation, haste, cancellation);
    }

    private Task Pass(ConcurrentDictionary<string, Gate> gates, string key, Rate[] rates, Haste haste, CancellationToken cancellation)
    {
        if (rates is [])
            return Task.CompletedTask;

        if (gates.TryGetValue(key, out var known))
            return known.Pass(haste, cancellation);

        if (gates.Count >= MostGates)
            Tidy(gates);

        return gates.GetOrAdd(key, _ => new(clock, rates)).Pass(haste, cancellation);
    }

    // One that is removed while somebody comes costs a place in its rate, no more.
    private static void Tidy(ConcurrentDictionary<string, Gate> gates)
    {
        foreach (var (key, gate) in gates)
        {
            if (gate.IsIdle)
                gates.TryRemove(key, out _);
        }
    }
}
