using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>Every change can be taken back, and the history says so.</summary>
public sealed class UndoTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    public static TheoryData<string, string> Changes => new()
    {
        { "grace", "ticket assign INC-1" },
        { "grace", "ticket assign INC-1 to:ruth" },
        { "grace", "ticket update INC-1 urgency:high category:Printing service:Printing" },
        { "grace", "ticket update INC-1 priority:P1 reason:Board" },
        { "grace", "ticket update INC-1 queue:network" },
        { "grace", "ticket reply INC-1 Hello" },
        { "grace", "ticket note INC-1 Hello" },
        { "grace", "ticket wait INC-1 for:vendor until:tomorrow Parts" },
        { "grace", "ticket resolve INC-1 code:fixed Done" },
        { "grace", "ticket watch INC-1" },
        { "grace", "ticket check INC-1 add Order paper" },
        { "grace", "ticket log INC-1 30" },
        { "ada", "ticket reply INC-1 Hello" },
        { "ada", "ticket edit INC-1 title:Other" },
        { "ada", "ticket mute INC-1" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Undo_restores_everything_but_the_history(string who, string change)
    {
        await desk.Asked();
        await Restores(who is "grace" ? desk.Grace : desk.Ada, change);
    }

    [Theory]
    [InlineData("ticket close INC-1")]
    [InlineData("ticket reopen INC-1 No")]
    [InlineData("ticket reply INC-1 No")]
    public async Task Undo_restores_what_was_resolved(string change)
    {
        await desk.Resolved();
        await Restores(desk.Ada, change);
        await desk.Bot.Pass(TimeSpan.FromDays(5));
        Assert.Equal(State.Closed, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task Undo_restores_what_was_withdrawn()
    {
        await desk.Claimed();
        var before = await desk.Ticket();
        await desk.Ada.Says("ticket cancel INC-1");
        var gone = await desk.Ada.Says("yes");
        await desk.Ada.Presses(gone, "Undo");
        Same(before, await desk.Ticket());
    }

    [Fact]
    public async Task A_wait_taken_back_still_wakes()
    {
        await desk.Claimed();
        await desk.Grace.Says("ticket wait INC-1 for:vendor until:tomorrow Parts");
        var woken = await desk.Grace.Says("ticket wake INC-1");
        await desk.Grace.Presses(woken, "Undo");
        Assert.Equal(State.Waiting, (await desk.Ticket()).State);

        await desk.Bot.Pass(TimeSpan.FromDays(2));
        Assert.Equal(State.InProgress, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task A_ticket_that_should_not_have_been_is_withdrawn_and_keeps_its_number()
    {
        var receipt = await desk.Asked();
        var undone = await desk.Ada.Presses(receipt, "Undo");

        Assert.StartsWith("Taken back. Grace and Ruth had been told already", undone.Line(), StringComparison.Ordinal);
        Assert.Equal(State.Cancelled, (await desk.Ticket()).State);
        Assert.Equal("Ada took the last change back.", desk.Grace.Lines()[^1]);
    }

    [Fact]
    public async Task A_word_taken_back_is_read_by_nobody()
    {
        await desk.Claimed();
        var reply = await desk.Grace.Says("ticket reply INC-1 You are a fool");
        await desk.Grace.Presses(reply, "Undo");

        Assert.All([desk.Ada, desk.Grace], reader => Assert.All(desk.Bot.Channel.All(reader.Chat), message => Assert.DoesNotContain("fool", message.Everything(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_somebody_has_built_on_stays()
    {
        await desk.Asked();
        var claim = await desk.Grace.Says("ticket assign INC-1");
        await desk.Ada.Says("ticket reply INC-1 Thank you for taking it");

        Assert.Equal("INC-1 has been changed since, so that can no longer be taken back. Change it by hand instead.", (await desk.Grace.Presses(claim, "Undo")).Line());
    }

    private async Task Restores(TestBot.Actor actor, string change)
    {
        var before = await desk.Ticket();
        var reply = await actor.Says(change);
        Assert.Contains("Undo", reply.Labels());
        Assert.NotEqual(before, await desk.Ticket());

        Assert.StartsWith("Taken back.", (await actor.Presses(reply, "Undo")).Line(), StringComparison.Ordinal);
        Same(before, await desk.Ticket());
    }

    private static void Same(Ticket before, Ticket after)
    {
        Assert.Equivalent(before with { History = [] }, after with { History = [] }, strict: true);
        Assert.Equal(before.History, after.History.Holding());
        Assert.IsType<Entry.Undone>(after.History[^1]);
    }
}
