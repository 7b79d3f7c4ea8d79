using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Tests.Adapters.Web;
using ChatOps.Tests.Discord;
using ChatOps.Tests.Teams;
using ChatOps.Tests.Terminal;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>Wherever somebody sits, a sentence and one press are a ticket, and thanks for what was done do nothing to it.</summary>
public sealed class EverySurfaceTests
{
    private const string Words = "My laptop does not start";
    private const string Ask = "Ask the help desk";

    private static readonly string[] Courtesies = ["thanks", "Danke!", "👍", "Vielen Dank, alles klar", "reply to INC-1: Thank you so much", "ticket reply INC-1 👍"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_Teams()
    {
        await using var server = await TeamsServer.Start();
        server.Platform.LimitsRates = false;
        var ada = server.Platform.Person("Ada Lovell");

        await ada.Send(ada.Says(Words));
        await ada.Send(ada.Presses(ada.Last, Ask));
        await Check(server.Bot, server.Store, async words => Assert.Equal(200, (await ada.Send(ada.Says(words))).Status));
        Assert.Equal(200, (await ada.Send(ada.Activity("messageReaction"))).Status);
    }

    [Fact]
    public async Task In_Discord()
    {
        await using var bot = await DiscordBot.Start();
        var ada = await bot.Person("ada");

        await bot.Hears(ada.InDm.Writes(Words), ada);
        await ada.InDm.Presses(ada.InDm.Sees[^1], Ask);
        await Check(bot.Bot, bot.Store, words => bot.Hears(ada.InDm.Writes(words), ada));
    }

    [Fact]
    public async Task On_the_page()
    {
        await using var server = await WebServer.Start();
        using var ada = new Client(server, "ada");

        await ada.Press((await ada.Say(Words))[1]!, Ask, new() { ["title"] = Words });
        await Check(server.Bot, server.Store, words => ada.Say(words));
    }

    [Fact]
    public async Task In_the_terminal()
    {
        await using var terminal = await TestTerminal.Open(TestBot.All);

        await terminal.Types("ada", Words, "");
        await Check(terminal.Bot.Bot, terminal.Bot.Store, words => terminal.Types("ada", words));
    }

    private static async Task Check(Bot bot, IStore store, Func<string, Task> says)
    {
        Assert.Equal((Words, State.New), (await Now(store)) is var asked ? (asked.Title, asked.State) : default);
        await Resolve(bot, store);
        var (before, trail) = (await Now(store), await store.Trail("ticket:INC-1", 1000, Cancellation));
        Assert.Equal(State.Resolved, before.State);

        foreach (var words in Courtesies)
            await says(words);

        Assert.Equal(Ticket.Kind.Write(before), Ticket.Kind.Write(await Now(store)));
        Assert.Equal(trail, await store.Trail("ticket:INC-1", 1000, Cancellation));
        Assert.Null(await store.Get(Ticket.Kind, "INC-2", Cancellation));
    }

    private static async Task Resolve(Bot bot, IStore store)
    {
        var gus = new Person("gus", "Gus") { Roles = Roles.Employee | Roles.Agent };
        var queue = await store.Get(Queue.Kind, "service-desk", Cancellation);

        await store.Commit(
            new Batch()
                .Put(Person.Kind, gus, 0)
                .Put(IdentityLink.Kind, IdentityLink.Between(new("test", "gus"), gus), 0)
                .Put(Queue.Kind, (queue?.Body ?? new("service-desk", "Service desk")) with { Members = ["gus"] }, queue?.Version ?? 0),
            Cancellation);

        var resolved = await bot.Hear(new(new("test", "gus"), new("test", "gus"), "resolving", new Input.Sentence("ticket resolve INC-1 code:fixed Put it out")), Cancellation);
        Assert.False(resolved.IsRefusal, resolved.Line());
    }

    private static async Task<Ticket> Now(IStore store) => (await store.Get(Ticket.Kind, "INC-1", Cancellation))!.Body;
}
