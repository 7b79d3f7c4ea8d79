using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>Says who has a ticket. Without a name it is a claim, which the first one wins.</summary>
internal sealed record AssignTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Who takes it?", Hint = "A name, me or none")] PersonRef? To = null) : Command
{
    public static async Task<Reply> Handle(AssignTicket command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);

        return command.To switch
        {
            null => await Claim(ticket, turn),
            { Text: var text } when text.ToLowerInvariant() is "none" or "nobody" => Release(ticket, turn),
            { } to => await Give(ticket, await turn.Person(to), turn),
        };
    }

    private static async ValueTask<Reply> Claim(Ticket ticket, Turn turn)
    {
        if (ticket.Assignee is null || ticket.Assignee == turn.Caller.Id || !ticket.IsActive)
            return await Give(ticket, turn.Caller, turn);

        var since = ticket.History.Holding().OfType<Entry.Assigned>().Last().At;

        throw new Refusal($"{await turn.Who(ticket.Assignee)} has {ticket.Id}, since {since}. Take it over, or leave it.")
        {
            Choices = [new($"Take it over", Invocation.Of("ticket assign", ("id", ticket.Id.ToString()), ("to", "me")))],
        };
    }

    private static async ValueTask<Reply> Give(Ticket ticket, Person to, Turn turn)
    {
        if (!ticket.IsWorkOf(turn.Access.For(to)))
            throw new Refusal($"{to} does not work on {ticket.QueueName(turn.Access)}. Choose somebody who does, or move {ticket.Id} to another queue first.");

        var assigned = ticket.Assign(to.Id, turn.Stamp());

        if (assigned == ticket)
            return Turn.Show(Ticket.Kind, ticket.Id.ToString(), to == turn.Caller ? (Say)$"{ticket.Id} is yours already." : $"{to} has {ticket.Id} already.");

        turn.Save(Ticket.Kind, assigned);

        (await new Notices(turn, assigned).ToNewHolder(to.Id, $"{turn.Caller} assigned {ticket.Id} to you. You are next."))
            .To(ticket.Assignee, $"{turn.Caller} assigned {ticket.Id} to {to}. Nothing is left for you to do.")
            .ToRequester($"{to} takes care of {ticket.Id}.");

        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), to == turn.Caller
            ? (Say)$"{ticket.Id} is yours. You are next."
            : $"{ticket.Id} is assigned. {await turn.Whereabouts(to.Id)} is next."));
    }

    private static Reply Release(Ticket ticket, Turn turn)
    {
        var released = ticket.Assign(null, turn.Stamp());

        if (released == ticket)
            return Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"Nobody has {ticket.Id}.");

        turn.Save(Ticket.Kind, released);
        var queue = released.QueueName(turn.Access);

        new Notices(turn, released)
            .To(ticket.Assignee, $"{turn.Caller} took {ticket.Id} from you. It waits at {queue}.")
            .ToQueue($"{ticket.Id} is free again. It waits for somebody to claim it.");

        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} is released. Somebody at {queue} is next."));
    }
}
