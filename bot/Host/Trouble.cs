namespace ChatOps.Host;

/// <summary>ChatOps cannot do what the command line asks. The message is the one sentence that is printed.</summary>
internal sealed class Trouble(string sentence, Exception? cause = null) : Exception(sentence, cause);
