using ChatOps.Cards;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>What was said on a ticket: the latest open, what was before folded. Staff see their notes among it.</summary>
internal static class Talk
{
    private const int MostShown = 30;
    private const int MostOpen = 5;
    private const int MostRead = 2 * MostShown;

    public static async Task<IReadOnlyList<Block>> Draw(Ticket ticket, Turn turn)
    {
        var said = await Said(ticket, turn);
        var latest = said.TakeLast(MostOpen).SelectMany(blocks => blocks);
        return said.Count <= MostOpen ? [.. latest] : [new Block.Section($"Earlier", [.. said.SkipLast(MostOpen).SelectMany(blocks => blocks)]) { Folded = true }, .. latest];
    }

    private static async Task<IReadOnlyList<Block[]>> Said(Ticket ticket, Turn turn)
    {
        // What this turn adds is in the turn alone; what it takes back no longer stands in the history; what was merged stands elsewhere; files without words stand on the ticket itself.
        if (ticket.History.Holding().SelectMany(Named).TakeLast(MostRead).ToArray() is not [_, ..] named)
            return [];

        var replies = await Stored(PublicReply.ByTicket, ticket, turn);
        var notes = await Stored(InternalNote.ByTicket, ticket, turn);
        var said = new List<(DateTimeOffset At, Block[] Blocks)>();

        foreach (var (id, isNote) in named)
        {
            if (!isNote && (replies.GetValueOrDefault(id) ?? await turn.Get(PublicReply.Kind, id)) is { } reply && reply.Ticket == ticket.Id.ToString() && reply.Text.Length > 0)
                said.Add((reply.At, Drawn(new Block.Quote(reply.Text, $"{await turn.Who(reply.Author)}, {reply.At}"), reply.Files)));
            else if (isNote && (notes.GetValueOrDefault(id) ?? await turn.Get(InternalNote.Kind, id)) is { } note && note.Ticket == ticket.Id.ToString())
                said.Add((note.At, Drawn(new Block.Quote(note.Text, $"Internal note of {await turn.Who(note.Author)}, {note.At}", Internal: true), note.Files)));
        }

        return [.. said.OrderBy(one => one.At).TakeLast(MostShown).Select(one => one.Blocks)];
    }

    private static IEnumerable<(string Id, bool IsNote)> Named(Entry entry) => entry switch
    {
        Entry.Replied replied => [(replied.Message, false)],
        Entry.Noted noted => [(noted.Note, true)],
        Entry.Absorbed absorbed => [.. absorbed.Replies.Select(id => (id, false)), .. absorbed.Notes.Select(id => (id, true))],
        _ => [],
    };

    private static async Task<Dictionary<string, T>> Stored<T>(Documents.Index<T> index, Ticket ticket, Turn turn)
        where T : class =>
        (await turn.Find(index.Where(ticket.Id.ToString()) with { Descending = true, Take = MostRead })).Items
        .ToDictionary(item => item.Id, item => item.Body, StringComparer.Ordinal);

    private static Block[] Drawn(Block.Quote quote, IReadOnlyList<Attachment> files) => files is [] ? [quote] : [quote, new Block.Files(files)];
}
