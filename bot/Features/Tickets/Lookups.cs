using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;

namespace ChatOps.Tickets;

/// <summary>What pickers and completion offer: tickets that the caller sees, and how the desk sorts them.</summary>
internal static class Lookups
{
    private const int Most = 25;

    public static async Task<IReadOnlyList<Option>> Tickets(string typed, Turn turn)
    {
        var tickets = typed.Trim() is { Length: > 0 } words
            ? (await turn.Search(Ticket.Kind, words, Most, ticket => ticket.IsOpen)).Items.Select(item => item.Body)
            : [.. await Open(Ticket.ByAssignee, turn), .. await Open(Ticket.ByRequester, turn)];

        return [.. tickets.DistinctBy(ticket => ticket.Id).Take(Most).Select(ticket => new Option(ticket.Id.ToString(), $"{ticket.Id} {ticket.Title}"))];
    }

    public static async ValueTask<Subject?> Subject(string text, Turn turn) =>
        SubjectId.TryParse(text, null, out var id) && await turn.Get(Ticket.Kind, id.ToString()) is { } ticket ? new(ticket.Id, Say.Text(ticket.Title)) : null;

    public static async Task<IReadOnlyList<Option>> Categories(string typed, Turn turn) => Named((await Desk.Of(turn)).Categories, typed);

    public static async Task<IReadOnlyList<Option>> Services(string typed, Turn turn) => Named((await Desk.Of(turn)).Services, typed);

    public static async Task<IReadOnlyList<Option>> Activities(string typed, Turn turn) => Named((await Desk.Of(turn)).Activities, typed);

    public static async Task<IReadOnlyList<Option>> Macros(string typed, Turn turn) =>
        Named([.. (await ChatOps.Tickets.Macros.Of(turn)).Select(macro => macro.Name).Distinct(StringComparer.OrdinalIgnoreCase)], typed);

    private static async Task<IEnumerable<Ticket>> Open(Documents.Index<Ticket> index, Turn turn) =>
        (await turn.Find(index.Where(turn.Caller.Id, true) with { Descending = true, Take = Most })).Items.Select(item => item.Body);

    private static IReadOnlyList<Option> Named(IReadOnlyList<string> names, string typed) =>
        [.. names.Where(name => name.Contains(typed, StringComparison.OrdinalIgnoreCase)).Select(name => new Option(name, Desk.Label(name)))];
}
