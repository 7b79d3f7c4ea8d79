namespace ChatOps.Documents;

/// <summary>The store cannot be used. The message is a sentence for an operator: what is wrong and what to do.</summary>
public sealed class StoreException(string message, Exception? cause = null) : Exception(message, cause);
