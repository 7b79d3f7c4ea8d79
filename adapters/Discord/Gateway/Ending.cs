namespace ChatOps.Discord.Gateway;

/// <summary>Why a connection is over, and what comes after it.</summary>
internal sealed record Ending(After After, string Why)
{
    /// <param name="code">With which Discord closed; null: the connection broke.</param>
    public static Ending Of(int? code) => code switch
    {
        4004 => new(After.Nothing, "Discord does not take the token (4004)."),
        4010 or 4012 or 4013 => new(After.Nothing, $"Discord refuses the connection for good ({code})."),
        4011 => new(After.MoreShards, "The bot is in too many servers for so few shards (4011)."),
        4014 => new(After.FewerIntents, "An intent is not switched on in the developer portal (4014)."),
        1000 or 1001 or 4003 or 4005 or 4007 or 4008 or 4009 => new(After.NewSession, $"The session is over ({code})."),
        null => new(After.Resume, "The connection broke."),
        _ => new(After.Resume, $"Discord closed the connection ({code})."),
    };
}

/// <summary>What to do when a connection is over.</summary>
internal enum After
{
    /// <summary>Connect again and take the session up where it was.</summary>
    Resume,

    /// <summary>Connect again and begin anew.</summary>
    NewSession,

    /// <summary>The same, and ask for less.</summary>
    FewerIntents,

    /// <summary>Begin anew with as many shards as Discord recommends now.</summary>
    MoreShards,

    /// <summary>It would only be refused again.</summary>
    Nothing,
}
