using System.Collections.Frozen;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Relaying;

namespace ChatOps.Conversations;

/// <summary>What nearly every turn reads, asked for at once: a store elsewhere takes longer to be asked than to answer.</summary>
internal sealed class Glance(IStore store, FeatureSet features, QueueList queues)
{
    private const int MostSpeakers = 10_000;

    // A guess that saves a question: the link that is read beside it says whether it holds.
    private readonly Recent<string> speakers = new(MostSpeakers);

    public async ValueTask<Glimpse> At(Incoming incoming, CancellationToken cancellation)
    {
        var link = new WantedDocument<IdentityLink>(IdentityLink.Kind, incoming.Identity.ToString());
        var waiting = queues.Unread();
        List<Wanted> settings = [.. features.Settings.Select(setting => setting())];

        if (incoming.Place is { Kind: PlaceKind.Thread, Subject: not null } thread)
            settings.Add(new WantedDocument<BoundPlace>(BoundPlace.Kind, thread.ToString()));

        speakers.TryGet(link.Id, out var guess);
        var speaker = guess is null ? null : new Speaker(guess);
        await store.Read([link, .. settings, .. speaker?.All ?? [], .. waiting is null ? [] : (Wanted[])[waiting]], cancellation);

        if (link.Found?.Body.Person is { } person && person != guess)
        {
            speaker = new(person);
            await store.Read(speaker.All, cancellation);
            speakers.Keep(link.Id, person, known => known == person);
        }

        return new(link.Found is null ? null : speaker, await queues.Of(waiting, cancellation), settings);
    }
}

/// <param name="Speaker">Null: nobody knows the account.</param>
internal sealed record Glimpse(Speaker? Speaker, FrozenDictionary<string, Queue> Queues, IReadOnlyList<Wanted> Settings)
{
    /// <summary>The person behind the account; null: nobody who may be here.</summary>
    public Person? Person => Speaker?.Person.Found is { Body: { Active: true } person } ? person : null;

    public void Tell(Turn turn)
    {
        foreach (var setting in Settings)
            setting.Tell(turn);

        Speaker?.LastPlace.Tell(turn);
    }
}

/// <summary>The documents of a person that speaks.</summary>
internal sealed class Speaker(string id)
{
    public WantedDocument<Person> Person { get; } = new(People.Person.Kind, id);

    public WantedDocument<LastPlace> LastPlace { get; } = new(Conversations.LastPlace.Kind, id);

    public Wanted[] All => [Person, LastPlace];
}
