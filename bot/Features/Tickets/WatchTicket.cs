using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Asks for the notices of a ticket.</summary>
internal sealed record WatchTicket([Ask("Which ticket?")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(WatchTicket command, Turn turn)
    {
        var ticket = await turn.TicketOfConcern(command.Id);
        var me = turn.Caller.Id;

        var isTold = !ticket.Muted.Contains(me) && (ticket.HasPart(me) || ticket.Watchers.Contains(me));
        var reply = Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"You are told of what happens to {ticket.Id}.");

        if (isTold)
            return reply;

        // Who has a part in it is told without watching.
        turn.Save(Ticket.Kind, ticket.HasPart(me) ? ticket.Unmute(me) : ticket.Watch(me));
        return turn.Undoable(reply);
    }
}

/// <summary>Wants no more notices of a ticket, but for those without which nothing goes on.</summary>
internal sealed record MuteTicket([Ask("Which ticket?")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(MuteTicket command, Turn turn)
    {
        var ticket = await turn.TicketOfConcern(command.Id);

        var reply = Turn.Show(Ticket.Kind, ticket.Id.ToString(), ticket.Requester == turn.Caller.Id
            ? (Say)$"{ticket.Id} is muted. You still hear of it when it waits for you."
            : $"{ticket.Id} is muted.");

        if (ticket.Muted.Contains(turn.Caller.Id))
            return reply;

        turn.Save(Ticket.Kind, ticket.Mute(turn.Caller.Id));
        return turn.Undoable(reply);
    }
}
