using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Says how a ticket was solved. The requester confirms, or silence does.</summary>
internal sealed record ResolveTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("What came of it?")] ResolutionCode Code,
    [Ask("What was done? The requester reads it.", Paragraph = true)] string Text,
    [Ask("How many minutes did it take?")] int? Minutes = null,
    [Ask("Although something on the checklist is not done?", Rare = true)] bool Anyway = false) : Command
{
    public static async Task<Reply> Handle(ResolveTicket command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);

        if (!command.Anyway && ticket.IsActive)
            await Warn(ticket, command, turn);

        if (command.Minutes is { } minutes)
            ticket = ticket.Log(LogTime.Spent(minutes, null, billable: false, turn));

        var closes = (await Finish(ticket, command.Code, command.Text, turn)).Resolution!.ClosesAt;
        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} is resolved. Next, {await turn.Who(ticket.Requester)} confirms it; without a word it closes {closes:day}."));
    }

    private static async ValueTask Warn(Ticket ticket, ResolveTicket command, Turn turn)
    {
        if ((await turn.Checked(ticket)).Count(item => !item.IsDone) is > 0 and var left)
        {
            throw new Refusal($"{left:# item is|# items are} not done on the checklist of {ticket.Id}. Tick them off first, or resolve it all the same.")
            {
                Choices = [new($"Resolve it all the same", turn.Catalog.Find("ticket resolve")!.Unbind(command with { Anyway = true }))],
            };
        }
    }

    /// <summary>Saves it as resolved, and tells whom it concerns.</summary>
    public static async ValueTask<Ticket> Finish(Ticket ticket, ResolutionCode code, string text, Turn turn)
    {
        var desk = await Desk.Of(turn);
        var resolved = ticket.Resolve(new(code, text, turn.Caller.Id, turn.Now, turn.Now + desk.LapsesAfter));
        turn.Save(Ticket.Kind, resolved);
        LapseTicket.Schedule(resolved, desk, turn);
        Tell(resolved, turn);
        return resolved;
    }

    public static void Tell(Ticket ticket, Turn turn) =>
        new Notices(turn, ticket)
            .ToRequester($"{turn.Caller} resolved {ticket.Id}. Say whether it works; without a word from you it closes {ticket.Resolution!.ClosesAt:day}.")
            .To(ticket.Assignee, $"{turn.Caller} resolved {ticket.Id}. Nothing is left for you to do.")
            .ToWatchers($"{turn.Caller} resolved {ticket.Id}.");
}
