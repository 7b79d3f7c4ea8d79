using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Parents and children, as far as the caller sees them. Nothing is its own ancestor.</summary>
internal static class Family
{
    private const int Most = 200;

    /// <summary>Refuses what would make a circle, and names the way round.</summary>
    public static async ValueTask Check(Ticket ticket, Ticket other, LinkType type, Turn turn)
    {
        var (parent, child) = type switch
        {
            LinkType.Parent => (other, ticket),
            LinkType.Child => (ticket, other),
            _ => (null, null),
        };

        if (parent is not null && child is not null && await Down(child, parent, turn) is [_, ..] path)
            throw new Refusal($"{parent.Id} is below {child.Id} already ({Listed(path)}), so it cannot be its parent. Unlink one of them first.");
    }

    public static async ValueTask<IReadOnlyList<Ticket>> ActiveChildren(this Turn turn, Ticket ticket)
    {
        var active = new List<Ticket>();

        foreach (var id in ticket.Linked(Relation.Child))
        {
            if (await turn.Get(Ticket.Kind, id.ToString()) is { IsActive: true } child && child.IsWorkOf(turn.Access))
                active.Add(child);
        }

        return active;
    }

    public static Say Listed(IReadOnlyList<SubjectId> ids) => ids.Skip(1).Aggregate((Say)$"{ids[0]}", (list, id) => $"{list}, {id}");

    /// <returns>The ids from the upper to the lower one; empty: there is no such way.</returns>
    private static async ValueTask<IReadOnlyList<SubjectId>> Down(Ticket upper, Ticket lower, Turn turn)
    {
        // From each one seen on the way up to the child through which it was reached.
        var through = new Dictionary<SubjectId, SubjectId?> { [lower.Id] = null };
        var rest = new Queue<Ticket>([lower]);

        while (rest.TryDequeue(out var at) && through.Count < Most)
        {
            foreach (var parent in at.Linked(Relation.Parent).Where(parent => through.TryAdd(parent, at.Id)))
            {
                if (parent == upper.Id)
                    return Way(through, parent);

                if (await turn.Get(Ticket.Kind, parent.ToString()) is { } next)
                    rest.Enqueue(next);
            }
        }

        return [];
    }

    private static List<SubjectId> Way(Dictionary<SubjectId, SubjectId?> through, SubjectId from)
    {
        var way = new List<SubjectId>();

        for (SubjectId? at = from; at is { } id; at = through[id])
            way.Add(id);

        return way;
    }
}
