using ChatOps.Cards;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>What was said on a ticket: the latest open, what was before folded. Staff see their notes among it.</summary>
internal static class Talk
{
    private const int MostShown = 30;
    private const int MostOpen = 5;

    public static async Task<IReadOnlyList<Block>> Draw(Ticket ticket, Turn turn)
    {
        var replies = await Stored(PublicReply.ByTicket, ticket, turn);
        var notes = await Stored(InternalNote.ByTicket, ticket, turn);
        var said = new List<Block[]>();

        foreach (var entry in ticket.History.Holding().Where(entry => entry is Entry.Replied or Entry.Noted).TakeLast(MostShown))
        {
            // What this turn adds is in the turn alone; what it takes back no longer stands in the history.
            if (entry is Entry.Replied replied && (replies.GetValueOrDefault(replied.Message) ?? await turn.Get(PublicReply.Kind, replied.Message)) is { } reply)
                said.Add(Said(new Block.Quote(reply.Text, $"{await turn.Who(reply.Author)}, {reply.At}"), reply.Files));
            else if (entry is Entry.Noted noted && (notes.GetValueOrDefault(noted.Note) ?? await turn.Get(InternalNote.Kind, noted.Note)) is { } note)
                said.Add(Said(new Block.Quote(note.Text, $"Internal note of {await turn.Who(note.Author)}, {note.At}", Internal: true), note.Files));
        }

        var latest = said.TakeLast(MostOpen).SelectMany(blocks => blocks);
        return said.Count <= MostOpen ? [.. latest] : [new Block.Section($"Earlier", [.. said.SkipLast(MostOpen).SelectMany(blocks => blocks)]) { Folded = true }, .. latest];
    }

    private static async Task<Dictionary<string, T>> Stored<T>(Documents.Index<T> index, Ticket ticket, Turn turn)
        where T : class =>
        (await turn.Find(index.Where(ticket.Id.ToString()) with { Descending = true, Take = MostShown })).Items
        .ToDictionary(item => item.Id, item => item.Body, StringComparer.Ordinal);

    private static Block[] Said(Block.Quote quote, IReadOnlyList<Attachment> files) => files is [] ? [quote] : [quote, new Block.Files(files)];
}
