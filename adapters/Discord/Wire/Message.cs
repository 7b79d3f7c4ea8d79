using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Discord.Wire;

internal sealed record Message(string Id, string ChannelId) : WireRecord
{
    public string? GuildId { get; init; }

    /// <summary>Null in the update of a message: only what changed comes.</summary>
    public User? Author { get; init; }

    public GuildMember? Member { get; init; }

    /// <summary>Empty without the intent for it, but in direct messages, of the bot's own messages, and where it is mentioned.</summary>
    public string? Content { get; init; }

    public int? Type { get; init; }

    public MessageFlags? Flags { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public DateTimeOffset? EditedTimestamp { get; init; }

    public IReadOnlyList<Component>? Components { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public IReadOnlyList<User>? Mentions { get; init; }

    public IReadOnlyList<string>? MentionRoles { get; init; }

    public string? WebhookId { get; init; }

    public string? ApplicationId { get; init; }

    public JsonElement? Nonce { get; init; }

    public MessageReference? MessageReference { get; init; }

    public Message? ReferencedMessage { get; init; }

    /// <summary>The one that was started from it.</summary>
    public Channel? Thread { get; init; }
}

[Flags]
internal enum MessageFlags
{
    None = 0,
    SuppressEmbeds = 1 << 2,
    Ephemeral = 1 << 6,
    Loading = 1 << 7,
    SuppressNotifications = 1 << 12,
    IsComponentsV2 = 1 << 15,
}

/// <summary>A message to send, or what is to change of one.</summary>
internal sealed record MessageBody : WireRecord
{
    public string? Content { get; init; }

    public MessageFlags? Flags { get; init; }

    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>Nobody is notified unless it says so.</summary>
    public AllowedMentions AllowedMentions { get; init; } = AllowedMentions.None;

    /// <summary>Null: those of <see cref="Files"/>. In an edit, what is not listed goes.</summary>
    public IReadOnlyList<AttachmentBody>? Attachments { get; init; }

    public MessageReference? MessageReference { get; init; }

    /// <summary>At most 25 characters. With <see cref="EnforceNonce"/>, the same message twice is one message.</summary>
    public string? Nonce { get; init; }

    public bool? EnforceNonce { get; init; }

    [JsonIgnore]
    public IReadOnlyList<Upload> Files { get; init; } = [];

    /// <summary>With its files among the attachments.</summary>
    public MessageBody Listing() => Files is [] || Attachments is not null
        ? this
        : this with { Attachments = [.. Files.Select((file, i) => new AttachmentBody($"{i}") { Filename = file.Name, Description = file.Description })] };
}

/// <param name="Name">As people see it, and as <c>attachment://</c> names it.</param>
/// <param name="Description">For those who do not see it.</param>
internal sealed record Upload(string Name, ReadOnlyMemory<byte> Content, string ContentType, string? Description = null);

/// <param name="Parse">The kinds of mention that notify.</param>
internal sealed record AllowedMentions(IReadOnlyList<string> Parse) : WireRecord
{
    public static readonly AllowedMentions None = new([]);

    public IReadOnlyList<string>? Users { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    public bool? RepliedUser { get; init; }

    public static AllowedMentions Of(params IReadOnlyList<string> users) => new([]) { Users = users };
}

internal sealed record MessageReference : WireRecord
{
    public string? MessageId { get; init; }

    public string? ChannelId { get; init; }

    public string? GuildId { get; init; }

    public bool? FailIfNotExists { get; init; }
}

internal sealed record Attachment(string Id, string Filename, string Url) : WireRecord
{
    public string? ContentType { get; init; }

    public long Size { get; init; }

    public string? Description { get; init; }
}

/// <param name="Id">The number of a new file, or the id of one that stays.</param>
internal sealed record AttachmentBody(string Id) : WireRecord
{
    public string? Filename { get; init; }

    public string? Description { get; init; }
}

internal sealed record Emoji(string? Name) : WireRecord
{
    public string? Id { get; init; }

    public bool? Animated { get; init; }
}

/// <summary>Somebody put a reaction on a message, or took it away.</summary>
internal sealed record MessageReaction(string UserId, string ChannelId, string MessageId, Emoji Emoji) : WireRecord
{
    public string? GuildId { get; init; }

    public GuildMember? Member { get; init; }
}

/// <summary>A message is gone.</summary>
internal sealed record MessageDeleted(string Id, string ChannelId) : WireRecord
{
    public string? GuildId { get; init; }
}
