using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>How often a turn of the whole bot waits for the server: that, and not the work, is what it takes.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private static readonly Invocation NewTicket = Invocation.Of("ticket new", ("title", "The printer is on fire"), ("urgency", "medium"), ("type", "incident"), ("impact", "low"));

    private readonly string folder = Directory.CreateTempSubdirectory("chatops-trips-").FullName;
    private Wire wire = null!;
    private PostgresStore store = null!;
    private ServiceProvider bot = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var server = await SharedServer.Running();
        var place = await server.FreshSchema();
        wire = new(server.Port);
        store = await PostgresStore.Open(place.Replace($"Port={server.Port}", $"Port={wire.Port}", StringComparison.Ordinal));

        bot = new ServiceCollection().AddLogging().AddSingleton<IStore>(store).AddSingleton(new FileFolder(folder)).AddSingleton<TimeProvider>(new FakeTimeProvider(Tickets.Start)).AddChatOps(FeaturesAssembly.Itself).BuildServiceProvider();
        await store.Prepare(bot.GetRequiredService<FeatureSet>().Kinds, Cancellation);
        var batch = new Batch().Put(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"], Owner = "grace" }, 0);

        foreach (var (id, roles) in (ReadOnlySpan<(string, Roles)>)[("ada", Roles.Employee), ("eve", Roles.Employee), ("grace", Roles.Employee | Roles.Agent)])
            batch.Put(Person.Kind, new(id, id) { Roles = roles }, 0).Put(IdentityLink.Kind, IdentityLink.Between(new("test", id), new(id, id)), 0);

        Assert.IsType<Outcome.Committed>(await store.Commit(batch, Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);

        if (wire is null)
            return;

        await bot.DisposeAsync();
        await store.DisposeAsync();
        await wire.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_is_one()
    {
        await store.Commit(Whole("1"), Cancellation);
        Assert.Equal(1, await Trips(() => store.Commit(Whole("2"), Cancellation)));
    }

    [Fact]
    public async Task A_new_ticket_is_three_for_what_is_read_for_its_number_and_for_the_commit()
    {
        await Press(NewTicket);
        Assert.Equal(3, await Trips(() => Press(NewTicket)));
    }

    [Fact]
    public async Task Who_has_not_spoken_yet_costs_one_more()
    {
        await Press(NewTicket);
        Assert.Equal(4, await Trips(() => Press(NewTicket, "eve")));
    }

    [Fact]
    public async Task Several_reads_are_one()
    {
        await store.Commit(Whole("1"), Cancellation);
        Wanted[] wanted = [new WantedDocument<Ticket>(Tickets.Kind, "1"), new WantedPage<Ticket>(Tickets.Open, 1), new WantedDocument<Ticket>(Tickets.Kind, "no such")];

        Assert.Equal(1, await Trips(async () => await store.Read(wanted, Cancellation)));
    }

    private static Batch Whole(string id) => new Batch().Put(Tickets.New(id)).Note(Tickets.Fact(id)).Reschedule(Tickets.Job($"redraw {id}", lane: "lane")).Once(id, Tickets.Start);

    private async Task Press(Invocation invocation, string person = "ada")
    {
        var reply = await bot.GetRequiredService<Bot>().Hear(new(new("test", person), new("test", person), Guid.NewGuid().ToString(), new Input.Press(invocation)), Cancellation);
        Assert.False(reply.IsRefusal);
    }

    private async Task<int> Trips(Func<Task> work)
    {
        var before = wire.RoundTrips;
        await work();
        return wire.RoundTrips - before;
    }
}
