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

        // Who has a part in it is told anyway.
        var watched = me == ticket.Requester || me == ticket.Assignee ? ticket.Unmute(me) : ticket.Watch(me);
        turn.Save(Ticket.Kind, watched);
        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"You are told of what happens to {ticket.Id}."));
    }
}

/// <summary>Wants no more notices of a ticket, but for those without which nothing goes on.</summary>
internal sealed record MuteTicket([Ask("Which ticket?")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(MuteTicket command, Turn turn)
    {
        var ticket = await turn.TicketOfConcern(command.Id);
        turn.Save(Ticket.Kind, ticket.Mute(turn.Caller.Id));

        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), ticket.Requester == turn.Caller.Id
            ? (Say)$"{ticket.Id} is muted. You still hear of it when it waits for you."
            : $"{ticket.Id} is muted."));
    }
}
