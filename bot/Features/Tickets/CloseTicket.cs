using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Confirms that what was resolved works.</summary>
internal sealed record CloseTicket([Ask("Which ticket?")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(CloseTicket command, Turn turn)
    {
        var ticket = await turn.TicketOfCaller(command.Id);
        var closed = ticket.Close(turn.Stamp());
        turn.Save(Ticket.Kind, closed);

        new Notices(turn, closed)
            .ToRequester($"{turn.Caller} closed {ticket.Id}. If it comes back, reopen it.")
            .To(ticket.Assignee, ticket.Requester == turn.Caller.Id ? (Say)$"{turn.Caller} says that {ticket.Id} works. It is closed." : $"{turn.Caller} closed {ticket.Id}.")
            .ToWatchers($"{ticket.Id} is closed.");

        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} is closed. If it comes back, reopen it here."));
    }
}
