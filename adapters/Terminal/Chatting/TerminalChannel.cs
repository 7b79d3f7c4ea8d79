using System.Collections.Concurrent;
using System.Text.Json;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Terminal.Chatting;

/// <summary>
/// Terminals as a platform. Who chats in one gets a copy of every notice there; where there is no other platform, notices
/// wait until their person chats.
/// </summary>
/// <param name="alone">There is no other platform.</param>
public sealed class TerminalChannel(IStore store, Committed committed, TimeProvider clock, bool alone) : IChannel
{
    public const string Name = "terminal";

    private static readonly TimeSpan SitsFor = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, DateTimeOffset> sitting = new(StringComparer.Ordinal);

    public string Platform => Name;

    public bool IsLive => true;

    public ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default) =>
        new(alone || sitting.TryGetValue(person.Id, out var until) && until > clock.GetUtcNow() ? new Place(Name, person.Id) : null);

    public async Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
    {
        var notice = new Notice(token, place.Id, clock.GetUtcNow(), JsonSerializer.Serialize(message, MessageJson.Default.Message));

        // A conflict: this delivery is a repeat.
        await store.Commit(new Batch().Put(Notice.Kind, notice, 0), cancellation);
        committed.Raise();
        return new(place, token);
    }

    /// <summary>What is printed stays as it is.</summary>
    public Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default) => Task.FromResult<Sent?>(sent);

    public Task Delete(Sent sent, CancellationToken cancellation = default) => Task.CompletedTask;

    /// <summary>Somebody is at a terminal, and waits for so long; not at all: they leave.</summary>
    internal void Sit(string person, TimeSpan patience)
    {
        if (patience > TimeSpan.Zero)
            sitting[person] = clock.GetUtcNow() + SitsFor;
        else
            sitting.TryRemove(person, out _);
    }
}
