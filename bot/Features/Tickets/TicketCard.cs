using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>What a ticket looks like: to its requester from outside, to staff from inside.</summary>
internal static class TicketCard
{
    public static async Task<Card> Draw(Ticket ticket, Turn turn)
    {
        var desk = await Desk.Of(turn);

        return new($"{ticket.Id} {ticket.Title}")
        {
            Tone = ticket switch
            {
                { State: State.Resolved or State.Closed } => Tone.Good,
                { IsActive: true, Priority: Priority.P1 } => Tone.Bad,
                { State: State.Waiting, Wait.For: WaitFor.Requester } when ticket.Requester == turn.Caller.Id => Tone.Warning,
                _ => Tone.Plain,
            },
            Body =
            [
                new Block.Facts([.. await Facts(ticket, turn)]),
                .. Words(ticket),
                .. await Surroundings.Named(ticket, turn),
                .. await Tickets.Checklist.Draw(ticket, turn),
                .. await Talk.Draw(ticket, turn),
                .. await Surroundings.OfRequester(ticket, turn),
            ],
            Choices = [.. TicketChoices.For(ticket, turn, desk, await turn.ActiveChildren(ticket))],
        };
    }

    /// <summary>What is known of it, and what was said: as much as the caller sees.</summary>
    public static async Task<IReadOnlyList<Block>> Told(Ticket ticket, Turn turn) =>
        [new Block.Facts([.. await Facts(ticket, turn)]), .. Words(ticket), .. await Talk.Draw(ticket, turn)];

    private static async Task<IReadOnlyList<Block.Fact>> Facts(Ticket ticket, Turn turn)
    {
        var inside = ticket.ShowsInsideTo(turn.Access);
        List<Block.Fact> facts = [new($"Status", await Status(ticket, turn)), new($"Priority", Rank(ticket, inside)), new($"Assignee", $"{await turn.Who(ticket.Assignee)}")];

        if (inside || ticket.Requester != turn.Caller.Id)
            facts.Add(new($"Requester", await Requester(ticket, inside, turn)));

        if (ticket.History.OfType<Entry.Opened>().FirstOrDefault() is { } opened && opened.By != ticket.Requester)
            facts.Add(new($"Opened by", $"{await turn.Who(opened.By)}"));

        if (inside)
        {
            facts.Add(new($"Queue", ticket.QueueName(turn.Access)));
            facts.Add(new($"Impact, urgency", $"{ticket.Impact}, {ticket.Urgency}"));

            if (ticket.Times is not [])
                facts.Add(new($"Time", Spent(ticket)));
        }

        if (inside && ticket.LegalHold is { } hold)
            facts.Add(new($"Legal hold", $"since {hold.At}: {hold.Reason}"));

        facts.AddRange(Sorted(ticket));
        facts.AddRange(await LinkFacts.Of(ticket, turn));
        facts.Add(new($"Received", $"{ticket.CreatedAt}"));

        if (ticket.History.Holding().OfType<Entry.Edited>().LastOrDefault() is { } edited)
            facts.Add(new($"Words changed", $"by {await turn.Who(edited.By)}, {edited.At}"));

        return facts;
    }

    private static async ValueTask<Say> Status(Ticket ticket, Turn turn) => ticket switch
    {
        { Wait: { For: WaitFor.Requester } wait } when ticket.Requester == turn.Caller.Id => $"waiting for you until {wait.Until}",
        { Wait: { } wait } => $"waiting for {wait.For} until {wait.Until}",
        { MergedInto: { } into } when await turn.Get(Ticket.Kind, into.ToString()) is not null => $"{ticket.State}, merged into {into}",
        { State: State.Cancelled } => $"withdrawn by {await turn.Who(ticket.History.OfType<Entry.Moved>().Last().By)}",
        _ => $"{ticket.State}",
    };

    private static async ValueTask<Say> Requester(Ticket ticket, bool inside, Turn turn) =>
        inside && await turn.Get(Person.Kind, ticket.Requester) is { Vip: true } person ? (Say)$"{person} (VIP)" : $"{await turn.Who(ticket.Requester)}";

    private static Say Rank(Ticket ticket, bool inside) => ticket.Override is { } against && inside
        ? $"{ticket.Priority.ToString()}, set by hand: {against.Reason}"
        : Say.Text(ticket.Priority.ToString());

    private static Say Spent(Ticket ticket) => ticket.Times.Any(time => time.Billable)
        ? $"{ticket.Times.Duration()}, of which {ticket.Times.Where(time => time.Billable).Duration()} are billed"
        : ticket.Times.Duration();

    private static IEnumerable<Block.Fact> Sorted(Ticket ticket)
    {
        if (ticket.Category is { } category)
            yield return new($"Category", Desk.Label(category));

        if (ticket.Service is { } service)
            yield return new($"Service", Desk.Label(service));

        if (ticket.Since is { } since)
            yield return new($"First noticed", $"{since}");
    }

    private static IEnumerable<Block> Words(Ticket ticket)
    {
        if (ticket.Details is { } details)
            yield return new Block.Quote(details);

        if (ticket.Files is not [])
            yield return new Block.Files(ticket.Files);

        if (ticket.Wait is { } wait)
            yield return new Block.Quote(wait.Reason, $"Waiting");

        if (ticket.Resolution is { } resolution)
            yield return new Block.Quote(resolution.Text, $"Resolution: {resolution.Code}");
    }
}
