using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Takes a request for help back.</summary>
internal sealed record CancelTicket([Ask("Which ticket?")] SubjectId Id) : Command
{
    public static async Task<Card> Preview(CancelTicket command, Turn turn)
    {
        var ticket = await turn.TicketOfCaller(command.Id);
        ticket.Cancel(turn.Stamp());

        return new($"Withdraw {ticket.Id} {ticket.Title}?")
        {
            Body = [new Block.Text($"{await turn.Holder(ticket)} stops working on it, and it cannot be reopened.")],
        };
    }

    public static async Task<Reply> Handle(CancelTicket command, Turn turn)
    {
        var ticket = await turn.TicketOfCaller(command.Id);
        var cancelled = ticket.Cancel(turn.Stamp());
        turn.Save(Ticket.Kind, cancelled);

        Say notice = $"{turn.Caller} withdrew {ticket.Id}. Nothing is left to do.";
        new Notices(turn, cancelled).ToRequester(notice).ToHolder(notice).ToWatchers(notice);
        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} is withdrawn. Nobody works on it any more."));
    }
}
