using ChatOps.Cards;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>Ending what nobody has said a word about for long.</summary>
public sealed class BulkTests : IAsyncDisposable
{
    private const string Bulk = "ticket bulk queue:service-desk idle:30 Nobody asked any more";

    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_idle_ones_are_counted_and_listed_before_anything_happens()
    {
        await Idle();
        var question = await desk.Grace.Says(Bulk);

        Assert.Equal("End 2 tickets of Service desk?", question.Line());
        Assert.Equal(["INC-1", "INC-2"], question.Numbers());
        Assert.Contains("Nobody asked any more", question.Everything(), StringComparison.Ordinal);
        Assert.Equal(State.Assigned, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task A_yes_ends_them_with_one_notice_and_one_line_in_the_trail_each()
    {
        await Idle();
        var (heard, trail) = (desk.Ada.Lines().Length, (await Trail("INC-1")).Count);
        await desk.Ruth.Says(Bulk);
        var done = await desk.Ruth.Says("yes");

        Assert.Equal("2 tickets of Service desk ended.", done.Line());
        Assert.Equal((State.Resolved, "Nobody asked any more"), ((await desk.Ticket("INC-2")).State, (await desk.Ticket("INC-2")).Resolution!.Text));
        Assert.Equal(State.New, (await desk.Ticket("INC-3")).State);
        Assert.Equal(heard + 2, desk.Ada.Lines().Length);
        Assert.Equal(trail + 1, (await Trail("INC-1")).Count);
        Assert.Equal("Ruth ended 1 ticket of yours, without a word for more than 30 days. Nothing is left for you to do.", desk.Grace.Lines()[^1]);

        await desk.Ruth.Presses(done, "Undo");
        Assert.Equal((State.Assigned, State.New), ((await desk.Ticket("INC-1")).State, (await desk.Ticket("INC-2")).State));
    }

    [Fact]
    public async Task What_cannot_be_ended_is_listed_and_the_others_are()
    {
        await desk.Claimed();
        await desk.Ada.Says("ticket new Second");
        await desk.Grace.Says("ticket check INC-1 add Order paper");
        await desk.Bot.Pass(TimeSpan.FromDays(31));
        await desk.Grace.Says(Bulk);
        var done = await desk.Grace.Says("yes");

        Assert.Equal("1 ticket of Service desk ended, and 1 not.", done.Line());
        Assert.Equal("Something on its checklist is not done.", Assert.Single(done.Rows()).Cells[2].ToString());
        Assert.True((await desk.Ticket()).IsActive);
        Assert.Equal(State.Resolved, (await desk.Ticket("INC-2")).State);
    }

    [Fact]
    public async Task Nothing_idle_a_strange_queue_and_a_queue_of_others_are_refused()
    {
        await desk.Asked();
        Assert.Equal("Nothing at Service desk is without a word for more than 30 days. Choose fewer days.", (await desk.Grace.Says(Bulk)).Line());
        Assert.StartsWith("There is no queue \"mars\".", (await desk.Grace.Says("ticket bulk queue:mars idle:30 x")).Line(), StringComparison.Ordinal);
        Assert.Equal("Only the people who work on People can do that. Ask one of them.", (await desk.Grace.Says("ticket bulk queue:hr idle:30 x")).Line());
        Assert.Equal("Say how many days, from 1 to 3650.", (await desk.Grace.Says("ticket bulk queue:hr idle:30 x".Replace("hr", "network").Replace("30", "0"))).Line());
        Assert.True((await desk.Ada.Says(Bulk)).IsRefusal);
    }

    [Fact]
    public async Task At_most_two_hundred_are_ended_at_once_the_oldest_first()
    {
        for (var i = 1; i <= 201; i++)
            desk.Bot.Add(Ticket.Kind, new Ticket(new("INC", i), TicketType.Incident, "Old", "ada", TestBot.Monday.AddDays(-i - 60)) { Queue = "service-desk" }.Opened(new("ada", TestBot.Monday.AddDays(-i - 60))));

        var question = await desk.Grace.Says(Bulk);
        Assert.Equal("End 200 tickets of Service desk?", question.Line());
        Assert.Contains("There are 201, and 200 are ended at once: the oldest first.", question.Message.Card!.Body.OfType<Block.Text>().Select(text => text.Words.ToString()));
        Assert.Equal("200 tickets of Service desk ended.", (await desk.Grace.Says("yes")).Line());
        Assert.Equal((State.New, State.Resolved), ((await desk.Ticket("INC-1")).State, (await desk.Ticket("INC-201")).State));
    }

    private async Task Idle()
    {
        await desk.Claimed();
        await desk.Ada.Says("ticket new Second");
        await desk.Bot.Pass(TimeSpan.FromDays(31));
        await desk.Ada.Says("ticket new Third");
    }

    private async Task<IReadOnlyList<Documents.Fact>> Trail(string id) => await desk.Bot.Store.Trail($"ticket:{id}", cancellation: TestContext.Current.CancellationToken);
}
