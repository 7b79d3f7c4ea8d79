using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Relaying;

namespace ChatOps.Tickets;

/// <summary>Opens a thread in which those who work on a ticket talk with its requester, wherever that one is; or lets the caller into it.</summary>
internal sealed record OpenThread([Ask("Which ticket?")] SubjectId Id) : Command
{
    private const int MostSaid = 200;

    public static async Task<Reply> Handle(OpenThread command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);

        if (!ticket.IsOpen)
            throw new Refusal($"{ticket.Id} is {ticket.State}, and nothing more is said on it. Reopen it first.");

        if (turn.Access.Queue(ticket.Queue) is { Restricted: true } queue)
            throw new Refusal($"{queue.Name} is restricted, so nothing of it is said in threads. Reply on the page.");

        var parent = Parent(ticket, turn);
        var isThere = (await turn.PlacesOf(ticket.Id)).Any(bound => bound.Side is Side.Staff && bound.Place.Platform == parent.Platform);
        var said = await turn.Find(PublicReply.ByTicket.Where(ticket.Id.ToString()) with { Descending = true, Take = MostSaid });
        turn.OpenThread(new(Ticket.Kind.Name, ticket.Id.ToString()), parent, [.. new[] { turn.Caller.Id, ticket.Assignee }.OfType<string>().Distinct()], [.. said.Items.Reverse().Select(item => new Shown(PublicReply.Kind.Name, item.Id))]);

        return isThere
            ? (Cards.Say)$"You are being let into the thread of {ticket.Id}. What you write there, the requester reads."
            : (Cards.Say)$"A thread of {ticket.Id} is being opened. What you write there, the requester reads.";
    }

    /// <summary>How a ticket stands, as far as its places show it.</summary>
    public static Standing StandingOf(Ticket ticket, Access access)
    {
        var queue = access.Queue(ticket.Queue);
        return new($"{ticket.Id} {ticket.Title}", !ticket.IsOpen, queue is { Restricted: true }, ticket.Requester, ticket.Assignee, queue?.Triage);
    }

    // Under the triage place, else where it is asked for.
    private static Place Parent(Ticket ticket, Turn turn)
    {
        Place?[] candidates = [turn.Access.Queue(ticket.Queue)?.Triage, turn.Place.Kind is PlaceKind.Channel ? turn.Place : null];
        var threading = turn.Running.Channels.Where(channel => channel is IThreads).Select(channel => channel.Platform).ToArray();

        return candidates.FirstOrDefault(place => place is not null && threading.Contains(place.Platform))
            ?? throw new Refusal($"There is no place for threads of {ticket.QueueName(turn.Access)}. Ask in a channel that has threads, or have an administrator name one where its new tickets are shown.");
    }
}
