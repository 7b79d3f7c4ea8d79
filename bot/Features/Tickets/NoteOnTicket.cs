using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Writes down something that only staff read.</summary>
internal sealed record NoteOnTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("What should your colleagues know? The requester never sees it.", Paragraph = true, Longest = 8000)] string Text,
    [Ask("Files", Rare = true)] IReadOnlyList<FileRef>? Files = null) : Command
{
    public static async Task<Reply> Handle(NoteOnTicket command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);

        if (await turn.Onwards(ticket, "ticket note", command.Text, command.Files) is { } elsewhere)
            return elsewhere;

        var note = new InternalNote(PublicReply.NextId(ticket), ticket.Id.ToString(), turn.Caller.Id, command.Text, turn.Now)
        {
            Files = await turn.AttachAll(command.Files),
        };

        var noted = ticket.Noted(note);
        turn.Save(InternalNote.Kind, note);
        turn.Save(Ticket.Kind, noted);
        await turn.Remember(note, note.Ticket);
        await new Notices(turn, noted).ToStaff($"{turn.Caller} wrote an internal note on {ticket.Id}.");
        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"Noted on {ticket.Id}. Only staff see it."));
    }
}
