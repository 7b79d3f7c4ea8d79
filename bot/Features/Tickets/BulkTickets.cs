using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>Ends what a queue has heard nothing of for long: what is active is resolved, what is resolved is closed.</summary>
/// <param name="Idle">In days.</param>
internal sealed record BulkTickets(
    [Ask("Which queue?", From = "queue")] string Queue,
    [Ask("Without a word for more than how many days?")] int Idle,
    [Ask("What should the requesters read?", Paragraph = true)] string Text,
    [Ask("What came of them?")] ResolutionCode Code = ResolutionCode.NotReproducible) : Command
{
    /// <summary>As many as one turn ends.</summary>
    public const int Most = 200;

    private const int MostListed = 25;

    public static async Task<Card> Preview(BulkTickets command, Turn turn)
    {
        var (queue, tickets, total) = await Find(command, turn);

        return new($"End {tickets.Count:# ticket|# tickets} of {queue.Name}?")
        {
            Body =
            [
                new Block.Text($"{tickets.Count(ticket => ticket.IsActive)} to resolve, {tickets.Count(ticket => !ticket.IsActive)} to close: without a word for more than {command.Idle:# day|# days}."),
                .. total > tickets.Count ? [new Block.Text($"There are {total}, and {Most} are ended at once: the oldest first.")] : (Block[])[],
                TicketList.Table([.. tickets.Take(MostListed)]),
                .. tickets.Count > MostListed ? [new Block.Section($"The others", [TicketList.Table([.. tickets.Skip(MostListed)])]) { Folded = true }] : (Block[])[],
                new Block.Quote(command.Text, $"The requesters read"),
            ],
        };
    }

    public static async Task<Reply> Handle(BulkTickets command, Turn turn)
    {
        var (queue, tickets, _) = await Find(command, turn);
        var failed = new List<(Ticket Ticket, Say Why)>();

        foreach (var ticket in tickets)
        {
            if (await End(ticket, command, turn) is { } why)
                failed.Add((ticket, why));
        }

        TellAssignees([.. tickets.Except(failed.Select(one => one.Ticket))], command, turn);
        return turn.Undoable(Receipt(queue, tickets.Count - failed.Count, failed));
    }

    private static async ValueTask<(Queue Queue, IReadOnlyList<Ticket> Tickets, long Total)> Find(BulkTickets command, Turn turn)
    {
        var queue = QueueNames.Known(command.Queue, turn.Access);

        if (!turn.Access.IsStaffOf(queue.Id))
            throw new Refusal($"Only the people who work on {queue.Name} can do that. Ask one of them.");

        if (command.Idle is < 1 or > 3650)
            throw new Refusal($"Say how many days, from 1 to 3650.");

        var before = turn.Now.AddDays(-command.Idle);

        // What was asked later has not been idle that long, so it is not even read.
        var query = Ticket.ByQueue.Where(queue.Id, true) with { Until = Key.Of(before), Take = Most, Filter = ticket => ticket.History is [.., var last] && last.At < before };
        var page = await turn.Find(query);

        return page.Items is []
            ? throw new Refusal($"Nothing at {queue.Name} is without a word for more than {command.Idle:# day|# days}. Choose fewer days.")
            : (queue, [.. page.Items.Select(item => item.Body)], page.Next is null ? page.Items.Count : await turn.Count(query));
    }

    /// <returns>Why it stays as it is; null: it is over.</returns>
    private static async ValueTask<Say?> End(Ticket ticket, BulkTickets command, Turn turn)
    {
        if ((await turn.Checked(ticket)).Any(item => !item.IsDone) && ticket.IsActive)
            return $"Something on its checklist is not done.";

        try
        {
            var desk = await Desk.Of(turn);
            var ended = ticket.IsActive
                ? ticket.Resolve(new(command.Code, command.Text, turn.Caller.Id, turn.Now, turn.Now + desk.LapsesAfter))
                : ticket.Close(turn.Stamp());

            turn.Save(Ticket.Kind, ended);
            Tell(ended, desk, turn);
            return null;
        }
        catch (Refusal refusal)
        {
            return refusal.Why;
        }
    }

    private static void Tell(Ticket ended, Desk desk, Turn turn)
    {
        var notices = new Notices(turn, ended);

        if (ended is { State: State.Resolved, Resolution: { } resolution })
        {
            LapseTicket.Schedule(ended, desk, turn);
            notices.ToRequester($"{turn.Caller} resolved {ended.Id}. Say whether it works; without a word from you it closes {resolution.ClosesAt:day}.");
        }
        else
        {
            notices.ToRequester($"{turn.Caller} closed {ended.Id}. If it comes back, reopen it.");
        }
    }

    // One line for all of theirs.
    private static void TellAssignees(IReadOnlyList<Ticket> ended, BulkTickets command, Turn turn)
    {
        foreach (var group in ended.Where(ticket => ticket.Assignee is not null && ticket.Assignee != ticket.Requester).GroupBy(ticket => ticket.Assignee!))
            turn.Tell(group.Key, new Message { Text = $"{turn.Caller} ended {group.Count():# ticket|# tickets} of yours, without a word for more than {command.Idle:# day|# days}. Nothing is left for you to do." });
    }

    private static Card Receipt(Queue queue, int done, List<(Ticket Ticket, Say Why)> failed) => new(failed is []
        ? (Say)$"{done:# ticket|# tickets} of {queue.Name} ended."
        : $"{done:# ticket|# tickets} of {queue.Name} ended, and {failed.Count} not.")
    {
        Tone = failed is [] ? Tone.Good : Tone.Warning,
        Body = failed is [] ? [] :
        [
            new Block.Table(
                [$"Number", $"About", $"Why not"],
                [.. failed.Select(one => new Block.Row([$"{one.Ticket.Id}", Say.Text(one.Ticket.Title), one.Why], Invocation.Of("ticket view", ("id", one.Ticket.Id.ToString()))))]),
        ],
    };
}
