using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>The table of moves, once more by hand, and the numbers of the matrix.</summary>
public sealed class MovesTests
{
    [Theory]
    [InlineData("New", "Assigned Waiting Resolved Cancelled")]
    [InlineData("Assigned", "New InProgress Waiting Resolved Cancelled")]
    [InlineData("InProgress", "New Assigned Waiting Resolved Cancelled")]
    [InlineData("Waiting", "New InProgress Waiting Resolved Cancelled")]
    [InlineData("Resolved", "New InProgress Closed")]
    [InlineData("Closed", "New InProgress")]
    [InlineData("Cancelled", "")]
    public void From_each_state_there_are_these_moves_and_no_others(string from, string to) =>
        Assert.Equal(
            to.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<State>).Order(),
            Enum.GetValues<State>().Where(state => Moves.Allows(Enum.Parse<State>(from), state)).Order());

    [Theory]
    [InlineData("High", "High", "P1")]
    [InlineData("High", "Medium", "P2")]
    [InlineData("High", "Low", "P3")]
    [InlineData("Medium", "High", "P2")]
    [InlineData("Medium", "Medium", "P3")]
    [InlineData("Medium", "Low", "P4")]
    [InlineData("Low", "High", "P3")]
    [InlineData("Low", "Medium", "P4")]
    [InlineData("Low", "Low", "P4")]
    public void Impact_and_urgency_make_the_priority(string impact, string urgency, string priority) =>
        Assert.Equal(priority, new Desk("desk").PriorityOf(Enum.Parse<Impact>(impact), Enum.Parse<Urgency>(urgency)).ToString());

    [Fact]
    public void Every_step_that_the_commands_take_is_a_move_of_the_table()
    {
        var stamp = new Stamp("grace", TestBot.Monday);
        var desk = new Desk("desk");
        var ticket = new Ticket(new("INC", 1), TicketType.Incident, "x", "ada", TestBot.Monday).Opened(stamp);
        var wait = new Wait(WaitFor.Vendor, TestBot.Monday.AddDays(1), "parts", "grace", TestBot.Monday);
        var resolution = new Resolution(ResolutionCode.Fixed, "done", "grace", TestBot.Monday, TestBot.Monday.AddDays(5));

        Ticket[] lives =
        [
            ticket.Assign("grace", stamp).Begin(stamp).Hold(wait).Hold(wait).Wake(stamp).Assign("bo", stamp).Assign(null, stamp).Cancel(stamp),
            ticket.Hold(wait).Wake(stamp).Resolve(resolution).Close(stamp).Reopen(stamp).Resolve(resolution).Reopen(stamp).Assign("grace", stamp).Resolve(resolution).Reopen(stamp).Assign(null, stamp),
            ticket.Assign("grace", stamp).Hold(wait).Resolve(resolution).Heard(new("1", "INC-1", "ada", false, "no", TestBot.Monday), desk),
        ];

        var steps = lives.SelectMany(life => life.History.OfType<Entry.Moved>()).ToArray();
        Assert.All(steps, step => Assert.True(Moves.Allows(step.From, step.To), $"{step.From} to {step.To}"));
        Assert.True(steps.Length > 15);
    }
}
