using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Says what two tickets have to do with each other.</summary>
internal sealed record LinkTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Which other ticket?")] SubjectId To,
    [Ask("What are they to each other: is the other one its parent or its child, does it cause or duplicate the other one?")] LinkType Type = LinkType.Related) : Command
{
    public static async Task<Reply> Handle(LinkTicket command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);
        var other = await turn.TicketAtWork(command.To);

        if (ticket.Id == other.Id)
            throw new Refusal($"{ticket.Id} cannot be linked to itself. Name another ticket.");

        await Family.Check(ticket, other, command.Type, turn);
        var linked = Linked(ticket, other, command.Type, turn.Stamp());

        if (linked == ticket)
            return Turn.Show(Ticket.Kind, ticket.Id.ToString(), Already(ticket, other, command.Type));

        turn.Save(Ticket.Kind, linked);
        turn.Save(Ticket.Kind, OtherSide(ticket, other, command.Type, turn.Stamp()));
        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), Receipt(ticket, other, command.Type)));
    }

    private static Ticket Linked(Ticket ticket, Ticket other, LinkType type, Stamp stamp) => type is LinkType.None
        ? ticket.UnlinkFrom(other.Id, stamp)
        : ticket.LinkTo(other.Id, Relations.Of(type), stamp);

    private static Ticket OtherSide(Ticket ticket, Ticket other, LinkType type, Stamp stamp) => type is LinkType.None
        ? other.UnlinkFrom(ticket.Id, stamp)
        : other.LinkTo(ticket.Id, Relations.Of(type).OtherSide(), stamp);

    private static Say Already(Ticket ticket, Ticket other, LinkType type) => type is LinkType.None
        ? (Say)$"{ticket.Id} and {other.Id} are not linked."
        : $"{ticket.Id} and {other.Id} are linked like that already.";

    private static Say Receipt(Ticket ticket, Ticket other, LinkType type) => type switch
    {
        LinkType.Duplicate => $"{ticket.Id} is a duplicate of {other.Id}.",
        LinkType.Parent => $"{other.Id} is the parent of {ticket.Id}.",
        LinkType.Child => $"{other.Id} is a child of {ticket.Id}.",
        LinkType.Causes => $"{ticket.Id} causes {other.Id}.",
        LinkType.None => $"{ticket.Id} and {other.Id} are no longer linked.",
        _ => $"{ticket.Id} and {other.Id} are related.",
    };
}
