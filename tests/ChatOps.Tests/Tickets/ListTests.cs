using ChatOps.Cards;

namespace ChatOps.Tests.Tickets;

/// <summary>Finding tickets again.</summary>
public sealed class ListTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Employees_see_their_own_the_open_ones_and_the_newest_first()
    {
        await desk.Resolved();
        await desk.Ada.Says("ticket close INC-1");
        await desk.Bot.Pass(TimeSpan.FromMinutes(1));
        await desk.Ada.Says("ticket new Second");
        await desk.Bot.Pass(TimeSpan.FromMinutes(1));
        await desk.Ada.Says("ticket new Third");
        await desk.Bo.Says("ticket new Not Ada's");

        var list = await desk.Ada.Says("my tickets");
        Assert.Equal("Your tickets", list.Line());
        Assert.Equal(["INC-3", "INC-2"], list.Numbers());
        Assert.Equal(["INC-3", "INC-2", "INC-1"], (await desk.Ada.Presses(list, "Closed too")).Numbers());
        Assert.Equal(["INC-3", "INC-2"], (await desk.Ada.Says("ticket list assignee:none")).Numbers());
    }

    [Fact]
    public async Task Agents_see_what_waits_and_have_views_at_hand()
    {
        await desk.Claimed();
        await desk.Ada.Says("ticket new Second urgency:high impact:high");
        await desk.Grace.Says("ticket new My own");

        Assert.Equal(["INC-3", "INC-2", "INC-1"], (await desk.Grace.Says("ticket list")).Numbers());
        var work = await desk.Grace.Says("ticket list assignee:me");
        Assert.Equal(["INC-1"], work.Numbers());
        Assert.Equal(["INC-3", "INC-2"], (await desk.Grace.Presses(work, "Unassigned")).Numbers());
        Assert.Equal(["INC-3"], (await desk.Grace.Presses(work, "My own tickets")).Numbers());
        Assert.Equal(["INC-2"], (await desk.Grace.Says("unassigned P1")).Numbers());
        Assert.Equal(["INC-1"], (await desk.Grace.Says("ticket list status:assigned queue:\"Service desk\"")).Numbers());
        Assert.Empty((await desk.Grace.Says("ticket list queue:network")).Numbers());
        Assert.Equal("INC-1 The printer is on fire", (await desk.Grace.Hear(new ChatOps.Conversations.Input.Press(work.Rows()[0].Open!))).Line());
    }

    [Fact]
    public async Task Pages_are_leafed_with_buttons_and_the_total_is_exact()
    {
        for (var i = 1; i <= 23; i++)
            await desk.Ada.Says($"ticket new Printer number {i}");

        foreach (var way in (string[])["ticket list", "find printer"])
        {
            var first = await desk.Grace.Says(way);
            var second = await desk.Grace.Presses(first, "Next page");
            var third = await desk.Grace.Presses(second, "Next page");

            Assert.Equal("1 to 10 of 23 tickets.", first.Message.Card!.Body.OfType<Block.Text>().Single().Words.ToString());
            Assert.Equal((10, 10, 3), (first.Numbers().Length, second.Numbers().Length, third.Numbers().Length));
            Assert.Equal(23, first.Numbers().Concat(second.Numbers()).Concat(third.Numbers()).Distinct().Count());
            Assert.DoesNotContain("Next page", third.Labels());
            Assert.Equal(second.Numbers(), (await desk.Grace.Presses(third, "Page before")).Numbers());
        }
    }

    [Theory]
    [InlineData("find fire", "INC-1")]
    [InlineData("find FIRE prin", "INC-1")]
    [InlineData("find 1", "INC-1")]
    [InlineData("find inc 1", "INC-1")]
    [InlineData("ticket list text:12", "INC-12")]
    [InlineData("ticket list text:\"something else\"", "")]
    public async Task Words_and_half_numbers_find(string way, string found)
    {
        await desk.Asked();

        for (var i = 2; i <= 12; i++)
            await desk.Bo.Says("ticket new mouse");

        Assert.Equal(found, string.Join(' ', (await desk.Grace.Says(way)).Numbers()));
    }

    [Fact]
    public async Task Pickers_offer_the_open_tickets_of_the_caller_or_those_that_fit()
    {
        await desk.Claimed();
        await desk.Bo.Says("ticket new A mouse");

        Assert.Equal(["INC-1"], await Offered(desk.Grace, ""));
        Assert.Equal(["INC-2"], await Offered(desk.Grace, "mou"));
        Assert.Equal(["INC-1"], await Offered(desk.Ada, ""));
        Assert.Empty(await Offered(desk.Ada, "mou"));
    }

    private async Task<string[]> Offered(TestBot.Actor actor, string typed) =>
        [.. (await desk.Bot.Bot.Complete(new("test", actor.Person.Id), actor.Chat, "ticket view", "id", typed, TestContext.Current.CancellationToken)).Select(option => option.Value)];
}
