using System.Text.Json;

namespace ChatOps.Discord.Wire;

/// <summary>A slash command, or an entry of the context menu of a user or a message.</summary>
internal sealed record ApplicationCommand(string Name) : WireRecord
{
    public ApplicationCommandType? Type { get; init; }

    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    /// <summary>1 to 100 characters; none for a context menu.</summary>
    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    public IReadOnlyList<ApplicationCommandOption>? Options { get; init; }

    /// <summary>A decimal bit set; <c>0</c>: administrators of the server only.</summary>
    public string? DefaultMemberPermissions { get; init; }

    /// <summary>0 servers, 1 direct messages with the bot, 2 other private channels. Only of global commands.</summary>
    public IReadOnlyList<int>? Contexts { get; init; }

    public IReadOnlyList<int>? IntegrationTypes { get; init; }

    public string? Id { get; init; }

    public string? ApplicationId { get; init; }

    public string? GuildId { get; init; }

    public string? Version { get; init; }
}

internal enum ApplicationCommandType
{
    ChatInput = 1,
    User = 2,
    Message = 3,
}

internal sealed record ApplicationCommandOption(ApplicationCommandOptionType Type, string Name, string Description) : WireRecord
{
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    public bool? Required { get; init; }

    public IReadOnlyList<ApplicationCommandChoice>? Choices { get; init; }

    public IReadOnlyList<ApplicationCommandOption>? Options { get; init; }

    public IReadOnlyList<ChannelType>? ChannelTypes { get; init; }

    public double? MinValue { get; init; }

    public double? MaxValue { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public bool? Autocomplete { get; init; }
}

internal enum ApplicationCommandOptionType
{
    Subcommand = 1,
    SubcommandGroup = 2,
    String = 3,
    Integer = 4,
    Boolean = 5,
    User = 6,
    Channel = 7,
    Role = 8,
    Mentionable = 9,
    Number = 10,
    Attachment = 11,
}

/// <param name="Value">A string of at most 100 characters, or a number.</param>
internal sealed record ApplicationCommandChoice(string Name, JsonElement Value) : WireRecord
{
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    public static ApplicationCommandChoice Of(string name, string value) => new(name, JsonSerializer.SerializeToElement(value, WireJson.Default.String));
}
