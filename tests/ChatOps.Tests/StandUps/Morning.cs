using System.Collections.Concurrent;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.StandUps;

/// <summary>A morning of 500 people in 25 teams and six time zones, done by processes that come and go over stores of whatever kind.</summary>
internal sealed class Morning
{
    private const int People = 500;
    private const int TeamSize = 20;

    public static readonly DateTimeOffset Start = new(2026, 9, 6, 18, 0, 0, TimeSpan.Zero);
    private static readonly string[] Zones = ["Pacific/Auckland", "Asia/Kolkata", "Europe/Berlin", "Europe/Lisbon", "America/New_York", "America/Los_Angeles"];

    private readonly FakeTimeProvider clock = new(Start);
    private readonly FeatureSet features = new(FeaturesAssembly.Itself.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IFeature)) && !type.IsAbstract).Select(type => (IFeature)Activator.CreateInstance(type)!));

    private readonly Wall wall;

    public Morning() => wall = new(clock);

    public DateTimeOffset Now => clock.GetUtcNow();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>From before Auckland's Monday morning until before its Tuesday's, in steps of so many minutes.</summary>
    public async Task Day(IReadOnlyList<Worker> running, Func<DateTimeOffset, Task> happens, int minutes = 10)
    {
        for (var at = Start; at <= Start.AddHours(26); at = at.AddMinutes(minutes))
        {
            if (at > clock.GetUtcNow())
                clock.Advance(at - clock.GetUtcNow());

            await happens(at);
            await Task.WhenAll(running.Select(worker => worker.Outbox.Drain(Cancellation)));
        }
    }

    /// <summary>Everybody was asked once at nine, and each summary went out on time.</summary>
    public void CheckAll(TimeSpan late)
    {
        var asked = wall.Sent.Where(sent => sent.Text.StartsWith("It is time", StringComparison.Ordinal)).ToLookup(sent => sent.Person);
        var summed = wall.Sent.Where(sent => sent.Text.StartsWith("The stand-up of", StringComparison.Ordinal)).ToLookup(sent => sent.Person);

        Assert.Equal(People, asked.Count);

        for (var i = 0; i < People; i++)
        {
            var at = TimeZoneInfo.FindSystemTimeZoneById(Zones[i % Zones.Length]).Instant(new(2026, 9, 7), new(9, 0));
            Assert.InRange(Assert.Single(asked[$"p{i}"]).At, at, at + late);

            var due = new DateTimeOffset(2026, 9, 7, 9, 0, 0, TimeSpan.Zero);
            Assert.InRange(Assert.Single(summed[$"p{i}"]).At, due, due + late);
        }
    }

    /// <summary>The people and their teams are there, and what recurs is planned.</summary>
    public async Task<Worker> Settle(IStore store)
    {
        await store.Prepare(features.Kinds, Cancellation);
        var batch = new Batch().Put(Person.Kind, new("pam", "Pam") { Roles = Roles.Employee | Roles.ProjectManager }, 0).Put(IdentityLink.Kind, IdentityLink.Between(new("test", "pam"), new("pam", "Pam")), 0);

        for (var i = 0; i < People; i++)
            batch.Put(Person.Kind, new($"p{i}", $"P {i}") { TimeZone = Zones[i % Zones.Length] }, 0);

        Assert.IsType<Outcome.Committed>(await store.Commit(batch, Cancellation));
        var worker = await Begin(store);

        for (var team = 0; team < People / TeamSize; team++)
        {
            var made = new Invocation("standup setup", new Arguments(("name", $"Team {team}"), ("zone", "Europe/Berlin"), ("reminders", "0")).With("members", [.. Enumerable.Range(team * TeamSize, TeamSize).Select(i => $"person:p{i}")]));
            var reply = await worker.Bot.Hear(new(new("test", "pam"), new("test", "pam"), $"setup-{team}", new Input.Press(made)), Cancellation);
            Assert.False(reply.IsRefusal, reply.Message.Text?.ToString());
        }

        await worker.Outbox.Drain(Cancellation);
        return worker;
    }

    public async Task<Worker> Begin(IStore store)
    {
        var worker = new Worker(store, features, wall, clock);
        await worker.Timetable.Plan(Cancellation);
        return worker;
    }

    public sealed class Worker : IDisposable
    {
        public Worker(IStore store, FeatureSet features, IChannel channel, TimeProvider clock)
        {
            Bot = new(store, features, new(), clock, NullLogger<Bot>.Instance);
            Timetable = new(Bot, features, clock, NullLogger<Timetable>.Instance);
            Outbox = new(store, Bot, new(), [channel], clock, NullLogger<Outbox>.Instance);
        }

        public Bot Bot { get; }

        public Timetable Timetable { get; }

        public Outbox Outbox { get; }

        public void Dispose()
        {
            Timetable.Dispose();
            Outbox.Dispose();
        }
    }

    // Like a platform that takes the repeat of a delivery for what it is.
    private sealed class Wall(TimeProvider clock) : IChannel
    {
        private readonly ConcurrentDictionary<string, (string Person, string Text, DateTimeOffset At)> sent = new(StringComparer.Ordinal);

        public IEnumerable<(string Person, string Text, DateTimeOffset At)> Sent => sent.Values;

        public string Platform => "test";

        public ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default) => new(new Place("test", person.Id));

        public Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
        {
            sent.TryAdd(token, (place.Id, message.Text?.ToString() ?? "", clock.GetUtcNow()));
            return Task.FromResult(new Sent(place, token));
        }

        public Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default) => Task.FromResult<Sent?>(sent);

        public Task Delete(Sent sent, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
