using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>What is to be done before a ticket is solved.</summary>
internal sealed partial record Ticket
{
    private const int MostItems = 50;

    public IReadOnlyList<CheckItem> Checklist { get; init => field = value ?? []; } = [];

    /// <summary>Rises only, so that a number never names two items.</summary>
    public int LastItem { get; init; }

    /// <param name="other">The ticket that the item stands for.</param>
    public Ticket AddItem(string text, SubjectId? other, Stamp stamp)
    {
        RequireActive($"given more to do");

        if (Checklist.Count >= MostItems)
            throw new Refusal($"The checklist of {Id} holds {MostItems} items, and no more. Remove one, or split the ticket.");

        if (other is not null && Checklist.Any(item => item.Ticket == other))
            return this;

        var number = LastItem + 1;
        return (this with { Checklist = [.. Checklist, new(number, text, other)], LastItem = number }).Checked(CheckAction.Add, number, stamp);
    }

    public Ticket TickItem(CheckItem item, bool done, Stamp stamp)
    {
        if (!IsOpen)
            throw new Refusal($"{Id} is {State} and cannot be changed. Open a new ticket instead.");

        return item.DoneBy is not null == done
            ? this
            : (this with { Checklist = [.. Checklist.Select(other => other == item ? item with { DoneBy = done ? stamp.By : null } : other)] })
                .Checked(done ? CheckAction.Tick : CheckAction.Untick, item.Number, stamp);
    }

    public Ticket RemoveItem(CheckItem item, Stamp stamp)
    {
        RequireActive($"changed");
        return (this with { Checklist = [.. Checklist.Where(other => other != item)] }).Checked(CheckAction.Remove, item.Number, stamp);
    }

    private Ticket Checked(CheckAction action, int item, Stamp stamp) => Add(new Entry.Checked(stamp.By, stamp.At, action, item));
}
