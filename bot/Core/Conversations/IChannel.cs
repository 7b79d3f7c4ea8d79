using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>A platform that messages can be sent to, by people who did not just ask for them too.</summary>
public interface IChannel
{
    string Platform { get; }

    /// <summary>A place where people sit only now and then: while they do, it gets what is sent to them beside where they are reached, and nothing there is drawn anew.</summary>
    bool IsLive => false;

    /// <summary>
    /// Run by others, who can read along: what waits in a restricted queue does not exist there, and whom it concerns is
    /// told by number and link only.
    /// </summary>
    bool IsOutside => false;

    /// <summary>Where people open it in a browser; null: it is not for browsers, or nobody has said.</summary>
    Uri? Address => null;

    /// <summary>How it stands with its platform; null: it is part of this program, and there as long as that runs.</summary>
    Contact? Contact => null;

    /// <summary>Where this person reads on this platform; null: it cannot reach them.</summary>
    ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default);

    /// <param name="token">The same for a repeat of the same delivery, so that the platform or the adapter can make it harmless.</param>
    Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default);

    /// <returns>Null: the message is gone, post it anew.</returns>
    Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default);

    Task Delete(Sent sent, CancellationToken cancellation = default);
}

/// <summary>The platform says that this will never be delivered: it is given up at once instead of being tried again.</summary>
public sealed class Undeliverable(string message) : Exception(message);

/// <summary>A message as the platform knows it.</summary>
public sealed record Sent(Place Place, string MessageId);
