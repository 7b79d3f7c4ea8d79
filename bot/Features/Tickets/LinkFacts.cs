using ChatOps.Cards;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>The other tickets on the card of one: those that its reader may see.</summary>
internal static class LinkFacts
{
    public static async ValueTask<IReadOnlyList<Block.Fact>> Of(Ticket ticket, Turn turn)
    {
        var seen = new List<Link>();

        foreach (var link in ticket.Links)
        {
            if (await turn.Get(Ticket.Kind, link.Ticket.ToString()) is not null)
                seen.Add(link);
        }

        return [.. seen.GroupBy(link => link.Relation).OrderBy(group => group.Key).Select(group => new Block.Fact(Name(group.Key), Family.Listed([.. group.Select(link => link.Ticket)])))];
    }

    private static Say Name(Relation relation) => relation switch
    {
        Relation.DuplicateOf => $"Duplicate of",
        Relation.DuplicatedBy => $"Duplicates",
        Relation.Parent => $"Parent",
        Relation.Child => $"Children",
        Relation.Causes => $"Causes",
        Relation.CausedBy => $"Caused by",
        _ => $"Related to",
    };
}
