using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>From now on the ticket stays as it is, whatever is to be erased: a dispute, an investigation.</summary>
internal sealed record OrderHold(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Why? It is kept.", Longest = 1000)] string Reason) : Command
{
    public static async Task<Reply> Handle(OrderHold command, Turn turn)
    {
        var ticket = await turn.Ticket(command.Id);

        if (ticket.LegalHold is not null)
            throw new Refusal($"{ticket.Id} is under legal hold already. Release it to end that.");

        turn.Save(Ticket.Kind, ticket with { LegalHold = new(command.Reason, turn.Caller.Id, turn.Now) });
        return Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} is under legal hold. It is neither erased nor deleted until you release it.");
    }
}

internal sealed record ReleaseHold([Ask("Which ticket?")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(ReleaseHold command, Turn turn)
    {
        var ticket = await turn.Ticket(command.Id);

        if (ticket.LegalHold is null)
            throw new Refusal($"{ticket.Id} is not under legal hold. Look at its number again.");

        turn.Save(Ticket.Kind, ticket with { LegalHold = null });
        return Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} is no longer under legal hold.");
    }
}

/// <summary>Says how long closed tickets of a type are kept in a queue.</summary>
internal sealed record EditRetention(
    [Ask("Which type of ticket?")] TicketType Type,
    [Ask("Which queue?", From = "queue")] string Queue,
    [Ask("How many months after it was closed is a ticket deleted? 0: never.")] int Months) : Command
{
    private const int Most = 600;

    public static async Task<Reply> Handle(EditRetention command, Turn turn)
    {
        if (command.Months is < 0 or > Most)
            throw new Refusal($"Say how many months, from 1 to {Most}, or 0 for never.");

        var queue = QueueNames.Known(command.Queue, turn.Access);
        var retention = await Retention.Of(turn);
        var others = retention.Rules.Where(rule => rule.Type != command.Type || rule.Queue != queue.Id);
        turn.Save(Retention.Kind, retention with { Rules = command.Months is 0 ? [.. others] : [.. others, new(command.Type, queue.Id, command.Months)] });

        return command.Months is 0
            ? (Say)$"Every {command.Type} in {queue.Name} is kept for good."
            : new Card($"Every {command.Type} in {queue.Name} is deleted {command.Months:one month|# months} after it was closed. The first go in the next night.")
            {
                Choices = [new($"Show which tickets are deleted next", Invocation.Of("retention preview"))],
            };
    }
}

/// <summary>Which tickets the rules would delete now.</summary>
internal sealed record PreviewRetention : Command
{
    public static async Task<Reply> Handle(PreviewRetention command, Turn turn)
    {
        var retention = await Retention.Of(turn);
        var rows = new List<Block.Row>();

        foreach (var rule in retention.Rules)
        {
            var (due, held) = await rule.Count(turn);
            rows.Add(new([$"{rule.Type}", Say.Text(turn.Access.Queue(rule.Queue)?.Name ?? rule.Queue), $"{rule.Months}", $"{due}", $"{held}"]));
        }

        return new Card($"What is deleted when its time is over")
        {
            Body = rows is []
                ? [new Block.Text($"Nothing: every ticket is kept for good.")]
                : [new Block.Table([$"Type", $"Queue", $"Months", $"To be deleted now", $"Under legal hold"], rows)],
        };
    }
}

/// <summary>Deletes what the rules say, every day: the tickets, what was said on them, and their words in the audit trail.</summary>
internal sealed record RunRetention : Command
{
    private const int AtOnce = 200;

    public static async Task<Reply> Handle(RunRetention command, Turn turn)
    {
        var due = new List<Ticket>();

        foreach (var rule in (await Retention.Of(turn)).Rules)
            due.AddRange((await turn.Find(rule.Due(turn.Now, held: false) with { Take = AtOnce })).Items.Select(item => item.Body));

        if (due is not [])
        {
            await turn.Personal.Drop(due.Select(ticket => $"{Ticket.Kind.Name}:{ticket.Id}").ToHashSet(StringComparer.Ordinal), turn.Cancellation);

            foreach (var ticket in due)
                turn.Note($"{Ticket.Kind.Name}:{ticket.Id}", "retention run");
        }

        if (due.Count >= AtOnce)
            turn.Schedule($"retention:{turn.Now.Ticks}", turn.Now, Invocation.Of("retention run"));

        return (Say)$"Done.";
    }
}
