namespace ChatOps.Discord;

/// <summary>How the bot is known to Discord.</summary>
/// <param name="Token">Of the bot. Never printed.</param>
public sealed record DiscordSettings(string Token);
