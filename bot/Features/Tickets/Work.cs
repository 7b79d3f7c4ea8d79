using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>What the commands on tickets have in common: who does something, and whether they may.</summary>
internal static class Work
{
    public static Stamp Stamp(this Turn turn) => new(turn.Caller.Id, turn.Now);

    public static ValueTask<Ticket> Ticket(this Turn turn, SubjectId id) => turn.Require(Tickets.Ticket.Kind, id.ToString());

    /// <summary>The ticket, for somebody who works on its queue.</summary>
    public static async ValueTask<Ticket> TicketAtWork(this Turn turn, SubjectId id)
    {
        var ticket = await turn.Ticket(id);
        return ticket.IsWorkOf(turn.Access) ? ticket : throw new Refusal($"Only the people who work on {id} can do that. Ask one of them.");
    }

    /// <summary>The ticket, for its requester or somebody who works on its queue.</summary>
    public static async ValueTask<Ticket> TicketOfCaller(this Turn turn, SubjectId id)
    {
        var ticket = await turn.Ticket(id);

        return ticket.Requester == turn.Caller.Id || ticket.IsWorkOf(turn.Access)
            ? ticket
            : throw new Refusal($"Only who asked for {id}, and the people who work on it, can do that. Ask one of them.");
    }

    /// <summary>The ticket, for everybody whom it concerns; breaking the glass opens it to be read only.</summary>
    public static async ValueTask<Ticket> TicketOfConcern(this Turn turn, SubjectId id)
    {
        var ticket = await turn.Ticket(id);
        return ticket.Concerns(turn.Access) ? ticket : throw new Refusal($"{id} is open to you for reading only. Ask the people who work on it.");
    }

    /// <summary>An agent of its queue, or the clock.</summary>
    public static bool IsWorkOf(this Ticket ticket, Access access) => access.IsStaffOf(ticket.Queue) && access.Has(Roles.Agent | Roles.System);

    /// <summary>Sees tickets that are not their own, somewhere.</summary>
    public static bool IsStaff(this Access access) =>
        access.Has(Roles.Agent | Roles.Manager | Roles.Auditor | Roles.Administrator) || access.Queues.Any(queue => queue.Members.Contains(access.Person.Id));

    public static bool Concerns(this Ticket ticket, Access access) => access.Sees(ticket.Queue, [ticket.Requester, .. ticket.Watchers]);

    public static async ValueTask<IReadOnlyList<Attachment>> AttachAll(this Turn turn, IReadOnlyList<FileRef>? files)
    {
        var attached = new List<Attachment>();

        foreach (var file in files ?? [])
            attached.Add(await turn.Attach(file));

        return attached;
    }

    /// <summary>Who acts next, as a sentence names them: the assignee or the queue.</summary>
    public static async ValueTask<Say> Holder(this Turn turn, Ticket ticket) =>
        ticket.Assignee is { } assignee ? await turn.Whereabouts(assignee) : ticket.QueueName(turn.Access);

    /// <summary>The name, and until when they are away: nobody waits in vain for who is not here.</summary>
    public static async ValueTask<Say> Whereabouts(this Turn turn, string id) =>
        await turn.Get(Person.Kind, id) is { } person && person.AwayUntil(turn.Now) is { } until ? (Say)$"{person} (away until {until})" : $"{await turn.Who(id)}";

    public static Say QueueName(this Ticket ticket, Access access) =>
        access.Queue(ticket.Queue) is { } queue ? Say.Text(queue.Name) : $"the help desk";
}
