namespace ChatOps.Discord;

/// <summary>How the bot is known to Discord.</summary>
/// <param name="Token">Of the bot. Never printed.</param>
/// <param name="ApplicationId">Of the application in the developer portal.</param>
public sealed record DiscordSettings(string Token, string ApplicationId)
{
    /// <summary>The Ed25519 key of the application, in hexadecimal; needed to receive by <see cref="DiscordMode.Http"/>.</summary>
    public string? PublicKey { get; init; }

    /// <summary>The one server that commands are registered in, where they are there at once; null: everywhere.</summary>
    public string? GuildId { get; init; }

    /// <summary>Where Discord is, with the version and a slash at the end.</summary>
    public Uri ApiBase { get; init; } = new("https://discord.com/api/v10/");

    public DiscordMode Mode { get; init; }

    /// <summary>How the bot calls itself; Discord takes no other form. The project has no page of its own, so it is the one that every bot has.</summary>
    public string UserAgent => $"DiscordBot (https://discord.com/developers/applications/{ApplicationId}, {Version}) ChatOps";

    private static string? Version { get; } = typeof(DiscordSettings).Assembly.GetName().Version?.ToString(3);

    public override string ToString() => $"Discord application {ApplicationId}";
}

/// <summary>How the bot hears of what people do.</summary>
public enum DiscordMode
{
    /// <summary>Over a connection of its own: works behind a firewall.</summary>
    Gateway,

    /// <summary>Discord calls <c>/discord/interactions</c>: any number of processes answer.</summary>
    Http,
}
