using ChatOps.Commands;

namespace ChatOps.Tickets;

/// <summary>What another ticket is to the one that keeps the link.</summary>
internal enum Relation
{
    DuplicateOf,
    DuplicatedBy,
    Parent,
    Child,
    Related,
    Causes,
    CausedBy,
}

/// <summary>How people name a link.</summary>
internal enum LinkType
{
    /// <summary>It is about the same as the other one.</summary>
    Duplicate,

    /// <summary>The other one is its parent.</summary>
    Parent,

    /// <summary>The other one is its child.</summary>
    Child,
    Related,

    /// <summary>It causes the other one.</summary>
    Causes,

    /// <summary>They have nothing to do with each other.</summary>
    None,
}

/// <summary>One side of a link; the other ticket keeps the other side.</summary>
internal sealed record Link(Relation Relation, SubjectId Ticket);

internal static class Relations
{
    public static Relation Of(LinkType type) => type switch
    {
        LinkType.Duplicate => Relation.DuplicateOf,
        LinkType.Parent => Relation.Parent,
        LinkType.Child => Relation.Child,
        LinkType.Causes => Relation.Causes,
        _ => Relation.Related,
    };

    public static Relation OtherSide(this Relation relation) => relation switch
    {
        Relation.DuplicateOf => Relation.DuplicatedBy,
        Relation.DuplicatedBy => Relation.DuplicateOf,
        Relation.Parent => Relation.Child,
        Relation.Child => Relation.Parent,
        Relation.Causes => Relation.CausedBy,
        Relation.CausedBy => Relation.Causes,
        _ => Relation.Related,
    };
}
