using ChatOps.People;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>Replies that are written once.</summary>
public sealed class MacroTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_macro_shows_what_it_would_say_and_change_before_it_does()
    {
        await desk.Claimed();
        await Written();
        var form = await desk.Grace.Says("macro use INC-1 parts");

        Assert.True(form.IsForm);
        Assert.Equal("Dear Ada, Grace has ordered parts for INC-1.", form.Given("text"));
        Assert.Contains("P2", form.Everything(), StringComparison.Ordinal);
        Assert.Empty((await desk.Ticket()).History.OfType<Entry.Applied>());

        var applied = await desk.Grace.Presses(form, "Apply a macro", ("text", "Dear Ada, it is ordered."));
        var ticket = await desk.Ticket();
        Assert.Equal("The macro \"Parts\" is applied to INC-1.", applied.Line());
        Assert.Equal((State.Waiting, Priority.P2, "Dear Ada, it is ordered."), (ticket.State, ticket.Priority, ticket.Wait!.Reason));
        Assert.StartsWith("INC-1 waits for a vendor until", desk.Ada.Lines()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_one_entry_of_the_history_and_one_undo()
    {
        await desk.Asked();
        await desk.Grace.Says("macro edit name:Hello assign:me priority:P3 Good day {requester}");
        var before = await desk.Ticket();
        var applied = await desk.Grace.Presses(await desk.Grace.Says("macro use INC-1 hello"), "Apply a macro");

        var entry = Assert.IsType<Entry.Applied>(Assert.Single((await desk.Ticket()).History.Skip(before.History.Count)));
        Assert.Equal(["Replied", "Prioritised", "Assigned", "Moved"], entry.Entries.Select(one => one.GetType().Name));
        Assert.Contains((await desk.Ticket()).History.Holding(), one => one is Entry.Replied { Staff: true });
        Assert.Contains("Good day Ada", (await desk.Ada.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        await desk.Grace.Presses(applied, "Undo");
        Assert.Equal((null, Priority.P4, State.New), (await desk.Ticket() is var now ? (now.Assignee, now.Priority, now.State) : default));
        Assert.DoesNotContain("Good day", (await desk.Ada.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);

        await desk.Grace.Says("ticket reply INC-1 After all");
        Assert.Contains("After all", (await desk.Ada.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_does_all_or_nothing()
    {
        await desk.Claimed();
        await desk.Ruth.Says("macro edit name:Away scope:team team:service-desk assign:holly queue:network Bye");
        desk.Bot.Add(new Person("holly", "Holly"));
        var before = await desk.Ticket();
        var refused = await desk.Grace.Presses(await desk.Grace.Says("macro use INC-1 away"), "Apply a macro");

        Assert.Equal("Holly does not work on Network. Choose somebody who does, or move INC-1 to another queue first.", refused.Line());
        Assert.Equal(before, await desk.Ticket());
        Assert.DoesNotContain("Bye", (await desk.Ada.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_macro_that_resolves_says_its_text_as_the_resolution()
    {
        await desk.Claimed();
        await desk.Grace.Says("macro edit name:Out resolve:fixed It is out");
        await desk.Grace.Presses(await desk.Grace.Says("macro use INC-1 out"), "Apply a macro");

        Assert.Equal((ResolutionCode.Fixed, "It is out"), (await desk.Ticket() is { Resolution: { } resolution } ? (resolution.Code, resolution.Text) : default));
        Assert.Single(desk.Ada.Lines(), line => line.StartsWith("Grace resolved INC-1.", StringComparison.Ordinal));
        await desk.Bot.Pass(TimeSpan.FromDays(6));
        Assert.Equal(State.Closed, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task Macros_belong_to_a_person_a_team_or_everybody()
    {
        await desk.Asked();
        await desk.Grace.Says("macro edit name:Mine Only mine");
        await desk.Holly.Says("macro edit name:Hr scope:team team:hr Delicate");
        var boss = desk.Bot.Add(new Person("boss", "Boss") { Roles = Roles.Employee | Roles.Agent | Roles.Manager });
        await boss.Says("macro edit name:All scope:global For all");

        Assert.Equal(["Mine", "All"], (await desk.Grace.Says("macro list")).Numbers());
        Assert.Equal(["Hr", "All"], (await desk.Holly.Says("macro list")).Numbers());
        Assert.StartsWith("There is no macro \"hr\".", (await desk.Grace.Says("macro use INC-1 hr")).Line(), StringComparison.Ordinal);
        Assert.StartsWith("Only managers and administrators", (await desk.Grace.Says("macro edit name:B scope:global x")).Line(), StringComparison.Ordinal);
        Assert.StartsWith("Only managers and administrators", (await desk.Grace.Says("macro delete all")).Line(), StringComparison.Ordinal);
        Assert.Equal("Only the people who work on People can do that. Ask one of them.", (await desk.Grace.Says("macro edit name:B scope:team team:hr x")).Line());
        Assert.True((await desk.Ada.Says("macro list")).IsRefusal);
    }

    [Theory]
    [InlineData("macro edit name:X Dear {boss}", "There is no \"boss\" to fill in.")]
    [InlineData("macro edit name:X wait:vendor resolve:fixed x", "A ticket cannot both wait and be resolved.")]
    [InlineData("macro edit name:X resolve:fixed", "A requester whose ticket waits or is resolved reads why")]
    [InlineData("macro edit name:X scope:team x", "Say of which team it is")]
    [InlineData("macro edit name:X scope:personal", "A macro says or changes something")]
    public async Task A_macro_that_would_not_work_is_not_written(string words, string why)
    {
        Assert.StartsWith(why, (await desk.Grace.Says(words)).Line(), StringComparison.Ordinal);
        Assert.Empty((await desk.Grace.Says("macro list")).Rows());
    }

    [Fact]
    public async Task A_macro_is_written_anew_and_taken_away()
    {
        await Written();
        var form = await desk.Grace.Says("macro edit name:parts");
        Assert.Equal(("Dear {requester}, {assignee} has ordered parts for {id}.", "p2", "vendor"), (form.Given("text"), form.Given("priority"), form.Given("wait")));

        Assert.Equal("Take the macro \"Parts\" away?", (await desk.Grace.Says("macro delete parts")).Line());
        Assert.Equal("The macro \"Parts\" is gone.", (await desk.Grace.Says("yes")).Line());
        Assert.Empty((await desk.Grace.Says("macro list")).Rows());
    }

    private Task<ChatOps.Conversations.Reply> Written() => desk.Grace.Says("macro edit name:Parts priority:P2 wait:vendor days:5 Dear {requester}, {assignee} has ordered parts for {id}.");
}
