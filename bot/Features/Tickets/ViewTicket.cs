using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

internal sealed record ViewTicket([Ask("Which ticket?")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(ViewTicket command, Turn turn)
    {
        await turn.Ticket(command.Id);
        return Turn.Show(Ticket.Kind, command.Id.ToString());
    }
}
