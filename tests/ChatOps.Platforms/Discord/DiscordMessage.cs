using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord;

/// <summary>A message as it stands now.</summary>
public sealed class DiscordMessage
{
    private const int Ephemeral = 1 << 6;
    private const int Loading = 1 << 7;
    private const int ComponentsV2 = 1 << 15;

    internal DiscordMessage(string id, DiscordChannel channel, DiscordAccount author, DateTimeOffset at) => (Id, Channel, Author, At) = (id, channel, author, at);

    public string Id { get; }

    public DiscordChannel Channel { get; }

    public DiscordAccount Author { get; }

    public DateTimeOffset At { get; }

    public DateTimeOffset? EditedAt { get; internal set; }

    /// <summary>How often it was changed.</summary>
    public int Edits { get; internal set; }

    public bool IsDeleted { get; internal set; }

    public string Content { get; internal set; } = "";

    public int Flags { get; internal set; }

    public JsonArray Components { get; internal set; } = [];

    public JsonArray Embeds { get; internal set; } = [];

    public IReadOnlyList<DiscordFile> Files { get; internal set; } = [];

    /// <summary>Who put which one there.</summary>
    public IReadOnlyList<(string Emoji, DiscordAccount By)> Reactions { get; internal set; } = [];

    /// <summary>Whom it notified.</summary>
    public IReadOnlyList<string> Pinged { get; internal set; } = [];

    /// <summary>The one person who sees it; null: everybody there.</summary>
    public DiscordAccount? OnlyFor { get; internal set; }

    public DiscordMessage? ReplyTo { get; internal set; }

    internal string? Nonce { get; set; }

    public bool IsEphemeral => (Flags & Ephemeral) is not 0;

    /// <summary>"… is thinking".</summary>
    public bool IsLoading => (Flags & Loading) is not 0;

    /// <summary>Everything in it that can be read, a line each.</summary>
    public string Text => string.Join('\n', new[] { Content }.Concat(Parts.Of(Components).Where(part => Parts.TypeOf(part) is 10).Select(part => (string?)part["content"] ?? "")).Where(text => text.Length > 0));

    /// <summary>The labels of what can be pressed.</summary>
    public IReadOnlyList<string> Buttons => [.. Parts.Of(Components).Where(part => Parts.TypeOf(part) is 2 && (bool?)part["disabled"] is not true).Select(part => (string?)part["label"] ?? (string?)part["emoji"]?["name"] ?? "")];

    public override string ToString() => Text;

    /// <summary>The references to attachments that there are none of.</summary>
    internal IEnumerable<string> Dangling() => Media(Components).Select(media => (string?)media.Item["url"] ?? "").Where(url => Named(url) is { } name && Files.All(file => file.Name != name));

    // With where what was attached lies.
    private JsonNode Resolved()
    {
        var components = Components.DeepClone();

        foreach (var (part, item) in Media(components).ToArray())
        {
            if (Files.FirstOrDefault(file => file.Name == Named((string?)item["url"] ?? "")) is not { } file)
                continue;

            (item["url"], item["attachment_id"], item["content_type"]) = (file.Url.ToString(), file.Id, file.ContentType);

            if (Parts.TypeOf(part) is 13)
                (part["name"], part["size"]) = (file.Name, file.Content.Length);
        }

        return components;
    }

    private static string? Named(string url) => url.StartsWith("attachment://", StringComparison.Ordinal) ? url["attachment://".Length..] : null;

    private static IEnumerable<(JsonObject Part, JsonObject Item)> Media(JsonNode components) =>
        from part in Parts.Of(components)
        from media in new[] { part["media"], part["file"] }.Concat((part["items"] as JsonArray ?? []).Select(item => item?["media"])).OfType<JsonObject>()
        select (part, media);

    internal JsonObject ToJson(bool withContent = true) => new()
    {
        ["id"] = Id,
        ["channel_id"] = Channel.Id,
        ["type"] = 0,
        ["author"] = Author.ToJson(),
        ["content"] = withContent ? Content : "",
        ["timestamp"] = At.ToString("O"),
        ["edited_timestamp"] = EditedAt?.ToString("O"),
        ["tts"] = false,
        ["mention_everyone"] = false,
        ["mentions"] = new JsonArray([.. Channel.Server.MentionedIn(Content).Select(account => account.ToJson())]),
        ["mention_roles"] = Channel.Guild is { } guild ? new JsonArray([.. guild.Roles.Where(role => Content.Contains($"<@&{role.Id}>", StringComparison.Ordinal)).Select(role => (JsonNode)role.Id)]) : [],
        // What components show is named there alone.
        ["attachments"] = withContent && (Flags & ComponentsV2) is 0 ? new JsonArray([.. Files.Select(file => file.ToJson())]) : [],
        ["embeds"] = withContent ? Embeds.DeepClone() : new JsonArray(),
        ["components"] = withContent ? Resolved() : new JsonArray(),
        ["pinned"] = false,
        ["flags"] = Flags,
        ["nonce"] = Nonce,
        ["message_reference"] = ReplyTo is null ? null : new JsonObject { ["message_id"] = ReplyTo.Id, ["channel_id"] = ReplyTo.Channel.Id },
    };
}

/// <summary>What is attached to a message.</summary>
public sealed record DiscordFile(string Id, string Name, string ContentType, byte[] Content, string? Description, Uri Url)
{
    internal JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["filename"] = Name,
        ["content_type"] = ContentType,
        ["size"] = Content.Length,
        ["url"] = Url.ToString(),
        ["proxy_url"] = Url.ToString(),
        ["description"] = Description,
    };
}
