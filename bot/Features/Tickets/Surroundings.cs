using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>What other features have to do with tickets, without either knowing the other.</summary>
internal static class Surroundings
{
    private const int MostTickets = 5;

    /// <summary>The thing that a ticket concerns, and those that its words name.</summary>
    public static async ValueTask<IReadOnlyList<Block>> Named(Ticket ticket, Turn turn)
    {
        var named = new List<Subject>();

        if (ticket.About is { } about && await turn.Subject(about) is { } subject)
            named.Add(subject);

        named.AddRange((await turn.Mentioned($"{ticket.Title} {ticket.Details}")).Where(other => other.Id != ticket.Id && other.Id != ticket.About));
        return named is [] ? [] : [turn.Table(named)];
    }

    /// <summary>What staff should know of the requester, folded away on the card.</summary>
    public static async ValueTask<IReadOnlyList<Block>> OfRequester(Ticket ticket, Turn turn) =>
        ticket.ShowsInsideTo(turn.Access) && await turn.Get(Person.Kind, ticket.Requester) is { } person
            ? [.. (await turn.About(person)).Select(block => block is Block.Section section ? section with { Folded = true } : block)]
            : [];

    /// <summary>The tickets about a thing, as far as the caller sees them: the open ones first.</summary>
    public static async ValueTask<IReadOnlyList<Block>> TicketsAbout(SubjectId id, Turn turn)
    {
        var page = await turn.Find(Ticket.ByAbout.Where(id.ToString()) with { Descending = true, Take = MostTickets });
        return page.Items is [] ? [] : [new Block.Section($"Tickets", [TicketList.Table([.. page.Items.Select(item => item.Body)])])];
    }
}
