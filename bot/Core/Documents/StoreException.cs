using ChatOps.Cards;

namespace ChatOps.Documents;

/// <summary>The store cannot be used. An operator reads why, and what to do.</summary>
public sealed class StoreException(Say why, Exception? cause = null) : Explained(why, cause);
