using ChatOps.Cards;

namespace ChatOps.Relaying;

/// <summary>
/// What was said to everybody whom a subject concerns. The relay carries documents of this type and nothing else, and its
/// work names only their ids; an internal note is of another type, so there is no way for its words into a relay.
/// </summary>
public interface IPublicMessage
{
    /// <summary>Unique among all that are relayed: <c>INC-7/3</c>.</summary>
    string Id { get; }

    /// <summary>The number of what it was said on: <c>INC-7</c>.</summary>
    string Subject { get; }

    /// <summary>The id of a person.</summary>
    string Author { get; }

    /// <summary>As they wrote it; empty: files alone.</summary>
    string Text { get; }

    IReadOnlyList<Attachment> Files { get; }
}
