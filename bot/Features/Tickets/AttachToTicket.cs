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

        turn.Save(Ticket.Kind, attached);
        var count = attached.Files.Count - ticket.Files.Count;
        Say notice = $"{turn.Caller} added {count:# file|# files} to {ticket.Id}.";
        new Notices(turn, attached).ToHolder(notice).ToRequester(notice).ToWatchers(notice);
        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{count:# file is|# files are} added to {ticket.Id}."));
    }
}
