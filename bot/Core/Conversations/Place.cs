namespace ChatOps.Conversations;

/// <summary>Where something is said and answers appear: a chat, a channel, a thread. The same platform and id are the same place, whatever else is known of it.</summary>
/// <param name="Subject">What the place is about, when it is about one thing: a ticket's thread. Fills in the id that is not said. The core fills it in for a thread that is bound.</param>
public sealed record Place(string Platform, string Id, string? Subject = null)
{
    /// <summary>Who reads there. An adapter says it with every event.</summary>
    public PlaceKind Kind { get; init; }

    /// <summary>
    /// More people read there than the one who speaks. A private answer is not written there, and what waits in a
    /// restricted queue does not exist there.
    /// </summary>
    public bool IsShared => Kind is not PlaceKind.Chat;

    public bool Equals(Place? other) => other is not null && Platform == other.Platform && Id == other.Id;

    public override int GetHashCode() => HashCode.Combine(Platform, Id);

    public override string ToString() => $"{Platform}:{Id}";
}

public enum PlaceKind
{
    /// <summary>One person and the bot.</summary>
    Chat,

    /// <summary>Several people, about many things: a channel, a group chat. Never bound to a subject.</summary>
    Channel,

    /// <summary>Several people, about one thing: a thread, also the one that begins with this very message. May be bound to a subject.</summary>
    Thread,
}
