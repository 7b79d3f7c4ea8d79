namespace ChatOps.Commands;

/// <summary>
/// A person as somebody named them: <c>person:ada</c> from a picker, <c>me</c>, an e-mail address or (part of) a name.
/// The turn finds out who is meant.
/// </summary>
public readonly record struct PersonRef(string Text)
{
    public override string ToString() => Text;
}

/// <summary>
/// A thing as somebody named it: its number, or a name of its own (an asset's tag). The feature whose it is finds out
/// what is meant.
/// </summary>
public readonly record struct SubjectRef(string Text)
{
    public override string ToString() => Text;
}

/// <summary>A file that an adapter has staged: the SHA-256 of its content in hexadecimal.</summary>
public readonly record struct FileRef(string Hash)
{
    internal const string Prefix = "file:";

    public override string ToString() => Prefix + Hash;
}
