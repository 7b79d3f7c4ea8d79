using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Relaying;

namespace ChatOps.Conversations;

/// <summary>What an adapter asks before somebody has done anything: who they are, what fits, what would become of it.</summary>
public sealed partial class Bot
{
    /// <summary>What would become of an invocation, without doing anything: lets an adapter choose a form before it has to answer.</summary>
    /// <param name="place">As <see cref="Locate"/> gives it: its subject is the id that is not said. Null: no place in particular.</param>
    public Prepared Prepare(Invocation invocation, IReadOnlyList<string> ask, Person caller, Place? place = null) =>
        interpreter.Prepare(place is null ? invocation : interpreter.WithSubject(invocation, place), ask, caller, new BindingContext(clock.GetUtcNow(), caller.Zone));

    /// <summary>The form that an invocation needs in any case, drawn without the store; whoever fills it in is told then whether they may.</summary>
    /// <returns>Null: it may need none, as far as can be known without the store.</returns>
    public Message? Sketch(Invocation invocation, IReadOnlyList<string> ask, Person caller, Place place) =>
        Prepare(invocation, ask, caller, place) is Prepared.Form form && !MayBeSaidBy(place, form) ? Forms.Bare(form, caller).Message : null;

    // The number that is missing may be the thread's own.
    private static bool MayBeSaidBy(Place place, Prepared.Form form) => place.Kind is PlaceKind.Thread && form.Spec.Field("id") is not null && !form.Arguments.Has("id");

    /// <summary>The place with the subject that it is bound to. <see cref="Hear"/> does this by itself.</summary>
    public async ValueTask<Place> Locate(Place place, CancellationToken cancellation = default) =>
        place is { Kind: PlaceKind.Thread, Subject: null } && await store.Get(BoundPlace.Kind, place.ToString(), cancellation) is { Body: var bound }
            ? place with { Subject = bound.Subject }
            : place;

    /// <summary>Whether a number, said alone, shows the thing that has it.</summary>
    public bool Opens(string number) => SubjectId.TryParse(number, null, out var id) && features.Subject(id) is not null;

    /// <summary>The values that fit what somebody has typed into a field so far.</summary>
    public async Task<IReadOnlyList<Option>> Complete(Identity identity, Place place, string command, string field, string typed, CancellationToken cancellation = default)
    {
        if (await Recognise(identity, cancellation) is not { } caller || Catalog.Find(command) is not { } spec || !spec.IsAllowed(caller))
            return [];

        if (spec.Field(field) is not { } asked)
            return [];

        if (asked.From is { } from && features.Lookup(from) is { } lookup)
            return await lookup(typed, await Open(caller, new(place, "", place.Platform), cancellation));

        return [.. asked.Options.Where(option => option.Value.Contains(typed, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The person behind an account; null: nobody who may be here.</summary>
    public async ValueTask<Person?> Recognise(Identity identity, CancellationToken cancellation = default) =>
        await store.Get(IdentityLink.Kind, identity.ToString(), cancellation) is { Body: var link }
        && await store.Get(Person.Kind, link.Person, cancellation) is { Body: { Active: true } person }
            ? person
            : null;

    // What is sent to them later is in the language that they are met in.
    private async ValueTask<Person?> Meet(Incoming incoming, Person? known, CancellationToken cancellation)
    {
        if (known is null)
            return null;

        var caller = known.Through(incoming.Locale);

        if (caller != known && await store.Get(Person.Kind, known.Id, cancellation) is { } stored && stored.Body == known)
            await store.Commit(new Batch().Put(Person.Kind, caller, stored.Version), cancellation);

        return caller;
    }
}
