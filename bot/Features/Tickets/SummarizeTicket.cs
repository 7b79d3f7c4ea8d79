using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>A ticket at a glance, for whoever takes it over: in a few sentences where a language model is set up, and always by its facts.</summary>
internal sealed record SummarizeTicket([Ask("Which ticket?")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(SummarizeTicket command, Turn turn)
    {
        var ticket = await turn.Ticket(command.Id);
        await turn.NoteReading(Ticket.Kind, ticket);
        var facts = await TicketCard.Told(ticket, turn);

        return new Card($"{ticket.Id} in short: {ticket.Title}")
        {
            Body = [.. turn.InShort("a ticket of a help desk, oldest words first", [new Block.Text($"{ticket.Id} {ticket.Title}"), .. facts], ticket.IsRestricted(turn.Access)), .. facts],
            Choices = [new($"Open {ticket.Id}", Invocation.Of("ticket view", ("id", ticket.Id.ToString())))],
        };
    }
}
