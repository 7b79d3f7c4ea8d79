using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Discord.Wire;

/// <summary>Somebody used a command, pressed a button, sent a form or types into an option.</summary>
/// <param name="Token">Answers with it are taken for 15 minutes. Never printed.</param>
internal sealed record Interaction(string Id, string ApplicationId, InteractionType Type, string Token) : WireRecord
{
    public InteractionData? Data { get; init; }

    public string? GuildId { get; init; }

    public string? ChannelId { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>Who did it, in a server.</summary>
    public GuildMember? Member { get; init; }

    /// <summary>Who did it, in a direct message.</summary>
    public User? User { get; init; }

    /// <summary>The one that the button or the form's button is on.</summary>
    public Message? Message { get; init; }

    public string? Locale { get; init; }

    public string? GuildLocale { get; init; }

    /// <summary>What the bot may do there, as a decimal bit set.</summary>
    public string? AppPermissions { get; init; }

    public int? Context { get; init; }

    public long? AttachmentSizeLimit { get; init; }

    /// <summary>Who did it, wherever that was.</summary>
    [JsonIgnore]
    public User? By => Member?.User ?? User;
}

internal enum InteractionType
{
    Ping = 1,
    ApplicationCommand = 2,
    MessageComponent = 3,
    Autocomplete = 4,
    ModalSubmit = 5,
}

internal sealed record InteractionData : WireRecord
{
    /// <summary>Of the command, a string; of the component, a number.</summary>
    public JsonElement? Id { get; init; }

    /// <summary>Of the command.</summary>
    public string? Name { get; init; }

    public ApplicationCommandType? Type { get; init; }

    public IReadOnlyList<InteractionOption>? Options { get; init; }

    public Resolved? Resolved { get; init; }

    /// <summary>The user or message of a context-menu command.</summary>
    public string? TargetId { get; init; }

    /// <summary>Of the component or the modal.</summary>
    public string? CustomId { get; init; }

    public ComponentType? ComponentType { get; init; }

    /// <summary>What was chosen in a select.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What was filled into a modal.</summary>
    public IReadOnlyList<SubmittedComponent>? Components { get; init; }
}

/// <param name="Type">A subcommand or a group has options; everything else has a value.</param>
internal sealed record InteractionOption(string Name, ApplicationCommandOptionType Type) : WireRecord
{
    /// <summary>While it is being typed it is a string, whatever the type.</summary>
    public JsonElement? Value { get; init; }

    public IReadOnlyList<InteractionOption>? Options { get; init; }

    /// <summary>The one that is being typed.</summary>
    public bool? Focused { get; init; }

    /// <summary>The value as text; null: there is none.</summary>
    [JsonIgnore]
    public string? Text => Value?.ToString();
}

/// <summary>What the ids in the options or the modal stand for.</summary>
internal sealed record Resolved : WireRecord
{
    public IReadOnlyDictionary<string, User>? Users { get; init; }

    public IReadOnlyDictionary<string, GuildMember>? Members { get; init; }

    public IReadOnlyDictionary<string, Role>? Roles { get; init; }

    public IReadOnlyDictionary<string, Channel>? Channels { get; init; }

    public IReadOnlyDictionary<string, Message>? Messages { get; init; }

    public IReadOnlyDictionary<string, Attachment>? Attachments { get; init; }
}

/// <summary>An input of a modal as it was filled in, or the label or row around it.</summary>
internal sealed record SubmittedComponent(ComponentType Type) : WireRecord
{
    public int? Id { get; init; }

    public string? CustomId { get; init; }

    /// <summary>Of a text input or a radio group, a string; of a checkbox, a boolean.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Of a select, a checkbox group or a file upload (then ids of <see cref="Resolved.Attachments"/>).</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What stands in a label.</summary>
    [JsonPropertyName("component")]
    public SubmittedComponent? Input { get; init; }

    /// <summary>What stands in an action row.</summary>
    public IReadOnlyList<SubmittedComponent>? Components { get; init; }
}
