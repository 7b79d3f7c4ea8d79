using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Discord.People;
using ChatOps.Discord.Wire;
using ChatOps.People;

namespace ChatOps.Discord.Interactions;

/// <summary>Who did something in Discord, and where.</summary>
internal sealed record Speaker(Person Person, User User, Place Place, string? Locale)
{
    public Identity Identity => Callers.IdentityOf(User.Id);

    /// <summary>Whether an answer to them alone has to be hidden from others.</summary>
    public bool IsAmongOthers => Place.IsShared;

    public Reader ReaderAt(DateTimeOffset now) => new(Person.Language, Person.Zone, now);

    public Incoming Does(string eventId, Input input) => new(Place, Identity, eventId, input) { Locale = Locale };
}
