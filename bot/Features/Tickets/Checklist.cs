using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>One thing that is to be done before a ticket is solved.</summary>
/// <param name="Number">Stays the same when others go.</param>
/// <param name="Ticket">The ticket that the item stands for: done when that one is.</param>
/// <param name="DoneBy">The id of who did it; null: to be done, or known from the ticket.</param>
internal sealed record CheckItem(int Number, string Text, SubjectId? Ticket = null, string? DoneBy = null);

internal enum CheckAction
{
    Add,
    Tick,
    Untick,
    Remove,
}

/// <summary>An item as somebody sees it now.</summary>
internal sealed record Seen(CheckItem Item, Say Words, bool IsDone);

/// <summary>The checklist of a ticket, as far as the reader sees what its items stand for.</summary>
internal static class Checklist
{
    public static async ValueTask<IReadOnlyList<Seen>> Checked(this Turn turn, Ticket ticket)
    {
        var seen = new List<Seen>();

        foreach (var item in ticket.Checklist)
        {
            if (item.Ticket is not { } id)
                seen.Add(new(item, Say.Text(item.Text), item.DoneBy is not null));
            else if (await turn.Get(Ticket.Kind, id.ToString()) is { } other)
                seen.Add(new(item, $"{id} {other.Title}", !other.IsActive));
        }

        return seen;
    }

    public static async ValueTask<IReadOnlyList<Block>> Draw(Ticket ticket, Turn turn)
    {
        if (!ticket.ShowsInsideTo(turn.Access) || await turn.Checked(ticket) is not [_, ..] items)
            return [];

        var done = items.Count(item => item.IsDone);

        return
        [
            new Block.Progress($"{done} of {items.Count:# item|# items} done", (double)done / items.Count),
            new Block.Table([$"Item", $"What", $"State"], [.. items.Select(item => Row(ticket, item))]),
        ];
    }

    private static Block.Row Row(Ticket ticket, Seen seen) => new(
        [$"{seen.Item.Number}", seen.Words, seen.IsDone ? (Say)$"done" : (Say)$"open"],
        seen.Item.Ticket is { } other
            ? Invocation.Of("ticket view", ("id", other.ToString()))
            : Invocation.Of("ticket check", ("id", ticket.Id.ToString()), ("item", $"{seen.Item.Number}"), ("do", Terms.Value(seen.IsDone ? CheckAction.Untick : CheckAction.Tick))));
}
