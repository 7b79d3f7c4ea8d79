using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>What a ticket has to do with others.</summary>
internal sealed partial record Ticket
{
    // What was stored before there were links has none.
    public IReadOnlyList<Link> Links { get; init => field = value ?? []; } = [];

    /// <summary>The ticket as whose part it goes on.</summary>
    public SubjectId? MergedInto { get; init; }

    public IEnumerable<SubjectId> Linked(Relation relation) => Links.Where(link => link.Relation == relation).Select(link => link.Ticket);

    /// <summary>Two tickets have one link at the most.</summary>
    public Ticket LinkTo(SubjectId other, Relation relation, Stamp stamp) => Links.Contains(new(relation, other))
        ? this
        : (this with { Links = [.. Links.Where(link => link.Ticket != other), new(relation, other)] }).Add(new Entry.Linked(stamp.By, stamp.At, relation, other));

    public Ticket UnlinkFrom(SubjectId other, Stamp stamp) => Links.Any(link => link.Ticket == other)
        ? (this with { Links = [.. Links.Where(link => link.Ticket != other)] }).Add(new Entry.Unlinked(stamp.By, stamp.At, other))
        : this;

    /// <summary>Is over, and goes on as part of another.</summary>
    public Ticket MergeInto(Ticket target, Stamp stamp)
    {
        if (!IsOpen)
            throw new Refusal($"{Id} is {State} and cannot be merged. Link it instead.");

        var over = this with { State = State.Closed, ClosedAt = stamp.At, Wait = null, MergedInto = target.Id };

        if (IsActive)
            over = over.Add(new Entry.Moved(stamp.By, stamp.At, State, State.Resolved) { Code = ResolutionCode.Duplicate });

        return over.Add(new Entry.Moved(stamp.By, stamp.At, State.Resolved, State.Closed)).LinkTo(target.Id, Relation.DuplicateOf, stamp);
    }

    /// <summary>Takes over what was said and attached on another, and whom it concerns.</summary>
    public Ticket Absorb(Ticket source, IReadOnlyList<string> replies, IReadOnlyList<string> notes, Stamp stamp)
    {
        if (!IsOpen)
            throw new Refusal($"{Id} is {State}, and nothing can be added. Open a new ticket instead.");

        return (this with
        {
            Files = [.. Files, .. source.Files.Where(file => Files.All(known => known.Hash != file.Hash))],
            Watchers = [.. Watchers.Union([source.Requester, .. source.Watchers]).Except([Requester])],
            Muted = [.. Muted.Union(source.Muted)],
            Said = [.. Said.Union(source.Said)],
        }).LinkTo(source.Id, Relation.DuplicatedBy, stamp).Add(new Entry.Absorbed(stamp.By, stamp.At, source.Id, replies, notes));
    }
}
