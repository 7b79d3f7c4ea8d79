using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>What is to be done before a ticket is solved.</summary>
public sealed class CheckTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Items_are_added_ticked_and_shown_with_their_progress()
    {
        await desk.Claimed();
        await desk.Grace.Says("ticket check INC-1 add Order paper");
        var added = await desk.Grace.Says("ticket check INC-1 add Sweep the ashes");
        Assert.Equal("2 items on the checklist of INC-1 to do.", added.Line());

        var ticked = await desk.Grace.Says("ticket check INC-1 tick 1");
        Assert.Equal("1 item on the checklist of INC-1 to do.", ticked.Line());
        Assert.Equal(("1 of 2 items done", 0.5), Progress(ticked));
        Assert.Equal(["1 Order paper done", "2 Sweep the ashes open"], Items(ticked));

        var all = await desk.Grace.Hear(new Input.Press(ticked.Rows()[1].Open!));
        Assert.Equal("Everything on the checklist of INC-1 is done.", all.Line());
        Assert.Equal([CheckAction.Add, CheckAction.Add, CheckAction.Tick, CheckAction.Tick], (await desk.Ticket()).History.OfType<ChatOps.Tickets.Entry.Checked>().Select(entry => entry.Action));
        Assert.Empty((await desk.Ada.Says("ticket view INC-1")).Rows());
    }

    [Fact]
    public async Task An_item_that_is_a_ticket_mirrors_its_state()
    {
        await desk.Claimed();
        await desk.Ada.Says("ticket new Order paper");
        var added = await desk.Grace.Says("ticket check INC-1 add INC-2");
        Assert.Equal(["1 INC-2 Order paper open"], Items(added));
        Assert.Equal("That item is INC-2, and done when INC-2 is. Resolve that one instead.", (await desk.Grace.Says("ticket check INC-1 tick 1")).Line());

        await desk.Ruth.Says("ticket resolve INC-2 code:fulfilled Here");
        Assert.Equal(["1 INC-2 Order paper done"], Items(await desk.Grace.Says("ticket view INC-1")));
    }

    [Fact]
    public async Task An_item_that_the_reader_may_not_see_is_not_there()
    {
        await desk.Claimed();
        await desk.Ada.Says("ticket new My pay");
        await desk.Grace.Says("ticket update INC-2 queue:hr");
        await desk.Holly.Says("ticket check INC-1 add INC-2");

        Assert.DoesNotContain("INC-2", (await desk.Grace.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        Assert.Equal("There is no item \"1\" on the checklist of INC-1. Name it by its number.", (await desk.Grace.Says("ticket check INC-1 tick 1")).Line());
    }

    [Fact]
    public async Task Resolving_with_something_left_to_do_warns_first()
    {
        await desk.Claimed();
        await desk.Grace.Says("ticket check INC-1 add Order paper");
        var warned = await desk.Grace.Says("ticket resolve INC-1 code:fixed Put it out");

        Assert.Equal("1 item is not done on the checklist of INC-1. Tick them off first, or resolve it all the same.", warned.Line());
        Assert.True((await desk.Ticket()).IsActive);
        await desk.Grace.Presses(warned, "Resolve it all the same");
        Assert.Equal((State.Resolved, "Put it out"), ((await desk.Ticket()).State, (await desk.Ticket()).Resolution!.Text));
    }

    [Fact]
    public async Task Items_go_and_come_back()
    {
        await desk.Claimed();
        await desk.Grace.Says("ticket check INC-1 add Order paper");
        var removed = await desk.Grace.Says("ticket check INC-1 do:remove Order paper");
        Assert.Empty(removed.Rows());
        await desk.Grace.Presses(removed, "Undo");
        Assert.Equal("Order paper", Assert.Single((await desk.Ticket()).Checklist).Text);

        await desk.Grace.Says("ticket check INC-1 do:remove 1");
        Assert.Equal(["2 Add users to the group open"], Items(await desk.Grace.Says("ticket check INC-1 do:add Add users to the group")));
    }

    private static string[] Items(Reply reply) => [.. reply.Rows().Select(row => string.Join(' ', row.Cells))];

    private static (string, double) Progress(Reply reply) => reply.Message.Card!.Body.OfType<Block.Progress>().Select(progress => (progress.Label.ToString(), progress.Share)).Single();
}
