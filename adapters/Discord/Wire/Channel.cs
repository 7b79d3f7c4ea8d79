namespace ChatOps.Discord.Wire;

/// <summary>A channel, a thread or a direct message.</summary>
internal sealed record Channel(string Id, ChannelType Type) : WireRecord
{
    public string? GuildId { get; init; }

    public string? Name { get; init; }

    /// <summary>Of a thread, the channel that it is in.</summary>
    public string? ParentId { get; init; }

    public string? OwnerId { get; init; }

    public string? LastMessageId { get; init; }

    public ThreadMetadata? ThreadMetadata { get; init; }

    /// <summary>What the caller of an interaction may do there, as a decimal bit set.</summary>
    public string? Permissions { get; init; }

    public IReadOnlyList<PermissionOverwrite>? PermissionOverwrites { get; init; }
}

internal enum ChannelType
{
    GuildText = 0,
    Dm = 1,
    GuildVoice = 2,
    GroupDm = 3,
    GuildCategory = 4,
    GuildAnnouncement = 5,
    AnnouncementThread = 10,
    PublicThread = 11,
    PrivateThread = 12,
    GuildForum = 15,
}

internal sealed record ThreadMetadata(bool Archived) : WireRecord
{
    public bool? Locked { get; init; }

    /// <summary>Minutes.</summary>
    public int? AutoArchiveDuration { get; init; }

    public DateTimeOffset? ArchiveTimestamp { get; init; }
}

/// <param name="Type">0 of a role, 1 of a member.</param>
internal sealed record PermissionOverwrite(string Id, int Type, string Allow, string Deny) : WireRecord;

/// <summary>A thread to start, or what is to change of one or of a channel.</summary>
internal sealed record ChannelBody : WireRecord
{
    /// <summary>1 to 100 characters.</summary>
    public string? Name { get; init; }

    public ChannelType? Type { get; init; }

    /// <summary>60, 1440, 4320 or 10080 minutes.</summary>
    public int? AutoArchiveDuration { get; init; }

    /// <summary>Whether those in a private thread may bring others.</summary>
    public bool? Invitable { get; init; }

    public bool? Archived { get; init; }

    public bool? Locked { get; init; }
}

internal sealed record ActiveThreads(IReadOnlyList<Channel> Threads) : WireRecord;

internal sealed record DmBody(string RecipientId) : WireRecord;
