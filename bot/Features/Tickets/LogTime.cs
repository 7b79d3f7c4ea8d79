using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Notes down how long somebody worked on a ticket.</summary>
internal sealed record LogTime(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("How many minutes?")] int Minutes,
    [Ask("What kind of work was it?", From = "activity")] string? Activity = null,
    [Ask("Is it billed?")] bool Billable = false) : Command
{
    private const int MinutesOfDay = 24 * 60;

    public static async Task<Reply> Handle(LogTime command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);
        var desk = await Desk.Of(turn);
        var logged = ticket.Log(Spent(command.Minutes, Desk.Known(desk.Activities, command.Activity), command.Billable, turn));
        turn.Save(Ticket.Kind, logged);
        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{Durations.Of(command.Minutes)} noted on {ticket.Id}. In all it is {logged.Times.Duration()}."));
    }

    public static TimeSpent Spent(int minutes, string? activity, bool billable, Turn turn) => minutes is >= 1 and <= MinutesOfDay
        ? new(turn.Caller.Id, turn.Now, minutes, activity, billable)
        : throw new Refusal($"Say how many minutes, from 1 to {MinutesOfDay}.");
}
