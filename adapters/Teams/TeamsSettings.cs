namespace ChatOps.Teams;

/// <summary>How the bot is known to Teams.</summary>
/// <param name="AppId">Of the app registration.</param>
public sealed record TeamsSettings(string AppId);
