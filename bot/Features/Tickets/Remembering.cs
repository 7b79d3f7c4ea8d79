using ChatOps.Conversations;

namespace ChatOps.Tickets;

internal static class Remembering
{
    /// <summary>Lets the words of a note find a ticket for its staff.</summary>
    public static async ValueTask Remember(this Turn turn, InternalNote note, string ticket)
    {
        var known = await turn.Get(NoteWords.Kind, ticket) ?? new(ticket);
        turn.Save(NoteWords.Kind, known with { All = known.All.With(note.Text, note.Files) });
    }
}
