using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>How long the work took.</summary>
public sealed class TimeTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Time_is_noted_summed_up_for_staff_and_taken_back()
    {
        await desk.Claimed();
        await desk.Grace.Says("ticket log INC-1 30 activity:support");
        var logged = await desk.Grace.Says("ticket log INC-1 minutes:75 billable:yes");

        Assert.Equal("1 h 15 min noted on INC-1. In all it is 1 h 45 min.", logged.Line());
        Assert.Equal("1 h 45 min, of which 1 h 15 min are billed", Time(logged));
        Assert.Null(Time(await desk.Ada.Says("ticket view INC-1")));
        Assert.Equal("Support", (await desk.Ticket()).Times[0].Activity);
        Assert.Equal([30, 75], (await desk.Ticket()).History.OfType<ChatOps.Tickets.Entry.Logged>().Select(entry => entry.Minutes));

        await desk.Grace.Presses(logged, "Undo");
        Assert.Equal("30 min", Time(await desk.Grace.Says("ticket view INC-1")));
    }

    [Theory]
    [InlineData("ticket log INC-1 0", "Say how many minutes, from 1 to 1,440.")]
    [InlineData("ticket log INC-1 1441", "Say how many minutes, from 1 to 1,440.")]
    [InlineData("ticket log INC-1 10 activity:golf", "\"golf\" is none of")]
    [InlineData("ticket time month:soon", "\"soon\" is not a month. Write it like 2026-09.")]
    public async Task What_is_no_time_is_refused(string words, string why)
    {
        await desk.Claimed();
        Assert.StartsWith(why, (await desk.Grace.Says(words)).Line(), StringComparison.Ordinal);
        Assert.Empty((await desk.Ticket()).Times);
    }

    [Fact]
    public async Task Resolving_asks_for_the_time_and_goes_without()
    {
        await desk.Claimed();
        var form = await desk.Grace.Presses(await desk.Grace.Says("ticket view INC-1"), "Resolve");
        Assert.Contains(Reading.Inputs(form.Message.Card!.Body), input => input is { Name: "minutes", Required: false });

        await desk.Grace.Presses(form, "Resolve a ticket", ("code", "fixed"), ("text", "Put it out"), ("minutes", "20"));
        Assert.Equal(20, Assert.Single((await desk.Ticket()).Times).Minutes);
        Assert.Equal(State.Resolved, (await desk.Ticket()).State);
    }

    [Fact]
    public async Task A_month_is_summed_up_by_ticket_person_and_department()
    {
        await desk.Claimed();
        await desk.Bo.Says("ticket new Smoke");
        await desk.Grace.Says("ticket log INC-1 30");
        await desk.Ruth.Says("ticket log INC-1 60 billable:yes");
        await desk.Ruth.Says("ticket log INC-2 15");
        await desk.Bot.Pass(TimeSpan.FromDays(30));
        await desk.Grace.Says("ticket log INC-1 5");

        var report = await desk.Grace.Says("ticket time 2026-09");
        Assert.Equal(["INC-1 The printer is on fire|1 h 30 min|1 h|2", "INC-2 Smoke|15 min|0 min|1"], Rows(report));
        Assert.Equal(["Ruth|1 h 15 min|1 h|2", "Grace|30 min|0 min|1"], Rows(await desk.Grace.Presses(report, "By person")));
        Assert.Equal(["Sales|1 h 30 min|1 h|2", "none|15 min|0 min|1"], Rows(await desk.Grace.Presses(report, "By department")));
        Assert.Equal(["INC-1 The printer is on fire|5 min|0 min|1"], Rows(await desk.Grace.Says("ticket time")));
    }

    [Fact]
    public async Task Time_on_what_the_reader_may_not_see_does_not_count()
    {
        await desk.Hidden();
        await desk.Holly.Says("ticket log INC-1 30");

        Assert.Empty(Rows(await desk.Grace.Says("ticket time")));
        Assert.Single(Rows(await desk.Holly.Says("ticket time")));
        Assert.True((await desk.Ada.Says("ticket time")).IsRefusal);
    }

    private static string[] Rows(Reply reply) => [.. reply.Rows().Select(row => string.Join('|', row.Cells))];

    private static string? Time(Reply reply) =>
        reply.Message.Card!.Body.OfType<Block.Facts>().SelectMany(facts => facts.Items).FirstOrDefault(fact => fact.Name.ToString() == "Time")?.Value.ToString();
}
