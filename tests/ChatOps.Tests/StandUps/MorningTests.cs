using System.Collections.Concurrent;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.StandUps;

/// <summary>A morning of 500 people in 25 teams and six time zones, done by processes that come and go.</summary>
public sealed class MorningTests : IAsyncDisposable
{
    private const int People = 500;
    private const int TeamSize = 20;

    private static readonly DateTimeOffset Start = new(2026, 9, 6, 18, 0, 0, TimeSpan.Zero);
    private static readonly string[] Zones = ["Pacific/Auckland", "Asia/Kolkata", "Europe/Berlin", "Europe/Lisbon", "America/New_York", "America/Los_Angeles"];

    private readonly InMemoryStore store = new();
    private readonly FakeTimeProvider clock = new(Start);
    private readonly Wall wall;
    private readonly FeatureSet features = new(TestBot.All);

    public MorningTests() => wall = new(clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task One_process_asks_everybody_once_at_nine_and_sums_up_on_time()
    {
        var process = await Settle();
        await Day([process], _ => Task.CompletedTask);
        CheckAll(TimeSpan.Zero);
        process.Dispose();
    }

    [Fact]
    public async Task A_restart_in_the_middle_asks_nobody_twice_and_leaves_nobody_out()
    {
        List<Worker> running = [await Settle()];

        await Day(running, async at =>
        {
            // It dies with work in its hands at 7:00 UTC, when Berlin is asked, and is back at 7:40.
            if (at == Start.AddHours(13))
            {
                Assert.NotEmpty(await store.Claim(5, TimeSpan.FromMinutes(1), clock.GetUtcNow(), Cancellation));
                running[0].Dispose();
                running.Clear();
            }
            else if (running.Count is 0 && at >= Start.AddHours(13).AddMinutes(40))
            {
                running.Add(await Begin());
            }
        });

        CheckAll(TimeSpan.FromMinutes(50));
        running[0].Dispose();
    }

    [Fact]
    public async Task Two_processes_over_one_store_do_it_once_between_them()
    {
        Worker[] both = [await Settle(), await Begin()];
        await Day(both, _ => Task.CompletedTask);
        CheckAll(TimeSpan.Zero);
        Array.ForEach(both, worker => worker.Dispose());
    }

    // From before Auckland's Monday morning until before its Tuesday's, in steps of ten minutes.
    private async Task Day(IReadOnlyList<Worker> running, Func<DateTimeOffset, Task> happens)
    {
        for (var at = Start; at <= Start.AddHours(26); at = at.AddMinutes(10))
        {
            if (at > clock.GetUtcNow())
                clock.Advance(at - clock.GetUtcNow());

            await happens(at);
            await Task.WhenAll(running.Select(worker => worker.Outbox.Drain(Cancellation)));
        }
    }

    private void CheckAll(TimeSpan late)
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

    private async Task<Worker> Settle()
    {
        await store.Prepare(features.Kinds, Cancellation);
        var batch = new Batch().Put(Person.Kind, new("pam", "Pam") { Roles = Roles.Employee | Roles.ProjectManager }, 0).Put(IdentityLink.Kind, IdentityLink.Between(new("test", "pam"), new("pam", "Pam")), 0);

        for (var i = 0; i < People; i++)
            batch.Put(Person.Kind, new($"p{i}", $"P {i}") { TimeZone = Zones[i % Zones.Length] }, 0);

        Assert.IsType<Outcome.Committed>(await store.Commit(batch, Cancellation));
        var worker = await Begin();

        for (var team = 0; team < People / TeamSize; team++)
        {
            var made = new Invocation("standup setup", new Arguments(("name", $"Team {team}"), ("zone", "Europe/Berlin"), ("reminders", "0")).With("members", [.. Enumerable.Range(team * TeamSize, TeamSize).Select(i => $"person:p{i}")]));
            var reply = await worker.Bot.Hear(new(new("test", "pam"), new("test", "pam"), $"setup-{team}", new Input.Press(made)), Cancellation);
            Assert.False(reply.IsRefusal, reply.Message.Text?.ToString());
        }

        await worker.Outbox.Drain(Cancellation);
        return worker;
    }

    private async Task<Worker> Begin()
    {
        var worker = new Worker(store, features, wall, clock);
        await worker.Timetable.Plan(Cancellation);
        return worker;
    }

    private sealed class Worker : IDisposable
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
