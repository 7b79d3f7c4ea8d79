using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Resolves what belongs to a resolved ticket in the same words.</summary>
internal sealed record ResolveChildren([Ask("Which ticket?")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(ResolveChildren command, Turn turn)
    {
        var parent = await turn.TicketAtWork(command.Id);

        if (parent is not { State: State.Resolved, Resolution: { } resolution })
            throw new Refusal($"{parent.Id} is {parent.State}; it is resolved first, then its children. Resolve it first.");

        var children = await turn.ActiveChildren(parent);

        if (children is [])
            throw new Refusal($"No child of {parent.Id} is left to resolve. Link one first.");

        foreach (var child in children)
            await ResolveTicket.Finish(child, resolution.Code, resolution.Text, turn);

        return turn.Undoable(Turn.Show(Ticket.Kind, parent.Id.ToString(), $"{children.Count:# child|# children} of {parent.Id} resolved: {Family.Listed([.. children.Select(child => child.Id)])}."));
    }
}
