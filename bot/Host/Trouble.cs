using ChatOps.Cards;

namespace ChatOps.Host;

/// <summary>ChatOps cannot do what the command line asks.</summary>
internal sealed class Trouble(Say why, Exception? cause = null) : Explained(why, cause);
