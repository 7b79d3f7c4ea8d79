using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Relaying;

namespace ChatOps.Tickets;

/// <summary>Makes one of two tickets about the same: the first goes on as part of the second.</summary>
internal sealed record MergeTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Into which one?")] SubjectId Into) : Command
{
    private const int PageSize = 200;

    public static async Task<Reply> Handle(MergeTicket command, Turn turn)
    {
        var source = await turn.TicketAtWork(command.Id);
        var target = await turn.TicketAtWork(command.Into);
        Check(source, target, turn);

        var replies = await All(PublicReply.ByTicket.Where(source.Id.ToString()), turn);
        var notes = await All(InternalNote.ByTicket.Where(source.Id.ToString()), turn);
        var merged = target.Absorb(source, [.. replies.Select(reply => reply.Id)], [.. notes.Select(note => note.Id)], turn.Stamp());

        turn.Save(Ticket.Kind, source.MergeInto(target, turn.Stamp()));
        turn.Save(Ticket.Kind, merged);
        await Move(replies, notes, target.Id.ToString(), turn);

        // Where somebody else asked, others read than those who may read the other one.
        await turn.Rebind(source.Id, target.Id, bound => bound.Side is Side.Staff || source.Requester == target.Requester);
        turn.Tend(new(Ticket.Kind.Name, target.Id.ToString()));
        Tell(source, merged, turn);
        return turn.Undoable(Turn.Show(Ticket.Kind, target.Id.ToString(), $"{source.Id} is merged into {target.Id}. {await turn.Holder(merged)} is next."));
    }

    private static void Check(Ticket source, Ticket target, Turn turn)
    {
        if (source.Id == target.Id)
            throw new Refusal($"{source.Id} cannot be merged into itself. Name another ticket.");

        var isDelicate = source.IsRestricted(turn.Access) || target.IsRestricted(turn.Access);

        // What is delicate would be read by the staff of another queue, or by another requester.
        if (isDelicate && (source.Queue, source.Requester) != (target.Queue, target.Requester))
            throw new Refusal($"What stands on a ticket of a restricted queue is not shown to others, so {source.Id} and {target.Id} cannot be merged. Link them instead.");
    }

    private static async ValueTask<IReadOnlyList<T>> All<T>(Query<T> query, Turn turn)
        where T : class
    {
        var all = new List<T>();

        for (string? after = null, next = ""; next is not null; after = next)
        {
            var page = await turn.Find(query with { Take = PageSize, After = after });
            all.AddRange(page.Items.Select(item => item.Body));
            next = page.Next;
        }

        return all;
    }

    private static async ValueTask Move(IReadOnlyList<PublicReply> replies, IReadOnlyList<InternalNote> notes, string to, Turn turn)
    {
        foreach (var reply in replies)
            turn.Save(PublicReply.Kind, reply with { Ticket = to });

        foreach (var note in notes)
        {
            turn.Save(InternalNote.Kind, note with { Ticket = to });
            await turn.Remember(note, to);
        }
    }

    private static void Tell(Ticket source, Ticket target, Turn turn)
    {
        Say notice = $"{turn.Caller} merged {source.Id} into {target.Id}, which is about the same. What you say on either of them reaches the other.";
        var notices = new Notices(turn, target).ToRequesterOf(source, notice).To(target.Assignee, $"{turn.Caller} merged {source.Id} into {target.Id}.");

        foreach (var watcher in source.Watchers)
            notices.To(watcher, notice);

        if (source.Assignee != target.Assignee)
            new Notices(turn, source).To(source.Assignee, $"{turn.Caller} merged {source.Id} into {target.Id}. Nothing is left for you to do.");
    }
}
