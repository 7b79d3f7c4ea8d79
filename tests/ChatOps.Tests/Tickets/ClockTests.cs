using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>What happens by itself.</summary>
public sealed class ClockTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_wait_is_announced_warned_of_and_ended_by_the_clock()
    {
        await desk.Claimed();
        var held = await desk.Grace.Says("ticket wait INC-1 for:requester until:\"Thursday 9am\" Which printer?");
        Assert.Equal("INC-1 waits for Ada. It wakes with an answer, or 10 Sept 2026 09:00.", held.Line());
        Assert.Equal("Grace needs your answer on INC-1 before 10 Sept 2026 09:00. You are next.", desk.Ada.Lines()[^1]);

        await desk.Bot.Pass(TimeSpan.FromDays(2) + TimeSpan.FromHours(1));
        Assert.Equal("INC-1 still needs your answer. The wait ends 10 Sept 2026 09:00.", desk.Ada.Lines()[^1]);
        Assert.Equal("INC-1 is soon yours again: the wait ends 10 Sept 2026 09:00.", desk.Grace.Lines()[^1]);

        await desk.Bot.Pass(TimeSpan.FromDays(1));
        Assert.Equal("INC-1 no longer waits. You are next.", desk.Grace.Lines()[^1]);
        Assert.Equal(State.InProgress, (await desk.Ticket()).State);
        Assert.Equal("system", (await desk.Ticket()).History[^1].By);
    }

    [Fact]
    public async Task An_answer_wakes_it_and_the_clock_then_leaves_it_alone()
    {
        await desk.Claimed();
        await desk.Grace.Says("ticket wait INC-1 for:requester until:tomorrow Which printer?");
        await desk.Ada.Says("ticket reply INC-1 The kitchen");
        Assert.Equal(State.InProgress, (await desk.Ticket()).State);

        await desk.Grace.Says("ticket wait INC-1 for:vendor until:\"in 3 days\" Parts");
        await desk.Bot.Pass(TimeSpan.FromDays(2));
        Assert.Equal((State.Waiting, WaitFor.Vendor), ((await desk.Ticket()).State, (await desk.Ticket()).Wait!.For));

        await desk.Ada.Says("ticket reply INC-1 Any news?");
        Assert.Equal(State.Waiting, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task An_agent_ends_a_wait_at_any_time()
    {
        await desk.Claimed();
        var held = await desk.Grace.Says("ticket wait INC-1 for:vendor until:tomorrow Parts");
        var woken = await desk.Grace.Presses(held, "End the wait");

        Assert.Equal("INC-1 no longer waits. Grace is next.", woken.Line());
        Assert.Equal(State.InProgress, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task A_wait_ends_in_the_future() =>
        Assert.Contains("has to be in the future", (await desk.Grace.Says("ticket wait INC-1 for:vendor until:yesterday Parts")).Line(), StringComparison.Ordinal);

    [Fact]
    public async Task Silence_closes_what_is_resolved_after_a_warning()
    {
        await desk.Resolved();
        await desk.Bot.Pass(TimeSpan.FromDays(4));
        Assert.Equal("INC-1 closes 12 Sept 2026 08:00. Say whether it works, or that it does not.", desk.Ada.Lines()[^1]);
        Assert.Equal(State.Resolved, (await desk.Ticket()).State);

        await desk.Bot.Pass(TimeSpan.FromDays(1));
        Assert.Equal("INC-1 is closed, since nobody said that it does not work. If it comes back, reopen it.", desk.Ada.Lines()[^1]);
        Assert.Equal(State.Closed, (await desk.Ticket()).State);

        await desk.Ada.Says("ticket reopen INC-1 It is back");
        Assert.Equal(State.InProgress, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task A_word_of_the_requester_opens_it_and_a_word_of_the_desk_gives_it_time()
    {
        await desk.Resolved();
        await desk.Bot.Pass(TimeSpan.FromDays(3));
        await desk.Grace.Says("ticket reply INC-1 Please try the other tray too");
        await desk.Bot.Pass(TimeSpan.FromDays(3));
        Assert.Equal(State.Resolved, (await desk.Ticket()).State);

        await desk.Ada.Says("ticket reply INC-1 Still smoking");
        Assert.Equal("Ada replied on INC-1, and it is open again. You are next.", desk.Grace.Lines()[^1]);
        await desk.Bot.Pass(TimeSpan.FromDays(10));
        Assert.Equal(State.InProgress, (await desk.Ticket()).State);
    }

    [Theory]
    [InlineData("ticket wake INC-1")]
    [InlineData("ticket lapse INC-1 at:2026-09-12T08:00Z")]
    [InlineData("ticket seal INC-1")]
    public async Task Employees_cannot_turn_the_clock(string command)
    {
        await desk.Resolved();
        Assert.True((await desk.Ada.Says(command)).IsRefusal);
        Assert.Equal(State.Resolved, (await desk.Ticket()).State);
    }
}
