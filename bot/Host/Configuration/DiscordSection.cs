using ChatOps.Cards;
using ChatOps.Discord;

namespace ChatOps.Host.Configuration;

/// <summary>How the bot is known to Discord, as the settings say.</summary>
internal static class DiscordSection
{
    public static readonly string[] Names = ["Token", "ApplicationId", "PublicKey", "GuildId", "ApiBase", "Mode"];

    private const int LongestId = 20;
    private const int LengthOfKey = 64;

    /// <returns>Null: Discord is not set up.</returns>
    public static DiscordSettings? Read(IConfigurationSection section)
    {
        if (!section.GetChildren().Any())
            return null;

        var settings = new DiscordSettings(Required(section, "Token", $"the token that the developer portal shows under Bot"), Id(section, Required(section, "ApplicationId", $"the number that the developer portal shows under General Information"), "ApplicationId"))
        {
            PublicKey = Key(section["PublicKey"]),
            GuildId = section["GuildId"] is { Length: > 0 } guild ? Id(section, guild, "GuildId") : null,
            Mode = Mode(section["Mode"]),
        };

        if (section["ApiBase"] is { Length: > 0 } address)
            settings = settings with { ApiBase = Address(address) };

        return settings is { Mode: DiscordMode.Http, PublicKey: null }
            ? throw new Trouble($"The setting Discord:Mode is Http, and Discord:PublicKey is missing. Set it to the key that the developer portal shows under General Information.")
            : settings;
    }

    private static string Required(IConfigurationSection section, string name, Say what) => section[name] is { } value && !string.IsNullOrWhiteSpace(value)
        ? value.Trim()
        : throw new Trouble($"The setting Discord:{name} is missing. Set it to {what}, or remove all settings of Discord.");

    private static string Id(IConfigurationSection section, string text, string name) => text.Trim() is { Length: > 0 and <= LongestId } id && id.All(char.IsAsciiDigit)
        ? id
        : throw new Trouble($"The setting {section.Path}:{name} is \"{text}\", which is no number of Discord. It has up to {LongestId} digits.");

    private static string? Key(string? text) => text is null or "" || text is { Length: LengthOfKey } && text.All(char.IsAsciiHexDigit)
        ? text is "" ? null : text
        : throw new Trouble($"The setting Discord:PublicKey is not {LengthOfKey} hexadecimal digits. Copy it from the developer portal.");

    private static Uri Address(string text) => Uri.TryCreate(text.EndsWith('/') ? text : $"{text}/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new Trouble($"The setting Discord:ApiBase is \"{text}\", which is no address. Remove it, unless something stands in for Discord.");

    private static DiscordMode Mode(string? text) => text is null or "" ? DiscordMode.Gateway
        : Enum.TryParse<DiscordMode>(text.Trim(), ignoreCase: true, out var mode) && !char.IsAsciiDigit(text.Trim()[0]) ? mode
        : throw new Trouble($"The setting Discord:Mode is \"{text}\"; it takes Gateway or Http.");
}
