using System.Text.Json;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.Relaying;

namespace ChatOps.Conversations;

/// <summary>The side of a turn that knows which places are about what, and carries what is said from one to the others.</summary>
public sealed partial class Turn
{
    private const int MostPlaces = 100;

    private readonly Dictionary<string, string[]> whereabouts = new(StringComparer.Ordinal);

    /// <summary>What the place of this turn is bound to; null: to nothing.</summary>
    public BoundPlace? Bound { get; internal set; }

    /// <summary>The bot was spoken to; false: it only overhears.</summary>
    public bool IsAddressed { get; internal set; } = true;

    /// <summary>As <see cref="Incoming.IsAloud"/>.</summary>
    public bool IsAloud { get; internal set; }

    /// <summary>The caller reads the answer in the place itself, below their own words.</summary>
    public bool IsAnsweredHere => MessageId is not null;

    /// <summary>The platform's id of the words of the caller, where they stand for others to read.</summary>
    internal string? MessageId { get; set; }

    /// <summary>From now on the place is about this subject, and what is said on either side reaches the other. It refuses when the place is about something else.</summary>
    public async ValueTask Bind(Place place, SubjectId subject, Side side, string? reader = null)
    {
        if (place.Kind is not PlaceKind.Thread)
            throw new Refusal($"Only a thread can be about one thing. Say it in a thread.");

        if ((await Load(BoundPlace.Kind, place.ToString())).Now is { } known && known.Subject != subject.ToString())
            throw new Refusal($"This thread is about {known.Subject}. Ask in a thread of its own.");

        var bound = new BoundPlace(place.ToString(), place with { Subject = subject.ToString() }, subject.ToString(), side);
        Save(BoundPlace.Kind, reader is null ? bound : bound.With(reader));
    }

    public async ValueTask Unbind(Place place)
    {
        if ((await Load(BoundPlace.Kind, place.ToString())).Now is not null)
            Delete(BoundPlace.Kind, place.ToString());

        if (place == Place)
            (Place, Bound) = (Place with { Subject = null }, null);
    }

    /// <summary>The places that are about a subject, as they stand in this turn.</summary>
    public async ValueTask<IReadOnlyList<BoundPlace>> PlacesOf(SubjectId subject)
    {
        var id = subject.ToString();

        // Whoever is told, and where what was said goes, asks for the same once more.
        if (!whereabouts.TryGetValue(id, out var stored))
            whereabouts[id] = stored = [.. (await Find(BoundPlace.BySubject.Where(id) with { Take = MostPlaces })).Items.Select(item => item.Id)];

        var known = entries.Values.OfType<Entry<BoundPlace>>().Select(entry => entry.Id);
        string[] ids = [.. stored.Union(known)];
        var places = new List<BoundPlace>();

        foreach (var place in ids)
        {
            if ((await Load(BoundPlace.Kind, place)).Now is { } bound && bound.Subject == id)
                places.Add(bound);
        }

        return places;
    }

    /// <summary>The places of one subject are about another one from now on.</summary>
    /// <param name="goes">Which of them; the others are about nothing any more.</param>
    public async ValueTask Rebind(SubjectId from, SubjectId to, Func<BoundPlace, bool> goes)
    {
        foreach (var bound in await PlacesOf(from))
        {
            if (goes(bound))
                Save(BoundPlace.Kind, bound with { Subject = to.ToString(), Place = bound.Place with { Subject = to.ToString() } });
            else
                Delete(BoundPlace.Kind, bound.Id);
        }
    }

    /// <summary>Whoever reads in a place of the subject what is said on it.</summary>
    public async ValueTask<IReadOnlyList<string>> ReadersOf(SubjectId subject) => [.. (await PlacesOf(subject)).SelectMany(bound => bound.Readers).Distinct()];

    /// <summary>The caller reads where they speak.</summary>
    public void ReadsHere()
    {
        if (Bound is { } bound && entries.GetValueOrDefault((BoundPlace.Kind.Name, bound.Id)) is Entry<BoundPlace> { Now: { } now } && !now.Readers.Contains(Caller.Id))
            Save(BoundPlace.Kind, now.With(Caller.Id));
    }

    /// <summary>Opens a thread of the staff about a subject under a place; where there is one, these people are let into it.</summary>
    /// <param name="subject">A kind with a <see cref="Standing"/>.</param>
    /// <param name="said">The public messages until now, which are relayed there first.</param>
    public void OpenThread(Shown subject, Place parent, IReadOnlyList<string> members, IReadOnlyList<Shown> said) =>
        jobs.Add(new($"thread:{subject.Id}:{eventKey}", Now, Tasks.Thread, JsonSerializer.Serialize(new(subject, parent, members, said), RelayingJson.Default.ThreadWork)) { Lane = LaneOf(subject) });

    /// <summary>Has the places of a subject follow how it stands now.</summary>
    public void Tend(Shown subject) =>
        moved.Add(new($"tend:{subject.Kind}:{subject.Id}", Now, Tasks.Tend, JsonSerializer.Serialize(subject, RelayingJson.Default.Shown)) { Lane = LaneOf(subject) });

    /// <summary>Has every message that shows something be drawn anew, though it did not change itself.</summary>
    public void Redraw(Shown subject) => moved.Add(RedrawOf(subject, Now));

    private static Job RedrawOf(Shown subject, DateTimeOffset now) =>
        new($"redraw:{subject.Kind}:{subject.Id}", now, Tasks.Redraw, JsonSerializer.Serialize(subject, ConversationJson.Default.Shown));

    /// <summary>A public message is on its way to a place.</summary>
    internal void Relay(string kind, string message, Place place) =>
        jobs.Add(new($"relay:{Copy.IdOf(message, place)}", Now, Tasks.Relay, Work(kind, message, place)) { Lane = LaneOf(place) });

    // What is new and public goes to every place but its source, whichever command said it.
    private async ValueTask Spread()
    {
        foreach (var entry in Changed.ToArray())
        {
            if (entry is { Version: 0, Document: IPublicMessage said } && features.Relays(entry.Kind.Name) && SubjectId.TryParse(said.Subject, null, out var subject))
                await Spread(entry.Kind.Name, said, subject);

            if (entry is { Document: null, Original: IPublicMessage gone } && SubjectId.TryParse(gone.Subject, null, out var of))
                await Unsay(entry.Kind.Name, gone.Id, of);

            if (features.StandingOf(entry, Access) is (var before, var now) && before != now)
                Tend(new(entry.Kind.Name, entry.Id));
        }
    }

    // Whoever reads in a place of the subject is told there.
    private async ValueTask Notify()
    {
        foreach (var (id, delivery) in notices)
        {
            var placed = delivery.Place is { } place ? Beside(delivery, place) : await Placed(delivery);
            jobs.Add(new(id, Now, Tasks.Deliver, placed.ToJson()) { Lane = placed.Place is { } there ? LaneOf(there) : $"person:{delivery.Person}" });
        }

        notices.Clear();
    }

    private async ValueTask<Delivery> Placed(Delivery delivery)
    {
        var person = delivery.Person;

        // A word into a thread that is being closed would open it again.
        if (delivery.Message.Shown is not { Face: null } shown || await features.StandingOf(shown, this) is not { IsOver: false, IsWithheld: false } standing
            || person != standing.Asker && person != standing.Holder || !SubjectId.TryParse(shown.Id, null, out var subject))
            return delivery;

        foreach (var bound in await PlacesOf(subject))
        {
            if (bound.Side is Side.Requester && person == standing.Asker && bound.Readers.Contains(person))
                return delivery with { Place = bound.Place, Message = delivery.Message with { For = person, Shown = shown with { Face = Standing.Asked } } };

            if (bound.Side is Side.Staff && person == standing.Holder && await LastPlatform(person) == bound.Place.Platform)
                return Beside(delivery, bound.Place);
        }

        return delivery;
    }

    // The card is there already, and stays true by itself.
    private static Delivery Beside(Delivery delivery, Place place) =>
        delivery with { Place = place, About = delivery.Message.Shown, Message = delivery.Message with { For = delivery.Person, Shown = null } };

    private async ValueTask Spread(string kind, IPublicMessage said, SubjectId subject)
    {
        foreach (var bound in await PlacesOf(subject))
        {
            if (bound.Place == Place && MessageId is { } original)
                Save(Copy.Kind, new(Copy.IdOf(said.Id, Place), said.Id, bound.Place, original) { IsOriginal = true });
            else
                Relay(kind, said.Id, bound.Place);
        }
    }

    // Behind what is on its way there just now.
    private async ValueTask Unsay(string kind, string message, SubjectId subject)
    {
        foreach (var bound in await PlacesOf(subject))
            jobs.Add(new($"unsay:{Copy.IdOf(message, bound.Place)}", Now, Tasks.Unsay, Work(kind, message, bound.Place)) { Lane = LaneOf(bound.Place) });
    }

    private static string Work(string kind, string message, Place place) => JsonSerializer.Serialize(new(kind, message, place.ToString()), RelayingJson.Default.RelayWork);

    private static string LaneOf(Place place) => $"place:{place}";

    private static string LaneOf(Shown subject) => $"places:{subject.Kind}:{subject.Id}";
}
