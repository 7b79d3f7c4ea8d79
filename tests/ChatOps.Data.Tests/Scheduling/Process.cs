using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Data.Tests.Scheduling;

/// <summary>One of several bots over one store, with a clock of its own.</summary>
internal sealed class Process : IChannel, IDisposable
{
    private readonly Timetable timetable;
    private readonly Outbox outbox;

    public Process(IStore store, IFeature feature, DateTimeOffset now)
    {
        var features = new FeatureSet([feature]);
        (Store, Clock) = (store, new(now));
        Bot = new(store, features, new Committed(), Clock, NullLogger<Bot>.Instance);
        timetable = new(Bot, features, Clock, NullLogger<Timetable>.Instance);
        outbox = new(store, Bot, new Committed(), [this], Clock, NullLogger<Outbox>.Instance);
    }

    public IStore Store { get; }

    public FakeTimeProvider Clock { get; }

    public Bot Bot { get; }

    /// <summary>What people were told.</summary>
    public List<string> Sent { get; } = [];

    public string Platform => "test";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task Start() => timetable.Plan(Cancellation);

    /// <summary>Does what is due.</summary>
    public Task Work() => outbox.Drain(Cancellation);

    /// <summary>Takes what is due, and dies.</summary>
    public Task<IReadOnlyList<Lease>> Die() => Store.Claim(9, TimeSpan.FromMinutes(1), Clock.GetUtcNow(), Cancellation);

    public Task Does(Func<Turn, ValueTask> work) => Bot.Do("test", "test", async turn =>
    {
        await work(turn);
        return true;
    }, Cancellation);

    public ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default) => new(new Place(Platform, person.Id));

    public Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
    {
        lock (Sent)
            Sent.Add($"{place.Id}: {message.Text}");

        return Task.FromResult(new Sent(place, token));
    }

    public Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default) => Task.FromResult<Sent?>(sent);

    public Task Delete(Sent sent, CancellationToken cancellation = default) => Task.CompletedTask;

    public void Dispose()
    {
        timetable.Dispose();
        outbox.Dispose();
    }
}
