using System.Text.Json;

namespace ChatOps.Discord.Wire;

/// <summary>One message of the gateway, in either direction.</summary>
/// <param name="D">What it is about.</param>
/// <param name="S">The number of the event in its session.</param>
/// <param name="T">The name of the event.</param>
internal sealed record GatewayPayload(GatewayOpcode Op, JsonElement? D = null, long? S = null, string? T = null) : WireRecord;

internal enum GatewayOpcode
{
    Dispatch = 0,
    Heartbeat = 1,
    Identify = 2,
    PresenceUpdate = 3,
    Resume = 6,
    Reconnect = 7,
    InvalidSession = 9,
    Hello = 10,
    HeartbeatAck = 11,
}

/// <param name="HeartbeatInterval">Milliseconds.</param>
internal sealed record Hello(double HeartbeatInterval) : WireRecord;

internal sealed record Identify(string Token, GatewayIntents Intents, IdentifyProperties Properties, IReadOnlyList<int> Shard) : WireRecord;

internal sealed record IdentifyProperties(string Os, string Browser, string Device) : WireRecord;

internal sealed record Resume(string Token, string SessionId, long Seq) : WireRecord;

internal sealed record Ready(string SessionId, string ResumeGatewayUrl) : WireRecord
{
    public User? User { get; init; }

    public Application? Application { get; init; }

    public IReadOnlyList<Guild>? Guilds { get; init; }
}

/// <summary>Where the gateway is, and how it may be used.</summary>
internal sealed record GatewayBot(string Url, int Shards, SessionStartLimit SessionStartLimit) : WireRecord;

/// <param name="ResetAfter">Milliseconds.</param>
/// <param name="MaxConcurrency">How many shards may begin a session in 5 seconds.</param>
internal sealed record SessionStartLimit(int Total, int Remaining, long ResetAfter, int MaxConcurrency) : WireRecord;

/// <summary>What the bot wants to hear of.</summary>
[Flags]
internal enum GatewayIntents
{
    None = 0,
    Guilds = 1 << 0,
    GuildMembers = 1 << 1,
    GuildPresences = 1 << 8,
    GuildMessages = 1 << 9,
    GuildMessageReactions = 1 << 10,
    DirectMessages = 1 << 12,
    DirectMessageReactions = 1 << 13,
    MessageContent = 1 << 15,

    /// <summary>Those that have to be switched on in the developer portal.</summary>
    Privileged = GuildMembers | GuildPresences | MessageContent,
}
