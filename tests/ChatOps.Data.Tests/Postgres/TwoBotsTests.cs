using System.Collections.Concurrent;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Entry = ChatOps.Tickets.Entry;
using Incident = ChatOps.Tickets.Ticket;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>Two whole bots on one PostgreSQL serve one ticket, without a lost or doubled change.</summary>
public sealed class TwoBotsTests : IAsyncLifetime
{
    private const int Rounds = 12;

    private readonly FakeTimeProvider clock = new(Tickets.Start);
    private readonly Wall wall = new();
    private readonly List<ServiceProvider> bots = [];
    private readonly List<IStore> stores = [];
    private string folder = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var schema = await SharedServer.FreshSchema();
        folder = Directory.CreateTempSubdirectory("chatops-two-").FullName;
        await Start(schema);
        await Start(schema);

        var batch = new Batch().Put(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace", "ruth"], Owner = "ruth" }, 0);

        foreach (var (id, roles) in (ReadOnlySpan<(string, Roles)>)[("ada", Roles.Employee), ("grace", Roles.Employee | Roles.Agent), ("ruth", Roles.Employee | Roles.Agent)])
            batch.Put(Person.Kind, new(id, id) { Roles = roles }, 0).Put(IdentityLink.Kind, IdentityLink.Between(new("test", id), new(id, id)), 0);

        Assert.IsType<Outcome.Committed>(await stores[0].Commit(batch, Cancellation));
        Assert.False((await Says(0, "ada", "ticket new The printer is on fire")).IsRefusal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bot in bots)
            await bot.DisposeAsync();

        foreach (var store in stores)
            await store.DisposeAsync();

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Whoever_claims_first_has_it_and_the_other_is_told_so()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var replies = await Task.WhenAll(Says(0, "grace", "ticket assign INC-1"), Says(1, "ruth", "ticket assign INC-1"));
            var won = Assert.Single(replies, reply => !reply.IsRefusal) == replies[0] ? "grace" : "ruth";
            Assert.Equal(won, (await Ticket()).Assignee);
            Assert.False((await Says(round % 2, won, "ticket assign INC-1 to:none")).IsRefusal);
        }
    }

    [Fact]
    public async Task Claims_replies_and_forms_that_race_are_there_once_or_refused()
    {
        var said = new ConcurrentBag<string>();

        await Task.WhenAll(
            Talk(0, "ada", said), Talk(1, "grace", said), Talk(0, "ruth", said),
            Repeat(round => Says(round % 2, "grace", "ticket assign INC-1 to:ruth")),
            Repeat(round => Says(1 - round % 2, "ruth", "ticket assign INC-1 to:grace")),
            Repeat(round => Press(1, "ruth", Invocation.Of("ticket update", ("id", "INC-1"), ("urgency", round % 2 is 0 ? "high" : "low")))));

        var ticket = await Ticket();
        Assert.NotEmpty(said);
        Assert.Equal(said.Order(StringComparer.Ordinal), (await Replies()).Order(StringComparer.Ordinal));
        Assert.Equal(said.Count, ticket.History.OfType<Entry.Replied>().Count());

        // Each change was made of what the one before had left.
        var holders = ticket.History.OfType<Entry.Assigned>().ToArray();
        Assert.Null(holders[0].From);
        Assert.All(holders.Zip(holders.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(holders[^1].To, ticket.Assignee);
    }

    [Fact]
    public async Task One_event_that_reaches_both_is_done_once_and_answered_alike()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, Rounds).Select(n => Says(n % 2, "ada", "ticket reply INC-1 Still on fire", eventId: "the same")));

        Assert.Single(await Replies());
        Assert.Single(replies.Select(reply => reply.Message.Text?.ToString()).Distinct());
    }

    [Fact]
    public async Task Every_notice_has_one_owner_and_a_dead_owners_notices_are_taken_over()
    {
        Assert.False((await Says(0, "grace", "ticket assign INC-1")).IsRefusal);
        await Work();
        wall.Tokens.Clear();

        for (var round = 0; round < Rounds; round++)
        {
            Assert.False((await Says(round % 2, "ada", $"ticket reply INC-1 Fire {round}")).IsRefusal);

            if (round is Rounds / 2)
                await Task.WhenAll(Work(), Work());
        }

        // One takes what it can get, and is gone.
        Assert.NotEmpty(await stores[0].Claim(99, TimeSpan.FromMinutes(1), clock.GetUtcNow(), Cancellation));
        await Kill(0);
        var before = wall.Tokens.Count;
        await Outbox(0).Drain(Cancellation);
        Assert.Equal(before, wall.Tokens.Count);

        clock.Advance(TimeSpan.FromMinutes(1));
        await Outbox(0).Drain(Cancellation);
        Assert.Equal(Rounds, wall.Tokens.Count);
        Assert.Equal(Rounds, wall.Tokens.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(await stores[0].Claim(99, TimeSpan.FromMinutes(1), clock.GetUtcNow(), Cancellation));
    }

    private async Task Start(string schema)
    {
        var store = await PostgresStore.Open(schema);
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<IStore>(store).AddSingleton(new FileFolder(folder)).AddSingleton<TimeProvider>(clock).AddSingleton<IChannel>(wall)
            .AddChatOps(FeaturesAssembly.Itself);

        var bot = services.BuildServiceProvider();
        await store.Prepare(bot.GetRequiredService<FeatureSet>().Kinds, Cancellation);
        bots.Add(bot);
        stores.Add(store);
    }

    private async Task Kill(int which)
    {
        await bots[which].DisposeAsync();
        await stores[which].DisposeAsync();
        bots.RemoveAt(which);
        stores.RemoveAt(which);
    }

    private Task Work() => Task.WhenAll(Enumerable.Range(0, bots.Count).Select(which => Outbox(which).Drain(Cancellation)));

    private Outbox Outbox(int which) => bots[which].GetRequiredService<Outbox>();

    private Task Talk(int which, string person, ConcurrentBag<string> said) => Repeat(async round =>
    {
        var text = $"{person} says {round}";

        if (await Says(which, person, $"ticket reply INC-1 {text}") is { IsRefusal: false })
            said.Add(text);
    });

    private static async Task Repeat(Func<int, Task> act)
    {
        for (var round = 0; round < Rounds; round++)
            await act(round);
    }

    private Task<Reply> Says(int which, string person, string sentence, string? eventId = null) => Hear(which, person, new Input.Sentence(sentence), eventId);

    private Task<Reply> Press(int which, string person, Invocation invocation) => Hear(which, person, new Input.Press(invocation), null);

    // Another place each time: what races is the documents, not the places.
    private Task<Reply> Hear(int which, string person, Input input, string? eventId) => Task.Run(
        () => bots[which].GetRequiredService<Bot>().Hear(new(new("test", Guid.NewGuid().ToString()), new("test", person), eventId ?? Guid.NewGuid().ToString(), input), Cancellation), Cancellation);

    private async Task<Incident> Ticket() => (await stores[0].Get(Incident.Kind, "INC-1", Cancellation))!.Body;

    private async Task<IEnumerable<string>> Replies() =>
        (await stores[0].Find(PublicReply.ByTicket.Where("INC-1") with { Take = 1000 }, Cancellation)).Items.Select(stored => stored.Body.Text);

    /// <summary>Where everybody is reached.</summary>
    private sealed class Wall : IChannel
    {
        public string Platform => "test";

        /// <summary>Of what was sent.</summary>
        public ConcurrentQueue<string> Tokens { get; } = [];

        public ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default) => new(new Place(Platform, person.Id));

        public Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
        {
            Tokens.Enqueue(token);
            return Task.FromResult(new Sent(place, token));
        }

        public Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default) => Task.FromResult<Sent?>(sent);

        public Task Delete(Sent sent, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
