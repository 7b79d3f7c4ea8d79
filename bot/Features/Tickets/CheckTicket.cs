using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Adds to the checklist of a ticket, or ticks an item on it.</summary>
/// <param name="Item">What is to be done, a number on the list, or another ticket. Behind "add", "tick", "untick" or "remove" when <paramref name="Do"/> is not said.</param>
internal sealed record CheckTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Which item?", Hint = "add Order paper, tick 2, or INC-7")] string Item,
    [Ask("What about it?", Rare = true)] CheckAction? Do = null) : Command
{
    public static async Task<Reply> Handle(CheckTicket command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);
        var (action, words) = Read(command);
        var changed = await Change(ticket, action, words, turn);

        if (changed == ticket)
            return Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"The checklist of {ticket.Id} is like that already.");

        turn.Save(Ticket.Kind, changed);
        var left = (await turn.Checked(changed)).Count(item => !item.IsDone);

        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), left is 0
            ? (Say)$"Everything on the checklist of {ticket.Id} is done."
            : $"{left:# item|# items} on the checklist of {ticket.Id} to do."));
    }

    private static (CheckAction Action, string Words) Read(CheckTicket command)
    {
        if (command.Do is { } action)
            return (action, command.Item);

        return command.Item.Split(' ', 2, StringSplitOptions.TrimEntries) is [var verb, { Length: > 0 } rest] && Enum.TryParse<CheckAction>(verb, ignoreCase: true, out var said) && Enum.IsDefined(said) && !char.IsAsciiDigit(verb[0])
            ? (said, rest)
            : (CheckAction.Add, command.Item);
    }

    private static async ValueTask<Ticket> Change(Ticket ticket, CheckAction action, string words, Turn turn) => action switch
    {
        CheckAction.Add => await Add(ticket, words, turn),
        CheckAction.Remove => ticket.RemoveItem(await Meant(ticket, words, turn), turn.Stamp()),
        _ when await Meant(ticket, words, turn) is { Ticket: { } other } => throw new Refusal($"That item is {other}, and done when {other} is. Resolve that one instead."),
        _ => ticket.TickItem(await Meant(ticket, words, turn), action is CheckAction.Tick, turn.Stamp()),
    };

    private static async ValueTask<Ticket> Add(Ticket ticket, string words, Turn turn)
    {
        if (!IsNumbered(words, out var id))
            return ticket.AddItem(words, null, turn.Stamp());

        if (id == ticket.Id)
            throw new Refusal($"{ticket.Id} cannot stand on its own checklist. Name another ticket.");

        return ticket.AddItem((await turn.Ticket(id)).Id.ToString(), id, turn.Stamp());
    }

    // By its number, its ticket or its words.
    private static async ValueTask<CheckItem> Meant(Ticket ticket, string words, Turn turn)
    {
        var seen = (await turn.Checked(ticket)).Select(item => item.Item).ToArray();

        return seen.FirstOrDefault(item => words.TrimStart('#') == item.Number.ToString(CultureInfo.InvariantCulture))
            ?? seen.FirstOrDefault(item => item.Ticket is { } other && IsNumbered(words, out var id) && id == other)
            ?? seen.FirstOrDefault(item => item.Text.Equals(words, StringComparison.OrdinalIgnoreCase))
            ?? throw new Refusal($"There is no item \"{words}\" on the checklist of {ticket.Id}. Name it by its number.");
    }

    // "Room 7" is no ticket.
    private static bool IsNumbered(string words, out SubjectId id) => SubjectId.TryParse(words, null, out id) && words.Contains('-', StringComparison.Ordinal);
}
