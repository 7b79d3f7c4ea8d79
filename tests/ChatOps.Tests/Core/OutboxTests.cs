using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Tests.Core;

/// <summary>What turns leave for later is done: at least once, in order, and not for ever.</summary>
public sealed class OutboxTests : IAsyncDisposable
{
    private readonly InMemoryStore store = new();
    private readonly WatchedClock clock = new(TestBot.Monday);
    private readonly Moody platform = new("moody");
    private readonly Moody other = new("other");
    private readonly TaskCompletionSource ringing = new();
    private readonly Bot bot;
    private readonly Outbox outbox;

    public OutboxTests()
    {
        var features = new FeatureSet([new Bells(ringing.Task)]);
        bot = new(store, features, new Committed(), clock, NullLogger<Bot>.Instance);
        outbox = new(store, bot, new Committed(), [other, platform], clock, NullLogger<Outbox>.Instance);
        Commit(new Batch().Put(Person.Kind, new("ada", "Ada"), 0).Put(Person.Kind, new("bo", "Bo"), 0)
            .Put(IdentityLink.Kind, new("moody:ada", "ada"), 0).Put(IdentityLink.Kind, new("moody:bo", "bo"), 0));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        outbox.Dispose();
    }

    [Fact]
    public async Task Notices_arrive_in_order_where_the_person_was_last()
    {
        await Says("bo", "bell ring who:ada");
        await Says("ada", "bell ring who:bo");
        await Says("ada", "bell ring who:bo");
        await outbox.Drain(Cancellation);

        Assert.Equal(["ada: Bo rang.", "bo: Ada rang.", "bo: Ada rang."], platform.Sent.Order(StringComparer.Ordinal));
        Assert.Empty(other.Sent);
    }

    [Fact]
    public async Task A_platform_that_is_down_for_an_hour_loses_nothing_and_doubles_nothing()
    {
        await Says("bo", "bell note I am here");
        await Says("ada", "bell ring who:bo");
        platform.IsDown = true;

        for (var minutes = 0; minutes < 16; minutes++)
        {
            await outbox.Drain(Cancellation);
            await Says("ada", "bell ring who:bo");
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(platform.Sent);
        platform.IsDown = false;
        clock.Advance(TimeSpan.FromHours(1));
        await outbox.Drain(Cancellation);

        Assert.Equal(17, platform.Sent.Count);
        Assert.Equal(17, platform.Tokens.Distinct().Count());
    }

    [Fact]
    public async Task What_fails_for_a_day_is_buried_and_seen_and_lets_the_next_pass()
    {
        await Says("bo", "bell note I am here");
        await Says("ada", "bell ring who:bo");
        await Says("ada", "bell ring who:bo");
        platform.Fails = 300;

        for (var attempt = 0; attempt < 300; attempt++)
        {
            await outbox.Drain(Cancellation);
            clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal("The platform is down.", Assert.Single(await store.Dead(cancellation: Cancellation)).Error);
        Assert.Single(platform.Sent);
    }

    [Fact]
    public async Task What_can_never_be_delivered_is_buried_at_once()
    {
        await Says("bo", "bell note I am here");
        await Says("ada", "bell ring who:bo");
        await Says("ada", "bell ring who:bo");
        (platform.Fails, platform.IsForEver) = (1, true);
        await outbox.Drain(Cancellation);

        Assert.Single(await store.Dead(cancellation: Cancellation));
        Assert.Single(platform.Sent);
    }

    [Fact]
    public async Task What_never_answers_holds_up_nobody_else_and_is_let_go_of_after_5_minutes()
    {
        await Says("bo", "bell note I am here");
        await Says("ada", "bell note I am here");
        await Says("ada", "bell ring who:bo");
        await Says("bo", "bell ring who:ada");
        platform.HangsFor = "bo";
        var draining = outbox.Drain(Cancellation);

        // Renewed three times a minute, so that no other runner takes it meanwhile.
        for (var seconds = 0; seconds < 280; seconds += 10)
        {
            Assert.Empty(await store.Claim(9, TimeSpan.FromMinutes(1), clock.GetUtcNow(), Cancellation));
            await Passes(10);
        }

        Assert.Equal(["ada: Bo rang."], platform.Sent);
        platform.HangsFor = null;

        for (var seconds = 0; seconds < 60 && platform.Sent.Count < 2; seconds++)
            await Passes(10);

        await draining;
        clock.Advance(TimeSpan.FromMinutes(5));
        await outbox.Drain(Cancellation);
        Assert.Equal(["ada: Bo rang.", "bo: Ada rang."], platform.Sent);
    }

    [Fact]
    public async Task A_command_that_takes_an_hour_is_done_once_and_nobody_takes_it_over()
    {
        Commit(new Batch().Schedule(new Job("j", TestBot.Monday, "run", "bell long") { RunAs = "ada" }));
        var draining = outbox.Drain(Cancellation);

        for (var minutes = 0d; minutes < 60; minutes += 1 / 6d)
        {
            Assert.Empty(await store.Claim(9, TimeSpan.FromMinutes(1), clock.GetUtcNow(), Cancellation));
            await Passes(10);
        }

        Assert.False(draining.IsCompleted);
        ringing.SetResult();
        await draining;
        Assert.Equal("rang for long", Assert.Single(await store.Trail("bell", 99, Cancellation)).What);
        Assert.Empty(await store.Dead(cancellation: Cancellation));
    }

    [Fact]
    public async Task What_is_scheduled_runs_once_at_its_moment_and_the_audit_says_the_clock_did_it()
    {
        await Says("ada", "bell later");
        await outbox.Drain(Cancellation);
        Assert.Empty(platform.Sent);

        clock.Advance(TimeSpan.FromHours(3));
        await outbox.Drain(Cancellation);
        await outbox.Drain(Cancellation);

        Assert.Equal(["ada: ChatOps rang."], platform.Sent);
        Assert.Equal("clock", Assert.Single(await store.Trail("bell", cancellation: Cancellation)).Actor);
    }

    [Fact]
    public async Task Nobody_but_the_clock_can_run_what_is_the_clocks()
    {
        var reply = await Says("ada", "bell strike");

        Assert.Equal("I do not know \"bell strike\". Say \"help\" to see what you can do.", reply.Message.Card!.Title.ToString());
    }

    [Fact]
    public async Task Work_for_somebody_who_has_left_is_given_up_and_seen()
    {
        Commit(new Batch().Schedule(new Job("j", TestBot.Monday, "run", "bell later") { RunAs = "gone" }));
        await outbox.Drain(Cancellation);

        Assert.Equal("gone, for whom this was to run, is gone.", Assert.Single(await store.Dead(cancellation: Cancellation)).Error);
    }

    [Fact]
    public async Task Turns_of_one_place_run_in_the_order_they_came()
    {
        var all = Enumerable.Range(0, 50).Select(n => bot.Hear(Incoming("ada", $"bell note {n}", $"n{n}"), Cancellation)).ToArray();
        await Task.WhenAll(all);

        Assert.Equal(Enumerable.Range(0, 50).Select(n => $"note {n}"), (await store.Trail("bell", 100, Cancellation)).Select(fact => fact.What));
    }

    /// <summary>Time passes, and what waited for it gets its chance.</summary>
    // While something is being done, its runner waits to look for more and to renew it; after the last it no longer does.
    private async Task Passes(int seconds)
    {
        clock.Advance(TimeSpan.FromSeconds(seconds));

        for (var chances = 100_000; chances > 0 && clock.Waiting < 2; chances--)
            await Task.Yield();
    }

    private Task<Reply> Says(string person, string sentence) => bot.Hear(Incoming(person, sentence, Guid.NewGuid().ToString()), Cancellation);

    private static Incoming Incoming(string person, string sentence, string id) =>
        new(new("moody", person), new("moody", person), id, new Input.Sentence(sentence));

    private void Commit(Batch batch) => Assert.IsType<Outcome.Committed>(store.Commit(batch, Cancellation).GetAwaiter().GetResult());

    private sealed class Moody(string name) : IChannel
    {
        private readonly Lock gate = new();

        public string Platform => name;

        public bool IsDown { get; set; }

        public int Fails { get; set; }

        public bool IsForEver { get; set; }

        public string? HangsFor { get; set; }

        public List<string> Sent { get; } = [];

        public List<string> Tokens { get; } = [];

        public ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default) => new(new Place(name, person.Id));

        public Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
        {
            if (place.Id == HangsFor)
                return Task.Delay(Timeout.Infinite, cancellation).ContinueWith<Sent>(_ => throw new OperationCanceledException(), TaskScheduler.Default);

            lock (gate)
            {
                if (IsDown || --Fails >= 0)
                    throw IsForEver ? new Undeliverable("Bo has blocked the bot.") : new InvalidOperationException("The platform is down.");

                Sent.Add($"{place.Id}: {message.Text}");
                Tokens.Add(token);
                return Task.FromResult(new Sent(place, token));
            }
        }

        public Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default) => Task.FromResult<Sent?>(sent);

        public Task Delete(Sent sent, CancellationToken cancellation = default) => Task.CompletedTask;
    }

    internal sealed record Ring([Ask("Whom?")] PersonRef Who) : Command
    {
        public static async Task<Reply> Handle(Ring command, Turn turn)
        {
            turn.Tell((await turn.Person(command.Who)).Id, new Message { Text = $"{turn.Caller} rang." });
            return (Say)$"Rung.";
        }
    }

    internal sealed record Later : Command
    {
        public static Task<Reply> Handle(Later command, Turn turn)
        {
            turn.Schedule("strike", turn.Now.AddHours(2), Invocation.Of("bell strike"));
            return Task.FromResult<Reply>((Say)$"Later.");
        }
    }

    internal sealed record Strike : Command
    {
        public static Task<Reply> Handle(Strike command, Turn turn)
        {
            turn.Note("bell", "strike");
            turn.Tell("ada", new Message { Text = $"{turn.Caller} rang." });
            return Task.FromResult<Reply>((Say)$"Struck.");
        }
    }

    internal sealed record RingLong : Command;

    internal sealed record WriteNote([Ask("What?")] string Text) : Command
    {
        public static Task<Reply> Handle(WriteNote command, Turn turn)
        {
            turn.Note("bell", $"note {command.Text}");
            return Task.FromResult<Reply>((Say)$"Noted.");
        }
    }

    private sealed class Bells(Task ringing) : IFeature
    {
        public void Define(FeatureBuilder feature) => feature
            .Command<Ring>("bell ring", "Ring", Ring.Handle, Effect.Write, Roles.Everyone)
            .Command<RingLong>(
                "bell long",
                "Ring for long",
                async (_, turn) =>
                {
                    await ringing;
                    turn.Note("bell", "rang for long");
                    return (Say)$"Rang.";
                },
                Effect.Write,
                Roles.Everyone)
            .Command<Later>("bell later", "Ring later", Later.Handle, Effect.Write, Roles.Everyone)
            .Command<WriteNote>("bell note", "Note", WriteNote.Handle, Effect.Write, Roles.Everyone)
            .Command<Strike>("bell strike", "Strike", Strike.Handle, Effect.Write, Roles.System, hidden: true);
    }
}
