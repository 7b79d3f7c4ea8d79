using ChatOps.Tests.Tickets;
using ChatOps.Tickets;

namespace ChatOps.Tests.Setup;

/// <summary>How the help desk works is set in a chat, and holds from the next ticket on.</summary>
public sealed class DeskTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_matrix_says_which_priority_a_new_ticket_has()
    {
        Assert.Equal("P1 follows from low impact and high urgency. Tickets that are there keep their priority.", (await desk.Root.Says("admin matrix impact:low urgency:high priority:P1")).Line());

        await desk.Ada.Says("ticket new Fire urgency:high");
        Assert.Equal(Priority.P1, (await desk.Ticket()).Priority);
    }

    [Fact]
    public async Task A_category_leads_straight_to_its_queue()
    {
        await desk.Root.Says("admin desk categories:\"Hardware;Salary\"");
        Assert.Equal("New tickets about Salary come to People. Those that are there stay where they are.", (await desk.Root.Says("admin route category:salary queue:hr")).Line());

        await desk.Ada.Says("ticket new Raise category:salary");
        Assert.Equal("hr", (await desk.Ticket()).Queue);
        Assert.DoesNotContain(desk.Grace.Lines(), line => line.Contains("INC-1", StringComparison.Ordinal));
        Assert.Equal("\"Network\" is none of Hardware or Salary. Choose one of them.", (await desk.Ada.Says("ticket new Raise category:Network")).Line());

        await desk.Root.Says("admin route salary");
        await desk.Ada.Says("ticket new Raise category:salary");
        Assert.Equal("service-desk", (await desk.Ticket("INC-2")).Queue);
    }

    [Fact]
    public async Task A_resolved_ticket_waits_as_long_as_the_desk_says()
    {
        await desk.Root.Says("admin desk lapse:2 warn:12 intake:network");
        await desk.Resolved();
        await desk.Bot.Pass(TimeSpan.FromHours(47));
        Assert.Equal(State.Resolved, (await desk.Ticket()).State);
        await desk.Bot.Pass(TimeSpan.FromHours(2));
        Assert.Equal(State.Closed, (await desk.Ticket()).State);
        Assert.Equal("network", (await desk.Ticket()).Queue);
    }

    [Fact]
    public async Task Asked_without_words_it_shows_what_holds()
    {
        var form = await desk.Root.Says("admin desk");
        Assert.True(form.IsForm);
        Assert.Equal("service-desk", form.Given("intake"));
        Assert.StartsWith("Hardware\nSoftware", form.Given("categories"), StringComparison.Ordinal);

        var card = await desk.Grace.Says("desk view");
        Assert.Equal(["high", "P1", "P2", "P3"], card.Rows()[0].Cells.Select(cell => cell.ToString()));
    }

    [Fact]
    public async Task Whoever_is_put_on_a_queue_is_told_and_can_work_on_it()
    {
        Assert.Equal("Printers is kept. One person works on it.", (await desk.Root.Says("admin queue name:Printers members:bo owner:grace")).Line());
        Assert.Equal("Root added you to Printers. You are told of what comes in there.", desk.Bo.Lines()[^1]);

        await desk.Root.Says("admin desk intake:printers");
        await desk.Asked();
        Assert.Contains(desk.Bo.Lines(), line => line.StartsWith("INC-1 is new", StringComparison.Ordinal));
        Assert.Equal("INC-1 is yours.", (await desk.Bo.Says("ticket assign INC-1")).Line()[..15]);

        var form = await desk.Root.Says("admin queue name:printers");
        Assert.Equal(("person:bo", "person:grace"), (form.Given("members"), form.Given("owner")));
        Assert.Equal("There is a queue called \"Network\" already. Choose another name.", (await desk.Root.Says("admin queue name:printers called:Network")).Line());
    }

    [Fact]
    public async Task A_restricted_queue_is_changed_by_its_own_people_alone()
    {
        Assert.Equal("People is restricted, so only its own people change it. Ask Holly.", (await desk.Root.Says("admin queue name:hr members:root")).Line());
        Assert.Equal("People is restricted, so only its own people change it. Ask Holly.", (await desk.Grace.Says("admin queue name:hr")).Line());
        Assert.Equal("Only administrators make and change queues. Ask one of them.", (await desk.Holly.Says("admin queue name:network members:holly")).Line());
        Assert.Equal("People is kept. 2 people work on it.", (await desk.Holly.Says("admin queue name:hr members:holly members:grace")).Line());
        Assert.Equal("Bo is no agent. Ask an administrator to make them one, then add them.", (await desk.Holly.Says("admin queue name:hr members:bo")).Line());
    }

    [Fact]
    public async Task Once_all_of_its_people_have_left_an_administrator_lets_somebody_in()
    {
        await desk.Root.Says("person update who:holly active:no");
        Assert.Equal("Only administrators make and change queues. Ask one of them.", (await desk.Grace.Says("admin queue name:hr members:grace")).Line());
        Assert.Equal("People is kept. One person works on it.", (await desk.Root.Says("admin queue name:hr members:grace owner:grace")).Line());
    }
}
