using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>The buttons of a ticket: what its state and its reader make useful, the likely ones first.</summary>
internal static class TicketChoices
{
    public static IEnumerable<Choice> For(Ticket ticket, Turn turn, Desk desk, IReadOnlyList<Ticket> children)
    {
        var isMine = ticket.Requester == turn.Caller.Id;
        var isWork = ticket.IsWorkOf(turn.Access);

        return
        [
            .. ticket switch
            {
                { State: State.Resolved } => [.. Resolved(ticket, isMine, isWork), .. Offspring(ticket, isWork, children)],
                { IsActive: true } when isWork => Active(ticket, turn.Caller.Id),
                { IsActive: true } when isMine => Own(ticket),
                { IsActive: true } when ticket.Concerns(turn.Access) => [ReplyTo(ticket)],
                { State: State.Closed } when (isMine || isWork) && ticket.CanReopen(desk, turn.Now) => [Reopen(ticket, $"It is back")],
                _ => [],
            },
            .. Aside(ticket, turn),
        ];
    }

    public static Choice Works(Ticket ticket) => On(ticket, "close", $"It works") with { Emphasis = Emphasis.Primary };

    public static Choice NotSolved(Ticket ticket) => Reopen(ticket, $"Not solved");

    private static IEnumerable<Choice> Resolved(Ticket ticket, bool isMine, bool isWork) =>
        isMine ? [Works(ticket), NotSolved(ticket)]
        : isWork ? [ReplyTo(ticket), NoteOn(ticket), Reopen(ticket, $"Reopen"), On(ticket, "close", $"Close")]
        : [];

    private static IEnumerable<Choice> Offspring(Ticket ticket, bool isWork, IReadOnlyList<Ticket> children) =>
        isWork && children is not [] ? [On(ticket, "children", $"Resolve {children.Count:its child|its # children} too")] : [];

    private static IEnumerable<Choice> Active(Ticket ticket, string reader)
    {
        if (ticket.Assignee is null)
            yield return On(ticket, "assign", $"Claim") with { Emphasis = Emphasis.Primary };

        yield return ticket.Assignee == reader ? ReplyTo(ticket) with { Emphasis = Emphasis.Primary } : ReplyTo(ticket);
        yield return On(ticket, "resolve", $"Resolve", "code", "text", "minutes");
        yield return NoteOn(ticket);

        yield return ticket.State is State.Waiting
            ? On(ticket, "wake", $"End the wait")
            : On(ticket, "wait", $"Wait", "for", "until", "reason");

        yield return On(ticket, "assign", $"Assign", "to");
        yield return On(ticket, "update", $"Change");
        yield return new($"Macro", Invocation.Of("macro use", ("id", ticket.Id.ToString())), "name");

        if (ticket.Requester == reader)
            yield return On(ticket, "cancel", $"Withdraw") with { Emphasis = Emphasis.Danger };
    }

    private static IEnumerable<Choice> Own(Ticket ticket) =>
    [
        ReplyTo(ticket) with { Emphasis = Emphasis.Primary },
        On(ticket, "attach", $"Add files", "files"),
        On(ticket, "edit", $"Edit"),
        On(ticket, "cancel", $"Withdraw") with { Emphasis = Emphasis.Danger },
    ];

    private static IEnumerable<Choice> Aside(Ticket ticket, Turn turn)
    {
        var me = turn.Caller.Id;

        if (ticket.ShowsInsideTo(turn.Access))
            yield return On(ticket, "context", $"About the requester");

        if (turn.Tells(ticket.IsRestricted(turn.Access)) && ticket.ShowsInsideTo(turn.Access))
            yield return On(ticket, "summary", $"Sum up");

        if (!ticket.IsOpen || !ticket.Concerns(turn.Access))
            yield break;

        var isTold = (ticket.HasPart(me) || ticket.Watchers.Contains(me)) && !ticket.Muted.Contains(me);
        yield return isTold ? On(ticket, "mute", $"Mute") : On(ticket, "watch", $"Tell me what happens");
    }

    private static Choice ReplyTo(Ticket ticket) => On(ticket, "reply", $"Reply", "text", "files");

    private static Choice NoteOn(Ticket ticket) => On(ticket, "note", $"Note", "text", "files");

    public static Choice Reopen(Ticket ticket, Say label) => On(ticket, "reopen", label, "reason");

    public static Choice On(Ticket ticket, string verb, Say label, params IReadOnlyList<string> ask) =>
        new(label, Invocation.Of($"ticket {verb}", ("id", ticket.Id.ToString())), ask);
}
