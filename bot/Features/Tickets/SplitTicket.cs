using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Makes a ticket of its own of a second matter that came up on one.</summary>
internal sealed record SplitTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("What is the new one about?")] string Title,
    [Ask("What happens?", Paragraph = true, Longest = 8000)] string? Text = null) : Command
{
    public static async Task<Reply> Handle(SplitTicket command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);
        var desk = await Desk.Of(turn);
        var id = await turn.Next(ticket.Id.Series);

        var split = new Ticket(id, ticket.Type, command.Title, ticket.Requester, turn.Now)
        {
            Details = command.Text,
            Impact = ticket.Impact,
            Urgency = ticket.Urgency,
            Priority = desk.PriorityOf(ticket.Impact, ticket.Urgency),
            Category = ticket.Category,
            Service = ticket.Service,
            Queue = ticket.Queue,
        }.Opened(turn.Stamp()).LinkTo(ticket.Id, Relation.Related, turn.Stamp());

        turn.Save(Ticket.Kind, split);
        turn.Save(Ticket.Kind, ticket.LinkTo(id, Relation.Related, turn.Stamp()));
        var queue = split.QueueName(turn.Access);

        (await Notices.OfNew(turn, split))
            .ToRequester($"{turn.Caller} made {id} of a part of {ticket.Id}. Next, somebody at {queue} takes it up.")
            .ToQueue($"{turn.Caller} made {id} of a part of {ticket.Id}. It waits for somebody to claim it.");

        return turn.Undoable(Turn.Show(Ticket.Kind, id.ToString(), $"{id} is made of a part of {ticket.Id}. Next, somebody at {queue} takes it up."));
    }
}
