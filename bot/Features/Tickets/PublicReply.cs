using ChatOps.Cards;
using ChatOps.Documents;
using ChatOps.Privacy;
using ChatOps.Relaying;

namespace ChatOps.Tickets;

/// <summary>What the desk and the requester say to each other, in words, files or both; it is relayed to the places of the ticket. An internal note is another type, so that neither can pass for the other.</summary>
/// <param name="Ticket">The id of the ticket.</param>
/// <param name="FromStaff">From the desk; false: from the requester's side.</param>
internal sealed record PublicReply(string Id, string Ticket, string Author, bool FromStaff, string Text, DateTimeOffset At) : IPublicMessage
{
    public static readonly Kind<PublicReply> Kind = new Kind<PublicReply>("message", TicketsJson.Default.PublicReply, reply => reply.Id)
        .SeenBy((access, reply) => access.Seen(Tickets.Ticket.Kind, reply.Ticket) is not null)
        .Concerns(new((_, _) => false, (reply, person) => reply.Author == person ? [reply.Text] : [], (reply, erasure) => reply.Author == erasure.Person ? reply with { Text = Erasure.Gone } : reply))
        .AuditedAs(reply => $"ticket:{reply.Ticket}");

    public static readonly Index<PublicReply> ByTicket = Kind.Index("ticket", reply => Key.Of(reply.Ticket, reply.At));

    public IReadOnlyList<Attachment> Files { get; init; } = [];

    string IPublicMessage.Subject => Ticket;

    /// <summary>Every entry of the history is one number, so the next is free.</summary>
    public static string NextId(Ticket ticket) => $"{ticket.Id}/{ticket.History.Count + 1}";
}

/// <summary>What staff tell each other. Nothing carries it to the requester.</summary>
/// <param name="Ticket">The id of the ticket.</param>
internal sealed record InternalNote(string Id, string Ticket, string Author, string Text, DateTimeOffset At)
{
    public static readonly Kind<InternalNote> Kind = new Kind<InternalNote>("note", TicketsJson.Default.InternalNote, note => note.Id)
        .SeenBy((access, note) => access.Seen(Tickets.Ticket.Kind, note.Ticket) is { } ticket && ticket.ShowsInsideTo(access))
        .Concerns(new((_, _) => false, (note, person) => note.Author == person ? [note.Text] : [], (note, erasure) => note.Author == erasure.Person ? note with { Text = Erasure.Gone } : note))
        .AuditedAs(note => $"ticket:{note.Ticket}");

    public static readonly Index<InternalNote> ByTicket = Kind.Index("ticket", note => Key.Of(note.Ticket, note.At));

    public IReadOnlyList<Attachment> Files { get; init; } = [];
}
