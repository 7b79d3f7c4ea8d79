using ChatOps.Cards;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>A ticket where several people read: the same for all of them, without notes and without what is known of people. Who may press a button is looked at when it is pressed.</summary>
internal static class SharedCard
{
    public static async Task<Card> Draw(Ticket ticket, Turn turn) => new($"{ticket.Id} {ticket.Title}")
    {
        Tone = ticket switch
        {
            { State: State.Resolved or State.Closed } => Tone.Good,
            { IsActive: true, Priority: Priority.P1 } => Tone.Bad,
            _ => Tone.Plain,
        },
        Body = [new Block.Facts([.. await Facts(ticket, turn)])],
        Choices = [.. Choices(ticket, await Desk.Of(turn), turn), .. ticket.IsActive ? [TicketChoices.On(ticket, "thread", $"Thread")] : (Choice[])[]],
    };

    /// <summary>In the thread in which it was asked: with what the requester is to read of how it goes on.</summary>
    public static async Task<Card> DrawForRequester(Ticket ticket, Turn turn)
    {
        var card = await Draw(ticket, turn);
        return card with { Body = [.. Said(ticket), .. card.Body] };
    }

    /// <summary>At the top of the staff's thread: with what was asked.</summary>
    public static async Task<Card> DrawForThread(Ticket ticket, Turn turn)
    {
        var card = await Draw(ticket, turn);

        return card with
        {
            Body =
            [
                .. card.Body,
                .. ticket.Details is { } details ? [new Block.Quote(details)] : (Block[])[],
                .. ticket.Files is not [] ? [new Block.Files(ticket.Files)] : (Block[])[],
                .. Said(ticket),
            ],
            Choices = [.. Choices(ticket, await Desk.Of(turn), turn)],
        };
    }

    private static Block[] Said(Ticket ticket) => (ticket.Wait?.Reason ?? ticket.Resolution?.Text) is { Length: > 0 } words ? [new Block.Quote(words)] : [];

    private static async ValueTask<IReadOnlyList<Block.Fact>> Facts(Ticket ticket, Turn turn)
    {
        List<Block.Fact> facts =
        [
            new($"Status", ticket.Wait is { } wait ? (Say)$"waiting for {wait.For} until {wait.Until}" : $"{ticket.State}"),
            new($"Priority", Say.Text(ticket.Priority.ToString())),
            new($"Assignee", $"{await turn.Who(ticket.Assignee)}"),
            new($"Requester", $"{await turn.Who(ticket.Requester)}"),
            new($"Queue", ticket.QueueName(turn.Access)),
        ];

        if (ticket.Category is { } category)
            facts.Add(new($"Category", Desk.Label(category)));

        facts.Add(new($"Received", $"{ticket.CreatedAt}"));
        return facts;
    }

    private static IEnumerable<Choice> Choices(Ticket ticket, Desk desk, Turn turn)
    {
        if (ticket.State is State.Resolved)
            return [TicketChoices.Works(ticket), TicketChoices.NotSolved(ticket)];

        if (!ticket.IsActive)
            return ticket.CanReopen(desk, turn.Now) ? [TicketChoices.Reopen(ticket, $"It is back")] : [];

        return
        [
            .. ticket.Assignee is null ? [TicketChoices.On(ticket, "assign", $"Claim") with { Emphasis = Emphasis.Primary }] : (Choice[])[],
            TicketChoices.On(ticket, "assign", $"Assign", "to"),
            ticket.State is State.Waiting ? TicketChoices.On(ticket, "wake", $"End the wait") : TicketChoices.On(ticket, "wait", $"Wait", "for", "until", "reason"),
            TicketChoices.On(ticket, "resolve", $"Resolve", "code", "text", "minutes"),
        ];
    }
}
