using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Adds screenshots and other files to a ticket.</summary>
internal sealed record AttachToTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Files")] IReadOnlyList<FileRef> Files) : Command
{
    public static async Task<Reply> Handle(AttachToTicket command, Turn turn)
    {
        var ticket = await turn.TicketOfConcern(command.Id);

        if (await turn.Onwards(ticket, "ticket attach", null, command.Files) is { } elsewhere)
            return elsewhere;

        var attached = ticket.Attach(await turn.AttachAll(command.Files), turn.Stamp());

        if (attached == ticket)
            return Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} has that already.");

        // A picture is an answer too.
        if (ticket.Requester == turn.Caller.Id && ticket.Wait is { For: WaitFor.Requester })
            attached = attached.Wake(turn.Stamp());

        Attachment[] more = [.. attached.Files.Skip(ticket.Files.Count)];
        var count = more.Length;
        var fromStaff = ticket.Requester != turn.Caller.Id && turn.Access.IsStaffOf(ticket.Queue);
        turn.Save(Ticket.Kind, attached);
        turn.Save(PublicReply.Kind, new(PublicReply.NextId(ticket), ticket.Id.ToString(), turn.Caller.Id, fromStaff, "", turn.Now) { Files = more });
        Say notice = $"{turn.Caller} added {count:# file|# files} to {ticket.Id}.";
        (await Notices.OfWords(turn, attached)).ToHolder(notice).ToRequester(notice).ToWatchers(notice);
        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{count:# file is|# files are} added to {ticket.Id}."));
    }
}
