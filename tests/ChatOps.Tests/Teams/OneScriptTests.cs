using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Teams.Connecting;
using ChatOps.Tests.Adapters.Web;
using ChatOps.Tests.Terminal;
using ChatOps.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Teams;

/// <summary>Where something is said makes no difference to what becomes of it.</summary>
public sealed class OneScriptTests
{
    private static readonly (string Who, string Says)[] Script =
    [
        ("ada", "ticket new urgency:high \"My laptop does not start\""),
        ("grace", "ticket assign INC-1 to:me"),
        ("grace", "ticket reply INC-1 \"Which lights are on?\""),
        ("ada", "ticket reply INC-1 \"None, and it beeps three times.\""),
        ("grace", "ticket note INC-1 \"The board, I fear.\""),
        ("grace", "ticket assign INC-1 to:nobody-of-that-name"),
        ("ada", "ticket new \"Another screen, please\" type:request"),
        ("grace", "ticket update INC-1 impact:high"),
        ("ada", "ticket list"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_script_ends_in_the_same_state_in_Teams_on_the_page_and_in_the_terminal()
    {
        var (teams, page, terminal) = (await InTeams(), await OnThePage(), await InTheTerminal());

        Assert.Contains("beeps three times", teams, StringComparison.Ordinal);
        Assert.Contains("INC-1", teams, StringComparison.Ordinal);
        Assert.Equal(page, terminal);
        Assert.Equal(page, teams);
    }

    private static async Task<string> InTeams()
    {
        await using var server = await TeamsServer.Start(clock: new FakeTimeProvider(TestBot.Monday), more: services => services.AddSingleton(new Pace([], [])));
        // All of it happens at one moment.
        server.Platform.LimitsRates = false;
        await Demonstration.Prepare(server.Store, [], Cancellation);
        var (ada, grace) = (server.Platform.Person("Ada Lovell"), server.Platform.Person("Grace Harper"));

        foreach (var (id, person) in (IEnumerable<(string, Platforms.Teams.TeamsPerson)>)[("ada", ada), ("grace", grace)])
            await server.Save(IdentityLink.Kind, new($"teams:{Platforms.Teams.TeamsPlatform.Tenant}/{person.Account}", id));

        foreach (var (who, says) in Script)
        {
            var person = who is "ada" ? ada : grace;
            Assert.Equal(200, (await person.Send(person.Says(says))).Status);
        }

        return await StateOf(server.Store);
    }

    private static async Task<string> OnThePage()
    {
        await using var server = await WebServer.Start(clock: new FakeTimeProvider(TestBot.Monday));
        using var ada = new Client(server, "ada");
        using var grace = new Client(server, "grace");

        foreach (var (who, says) in Script)
            await (who is "ada" ? ada : grace).Say(says);

        return await StateOf(server.Store);
    }

    private static async Task<string> InTheTerminal()
    {
        await using var terminal = await TestTerminal.Open(TestBot.All);

        foreach (var (who, says) in Script)
            await terminal.Pipes(who, says);

        return await StateOf(terminal.Bot.Store);
    }

    // Everything about the tickets and what was done to them; not where: a terminal acts for somebody, and its trail says so.
    private static async Task<string> StateOf(IStore store)
    {
        var state = new List<string>();

        foreach (var id in (string[])["INC-1", "REQ-1"])
        {
            state.Add(Ticket.Kind.Write((await store.Get(Ticket.Kind, id, Cancellation))!.Body));
            state.AddRange((await store.Trail($"ticket:{id}", cancellation: Cancellation)).Select(fact => $"{fact.What} {fact.Changes}"));
        }

        return string.Join('\n', state);
    }
}
