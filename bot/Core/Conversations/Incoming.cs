using ChatOps.Commands;
using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>One thing somebody did on a platform, read and authenticated by its adapter.</summary>
/// <param name="EventId">The platform's own id of the event: the same event delivered again changes nothing and gets the same answer.</param>
public sealed record Incoming(Place Place, Identity Identity, string EventId, Input Input)
{
    /// <summary>For the audit trail; null: the platform.</summary>
    public string? Surface { get; init; }

    /// <summary>A command line that acts as somebody names itself here: <c>cli:root</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>What the client speaks, as it says: <c>de-AT</c>, <c>de_DE.UTF-8</c>; null: it does not say.</summary>
    public string? Locale { get; init; }

    /// <summary>Files that the adapter has staged and that came with the sentence.</summary>
    public IReadOnlyList<FileRef> Files { get; init; } = [];

    /// <summary>
    /// The platform's id of the message that these words are, when they stand in the place for everybody to read: the relay
    /// does not repeat them there, and knows them again when they are edited. Null for what nobody else sees (a form, a slash command).
    /// </summary>
    public string? MessageId { get; init; }

    /// <summary>
    /// It was asked there in words that everybody sees, or it is the form that these have led to, which its adapter showed to the
    /// caller alone: what comes of it may stand in the place, too.
    /// </summary>
    public bool IsAloud { get; init; }

    /// <summary>
    /// Said to the bot: in a chat, with a mention, by a command. False: only overheard in a thread, so that words are never
    /// taken for a wish to the bot: in the thread of a ticket they are said on it, elsewhere nothing comes of them.
    /// </summary>
    public bool IsAddressed { get; init; } = true;

    /// <summary>Notices can be sent to this place later; false for a pipe or a single command.</summary>
    public bool Listens { get; init; } = true;

    /// <summary>What the platform keeps of the turn, in the same commit: it is called once the reply is known, and again when the turn is.</summary>
    public Func<Turn, Reply, ValueTask>? Record { get; init; }

    /// <summary>What is recorded holds the answer, so the core need not remember it too for when the event is repeated.</summary>
    public bool RecordsAnswer { get; init; }
}

/// <summary>What somebody did.</summary>
public abstract record Input
{
    private Input()
    {
    }

    /// <summary>Typed words.</summary>
    public sealed record Sentence(string Text) : Input;

    /// <summary>Pressed a button, sent a form, used a slash command.</summary>
    /// <param name="Ask">The fields that the button asks for first.</param>
    public sealed record Press(Invocation Invocation, params IReadOnlyList<string> Ask) : Input;
}
