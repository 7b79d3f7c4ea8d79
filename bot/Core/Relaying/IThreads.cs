using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Relaying;

/// <summary>
/// What a channel can do beside <see cref="IChannel"/> when its platform has threads: the same object implements both. Every
/// call may come again after a crash with the same arguments, and then changes nothing more. <see cref="Undeliverable"/> says that it will never work.
/// </summary>
public interface IThreads
{
    /// <summary>The shared places in which the bot can post, for a picker: those whose names contain the text, at most 25.</summary>
    ValueTask<IReadOnlyList<NamedPlace>> Find(string typed, CancellationToken cancellation = default);

    /// <summary>Opens a thread that only its members read, and adds them to it. Whoever has no account there is left out.</summary>
    /// <param name="parent">A place of kind <see cref="PlaceKind.Channel"/>.</param>
    /// <param name="name">As people read it; the adapter shortens it to what the platform holds.</param>
    /// <param name="token">The same for a repeat, so that no second thread is opened.</param>
    /// <returns>The thread, of kind <see cref="PlaceKind.Thread"/>.</returns>
    Task<Place> Open(Place parent, string name, IReadOnlyList<Person> members, string token, CancellationToken cancellation = default);

    Task Add(Place thread, Person member, CancellationToken cancellation = default);

    Task Rename(Place thread, string name, CancellationToken cancellation = default);

    /// <summary>Puts the thread out of sight. What was said there stays.</summary>
    Task Archive(Place thread, CancellationToken cancellation = default);

    /// <summary>Brings an archived thread back.</summary>
    Task Reopen(Place thread, CancellationToken cancellation = default);
}

/// <summary>A place by the name that people know it by: <c>#it-triage</c>.</summary>
public sealed record NamedPlace(Place Place, string Name);
