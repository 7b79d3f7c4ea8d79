namespace ChatOps.Discord.Wire;

/// <summary>A server.</summary>
internal sealed record Guild(string Id) : WireRecord
{
    public string? Name { get; init; }

    public string? OwnerId { get; init; }

    public string? PreferredLocale { get; init; }

    public IReadOnlyList<Role>? Roles { get; init; }

    /// <summary>Only as it comes over the gateway.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }

    /// <summary>Active ones that the bot sees; only as it comes over the gateway.</summary>
    public IReadOnlyList<Channel>? Threads { get; init; }

    /// <summary>It is there, and Discord cannot serve it just now.</summary>
    public bool? Unavailable { get; init; }
}

internal sealed record GuildMember : WireRecord
{
    public User? User { get; init; }

    public string? Nick { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>In an interaction: what they may do in that channel, as a decimal bit set.</summary>
    public string? Permissions { get; init; }
}

/// <param name="Permissions">A decimal bit set.</param>
internal sealed record Role(string Id, string Name, string Permissions) : WireRecord
{
    public int Position { get; init; }

    /// <summary>Belongs to a bot or a service; nobody can be given it.</summary>
    public bool? Managed { get; init; }

    public RoleTags? Tags { get; init; }
}

internal sealed record RoleTags : WireRecord
{
    /// <summary>The bot that it was made for.</summary>
    public string? BotId { get; init; }
}

internal sealed record User(string Id, string Username) : WireRecord
{
    public string? GlobalName { get; init; }

    public bool? Bot { get; init; }
}

/// <summary>The application that the bot belongs to.</summary>
internal sealed record Application(string Id) : WireRecord
{
    public string? Name { get; init; }

    /// <summary>Among them which privileged intents are switched on.</summary>
    public ApplicationFlags? Flags { get; init; }

    public User? Bot { get; init; }

    public string? VerifyKey { get; init; }

    /// <summary>When it is set, interactions come there and not over the gateway.</summary>
    public string? InteractionsEndpointUrl { get; init; }
}

[Flags]
internal enum ApplicationFlags
{
    None = 0,
    GatewayGuildMembers = 1 << 14,
    GatewayGuildMembersLimited = 1 << 15,
    GatewayMessageContent = 1 << 18,
    GatewayMessageContentLimited = 1 << 19,
}
