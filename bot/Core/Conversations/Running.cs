using System.Reflection;

namespace ChatOps.Conversations;

/// <summary>This process, for whoever runs it.</summary>
public sealed class Running(TimeProvider clock, Func<IEnumerable<IChannel>> channels)
{
    public DateTimeOffset Since { get; } = clock.GetUtcNow();

    public string Version { get; } =
        typeof(Running).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public IReadOnlyList<IChannel> Channels => [.. channels()];
}

/// <summary>How a channel stands with its platform.</summary>
/// <param name="IsUp">Whether it is connected.</param>
/// <param name="Since">Since when that is so.</param>
/// <param name="Why">What the platform said when it is not; never a secret.</param>
public sealed record Contact(bool IsUp, DateTimeOffset Since, string? Why = null);
