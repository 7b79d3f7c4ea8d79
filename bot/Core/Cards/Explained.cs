namespace ChatOps.Cards;

/// <summary>What could not be done, for a reason that somebody reads: what was wrong, and what would do.</summary>
public abstract class Explained(Say why, Exception? cause = null) : Exception(why.ToString(), cause)
{
    public Say Why { get; } = why;
}
