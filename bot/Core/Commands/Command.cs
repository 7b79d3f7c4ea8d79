namespace ChatOps.Commands;

/// <summary>
/// Something a person asks the bot to do. A sentence, a slash command, a button, a form and the clock
/// are only different ways of spelling one of these.
/// </summary>
public abstract record Command;

/// <summary>What running a command does to the world, and so how careful the bot is with it.</summary>
public enum Effect
{
    /// <summary>Changes nothing: runs at once, however it was asked for.</summary>
    Read,

    /// <summary>Prepares something that only the caller sees.</summary>
    Draft,

    /// <summary>Changes something. Asked for in free words, its card is shown first; typed exactly or pressed, it runs at once.</summary>
    Write,

    /// <summary>Hard to take back: always asks again, and only the same person in the same place can say yes, for 5 minutes.</summary>
    Destructive,
}

/// <summary>Who reads an answer.</summary>
public enum Audience
{
    /// <summary>The caller alone.</summary>
    Private,

    /// <summary>Everybody in the place where it was asked.</summary>
    Place,
}
