using ChatOps.Cards;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>Tickets that have to do with each other.</summary>
public sealed class LinkTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Theory]
    [InlineData("duplicate", "INC-1 is a duplicate of INC-2.", "Duplicate of", "Duplicates")]
    [InlineData("parent", "INC-2 is the parent of INC-1.", "Parent", "Children")]
    [InlineData("child", "INC-2 is a child of INC-1.", "Children", "Parent")]
    [InlineData("related", "INC-1 and INC-2 are related.", "Related to", "Related to")]
    [InlineData("causes", "INC-1 causes INC-2.", "Causes", "Caused by")]
    public async Task Both_sides_keep_a_link(string type, string receipt, string here, string there)
    {
        await Asked(2);
        var linked = await desk.Grace.Says($"ticket link INC-1 INC-2 type:{type}");

        Assert.Equal(receipt, linked.Line());
        Assert.Equal("INC-2", Fact(linked, here));
        Assert.Equal("INC-1", Fact(await desk.Grace.Says("ticket view INC-2"), there));
        Assert.Equal("INC-1 and INC-2 are linked like that already.", (await desk.Grace.Says($"ticket link INC-1 INC-2 type:{type}")).Line());
    }

    [Fact]
    public async Task A_link_is_taken_away_on_both_sides_and_the_history_knows()
    {
        await Asked(2);
        await desk.Grace.Says("ticket link INC-1 to:INC-2 type:parent");
        var unlinked = await desk.Grace.Says("ticket link INC-2 to:INC-1 type:none");

        Assert.Equal("INC-2 and INC-1 are no longer linked.", unlinked.Line());
        Assert.Empty((await desk.Ticket("INC-1")).Links);
        Assert.Empty((await desk.Ticket("INC-2")).Links);
        Assert.Equal("INC-1", (await desk.Ticket("INC-2")).History.OfType<Entry.Unlinked>().Single().Ticket.ToString());

        await desk.Grace.Presses(unlinked, "Undo");
        Assert.Equal([new Link(Relation.Parent, new("INC", 2))], (await desk.Ticket("INC-1")).Links);
        Assert.Equal([new Link(Relation.Child, new("INC", 1))], (await desk.Ticket("INC-2")).Links);
    }

    [Fact]
    public async Task Nothing_becomes_its_own_ancestor_and_the_way_round_is_named()
    {
        await Asked(3);
        await desk.Grace.Says("ticket link INC-1 to:INC-2 type:child");
        await desk.Grace.Says("ticket link INC-3 to:INC-2 type:parent");

        Assert.Equal("INC-3 is below INC-1 already (INC-1, INC-2, INC-3), so it cannot be its parent. Unlink one of them first.", (await desk.Grace.Says("ticket link INC-1 to:INC-3 type:parent")).Line());
        Assert.Equal("INC-1 cannot be linked to itself. Name another ticket.", (await desk.Grace.Says("ticket link INC-1 to:INC-1 type:parent")).Line());
    }

    [Fact]
    public async Task A_link_to_what_the_reader_may_not_see_is_not_shown()
    {
        await Asked(2);
        await desk.Grace.Says("ticket update INC-2 queue:hr");
        await desk.Holly.Says("ticket link INC-1 to:INC-2");

        Assert.DoesNotContain("INC-2", (await desk.Grace.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        Assert.Contains("INC-2", (await desk.Holly.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        Assert.Equal((await desk.Grace.Says("ticket link INC-1 to:INC-9")).Line().Replace('9', '2'), (await desk.Grace.Says("ticket link INC-1 to:INC-2")).Line());
    }

    [Fact]
    public async Task Resolving_a_parent_offers_to_resolve_its_children()
    {
        await Asked(3);
        await desk.Grace.Says("ticket link INC-1 to:INC-2 type:child");
        await desk.Grace.Says("ticket link INC-1 to:INC-3 type:child");
        var resolved = await desk.Grace.Says("ticket resolve INC-1 code:fixed Changed the fuse");
        var children = await desk.Grace.Presses(resolved, "Resolve its 2 children too");

        Assert.Equal("2 children of INC-1 resolved: INC-2, INC-3.", children.Line());
        Assert.Equal((State.Resolved, "Changed the fuse"), ((await desk.Ticket("INC-3")).State, (await desk.Ticket("INC-3")).Resolution!.Text));
        Assert.StartsWith("Grace resolved INC-3.", desk.Ada.Lines()[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(children.Labels(), label => label.StartsWith("Resolve its", StringComparison.Ordinal));

        await desk.Grace.Presses(children, "Undo");
        Assert.Equal(State.New, (await desk.Ticket("INC-3")).State);
    }

    [Fact]
    public async Task A_second_matter_becomes_a_ticket_of_its_own()
    {
        await desk.Claimed();
        var split = await desk.Ruth.Says("ticket split INC-1 title:\"A new carpet\" It burnt too");

        Assert.Equal("INC-2 is made of a part of INC-1. Next, somebody at Service desk takes it up.", split.Line());
        Assert.Equal(("ada", "It burnt too", "service-desk"), (await desk.Ticket("INC-2") is var made ? (made.Requester, made.Details, made.Queue) : default));
        Assert.Equal("INC-1", Fact(split, "Related to"));
        Assert.Equal("Ruth made INC-2 of a part of INC-1. Next, somebody at Service desk takes it up.", desk.Ada.Lines()[^1]);
        Assert.Equal("Ruth made INC-2 of a part of INC-1. It waits for somebody to claim it.", desk.Grace.Lines()[^1]);
    }

    private async Task Asked(int count)
    {
        for (var i = 1; i <= count; i++)
            await desk.Ada.Says($"ticket new Matter {i}");
    }

    private static string? Fact(ChatOps.Conversations.Reply reply, string name) =>
        reply.Message.Card!.Body.OfType<Block.Facts>().SelectMany(facts => facts.Items).FirstOrDefault(fact => fact.Name.ToString() == name)?.Value.ToString();
}
