using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Says that what was resolved or closed is not solved.</summary>
internal sealed record ReopenTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("What is still wrong?", Paragraph = true, Longest = 8000)] string Reason) : Command
{
    public static async Task<Reply> Handle(ReopenTicket command, Turn turn)
    {
        var ticket = await turn.TicketOfCaller(command.Id);

        if (await turn.Onwards(ticket, "ticket reply", command.Reason, []) is { } elsewhere)
            return elsewhere;

        var desk = await Desk.Of(turn);

        if (ticket.State is State.Closed && !ticket.CanReopen(desk, turn.Now))
            throw TooLate(ticket, command, desk);

        var reopened = ticket.Reopen(turn.Stamp());
        var fromStaff = ticket.Requester != turn.Caller.Id;
        var reply = new PublicReply(PublicReply.NextId(reopened), ticket.Id.ToString(), turn.Caller.Id, fromStaff, command.Reason, turn.Now);
        turn.Save(PublicReply.Kind, reply);
        turn.Save(Ticket.Kind, reopened.Heard(reply, desk));

        var holder = await turn.Holder(reopened);

        (await Notices.OfWords(turn, reopened))
            .ToHolder($"{turn.Caller} reopened {ticket.Id}. You are next.")
            .ToRequester($"{turn.Caller} reopened {ticket.Id}. {holder} is next.")
            .ToWatchers($"{turn.Caller} reopened {ticket.Id}. {holder} is next.");

        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} is open again. {holder} is next."));
    }

    private static Refusal TooLate(Ticket ticket, ReopenTicket command, Desk desk) =>
        new($"{ticket.Id} was closed more than {(long)desk.ReopenWithin.TotalDays:# day|# days} ago and stays closed. Open a new one instead.")
        {
            Choices = [new($"Start a new one", Invocation.Of("ticket draft", ("text", command.Reason)))],
        };
}
