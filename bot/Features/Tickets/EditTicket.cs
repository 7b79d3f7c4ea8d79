using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>The requester puts their own open request better.</summary>
internal sealed record EditTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("What is it about?")] string? Title = null,
    [Ask("What happens?", Paragraph = true, Longest = 8000)] string? Details = null) : Command
{
    public static async Task<Reply> Handle(EditTicket command, Turn turn)
    {
        var ticket = await turn.Ticket(command.Id);

        if (ticket.Requester != turn.Caller.Id)
            throw new Refusal($"Only who asked for {ticket.Id} can change its words. Reply or write a note instead.");

        var edited = ticket.Edit(command.Title ?? ticket.Title, command.Details ?? ticket.Details, turn.Stamp());

        if (command.Title is null && command.Details is null)
            return await turn.Propose(Invocation.Of("ticket edit", ("id", ticket.Id.ToString()), ("title", ticket.Title), ("details", ticket.Details)));

        if (edited == ticket)
            return Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} says that already.");

        turn.Save(Ticket.Kind, edited);
        new Notices(turn, edited).ToHolder($"{turn.Caller} changed what {ticket.Id} says.").ToWatchers($"{turn.Caller} changed what {ticket.Id} says.");
        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} is changed. {await turn.Holder(ticket)} is next."));
    }
}
