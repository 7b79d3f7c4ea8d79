using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>What a page of tickets looks like.</summary>
internal static class TicketList
{
    public static Reply Draw(ListTickets command, IReadOnlyList<Ticket> tickets, long total, bool isStaff) => new Card(Title(command))
    {
        Body = [new Block.Text(Count(command, tickets, total)), .. tickets is [] ? [] : (Block[])[Table(tickets)]],
        Choices = [.. Leafing(command, tickets, total), .. isStaff ? Views() : []],
    };

    public static Block.Table Table(IReadOnlyList<Ticket> tickets) => new(
        [$"Number", $"About", $"Status", $"Priority"],
        [
            .. tickets.Select(ticket => new Block.Row(
                [$"{ticket.Id}", Say.Text(ticket.Title), $"{ticket.State}", Say.Text(ticket.Priority.ToString())],
                Invocation.Of("ticket view", ("id", ticket.Id.ToString())))),
        ]);

    private static Say Title(ListTickets command) => command switch
    {
        { Text: { } text } => $"Tickets with \"{text}\"",
        { Mine: true } => $"Your tickets",
        { Assignee.Text: "none" or "nobody" } => $"Unassigned tickets",
        { Assignee.Text: "me" } => $"Your work",
        { Of: not null } => $"Tickets of one person",
        _ => $"Tickets",
    };

    private static Say Count(ListTickets command, IReadOnlyList<Ticket> tickets, long total) => (tickets, total) switch
    {
        (_, 0) => $"None.",
        ([], _) => $"There is no page {command.Page}.",
        _ when command.Text is null && total > Math.Max(ListTickets.MostCounted, command.Page * ListTickets.PageSize) =>
            $"{(command.Page - 1) * ListTickets.PageSize + 1} to {(command.Page - 1) * ListTickets.PageSize + tickets.Count} of more than {total - 1:# ticket|# tickets}.",
        _ when total <= ListTickets.PageSize => $"{total:# ticket|# tickets}.",
        _ => $"{(command.Page - 1) * ListTickets.PageSize + 1} to {(command.Page - 1) * ListTickets.PageSize + tickets.Count} of {total:# ticket|# tickets}.",
    };

    private static IEnumerable<Choice> Leafing(ListTickets command, IReadOnlyList<Ticket> tickets, long total)
    {
        if ((command.Page - 1) * ListTickets.PageSize + tickets.Count < total && tickets is not [])
            yield return new($"Next page", Again(command with { Page = command.Page + 1 }));

        if (command.Page > 1)
            yield return new($"Page before", Again(command with { Page = command.Page - 1 }));

        if (!command.Closed)
            yield return new($"Closed too", Again(command with { Closed = true, Page = 1 }));
    }

    private static IEnumerable<Choice> Views() =>
    [
        new($"My work", Invocation.Of("ticket list", ("assignee", "me"))),
        new($"Unassigned", Invocation.Of("ticket list", ("assignee", "none"))),
        new($"All open", Invocation.Of("ticket list")),
        new($"My own tickets", Invocation.Of("ticket list", ("mine", "yes"))),
    ];

    private static Invocation Again(ListTickets command) => Invocation.Of(
        "ticket list",
        ("text", command.Text),
        ("queue", command.Queue),
        ("status", command.Status is { } status ? Terms.Value(status) : null),
        ("assignee", command.Assignee?.Text),
        ("priority", command.Priority is { } priority ? Terms.Value(priority) : null),
        ("category", command.Category),
        ("service", command.Service),
        ("of", command.Of?.Text),
        ("mine", command.Mine ? "yes" : null),
        ("closed", command.Closed ? "yes" : null),
        ("since", Day(command.Since)),
        ("until", Day(command.Until)),
        ("page", command.Page.ToString(CultureInfo.InvariantCulture)));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
