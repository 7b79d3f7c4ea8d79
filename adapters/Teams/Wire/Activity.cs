using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatOps.Teams.Wire;

/// <summary>Anything that happens in Teams, and anything that the bot says there. What this version does not know is kept as it came.</summary>
internal sealed record Activity
{
    /// <summary>See <see cref="ActivityTypes"/>; others come too, and are left alone.</summary>
    public string? Type { get; init; }

    /// <summary>Unique in its conversation. Never sent: the platform gives it.</summary>
    public string? Id { get; init; }

    public string? ChannelId { get; init; }

    /// <summary>Where the answer goes.</summary>
    public string? ServiceUrl { get; init; }

    public Account? From { get; init; }

    public Account? Recipient { get; init; }

    public Conversation? Conversation { get; init; }

    public string? Locale { get; init; }

    /// <summary>An IANA name, of the client.</summary>
    public string? LocalTimezone { get; init; }

    public string? Text { get; init; }

    /// <summary>plain, markdown or xml.</summary>
    public string? TextFormat { get; init; }

    /// <summary>For notifications, and where a card cannot be shown.</summary>
    public string? Summary { get; init; }

    public string? InputHint { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>Mentions and more, each with a type of its own.</summary>
    public IReadOnlyList<JsonElement>? Entities { get; init; }

    /// <summary>What only Teams says.</summary>
    public JsonElement? ChannelData { get; init; }

    /// <summary>The activity that this one answers; for a press, that of the card.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>Of an invoke or an event.</summary>
    public string? Name { get; init; }

    /// <summary>What an invoke asks; what a form sends.</summary>
    public JsonElement? Value { get; init; }

    /// <summary><see cref="DeliveryModes.ExpectReplies"/>: the answer goes into the response.</summary>
    public string? DeliveryMode { get; init; }

    public IReadOnlyList<Account>? MembersAdded { get; init; }

    public IReadOnlyList<Account>? MembersRemoved { get; init; }

    public IReadOnlyList<Reaction>? ReactionsAdded { get; init; }

    public IReadOnlyList<Reaction>? ReactionsRemoved { get; init; }

    /// <summary>Of an installationUpdate: add, remove, add-upgrade, remove-upgrade.</summary>
    public string? Action { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Somebody in a conversation, the bot too.</summary>
internal sealed record Account
{
    /// <summary>Of the platform: 29:… a person, 28:… a bot. Opaque.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Of Entra; the bot has none.</summary>
    public string? AadObjectId { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

internal sealed record Conversation
{
    /// <summary>Opaque. A thread of a channel has its own.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>See <see cref="ConversationTypes"/>.</summary>
    public string? ConversationType { get; init; }

    public bool? IsGroup { get; init; }

    public string? TenantId { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

internal sealed record Attachment
{
    public string? ContentType { get; init; }

    public string? ContentUrl { get; init; }

    public string? Name { get; init; }

    public JsonNode? Content { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

internal sealed record Reaction
{
    public string? Type { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

internal static class ActivityTypes
{
    public const string Message = "message";
    public const string MessageUpdate = "messageUpdate";
    public const string MessageDelete = "messageDelete";
    public const string MessageReaction = "messageReaction";
    public const string ConversationUpdate = "conversationUpdate";
    public const string InstallationUpdate = "installationUpdate";
    public const string Invoke = "invoke";
    public const string Typing = "typing";
}

internal static class ConversationTypes
{
    public const string Personal = "personal";
    public const string Channel = "channel";
}

internal static class DeliveryModes
{
    public const string ExpectReplies = "expectReplies";
}

internal static class ContentTypes
{
    public const string Card = "application/vnd.microsoft.card.adaptive";
    public const string FileDownload = "application/vnd.microsoft.teams.file.download.info";
    public const string Toast = "application/vnd.microsoft.activity.message";
    public const string Error = "application/vnd.microsoft.error";
}
