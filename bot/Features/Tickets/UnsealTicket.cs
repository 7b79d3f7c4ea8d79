using System.Globalization;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Breaks the glass: opens a ticket of a restricted queue to an administrator for an hour. It is noted, and the owner of the queue is told.</summary>
internal sealed record UnsealTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Why? It is kept, and the owner of the queue reads it.", Longest = 1000)] string Reason) : Command
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    public static async Task<Reply> Handle(UnsealTicket command, Turn turn)
    {
        if (await turn.Get(Ticket.Kind, command.Id.ToString()) is not null)
            throw new Refusal($"{command.Id} is open to you already. Look at it with its number.");

        var ticket = await turn.Unseal(Ticket.Kind, command.Id.ToString(), command.Reason);
        var until = turn.Now + Lasts;
        turn.Save(Ticket.Kind, ticket.Unseal(new(turn.Caller.Id, until), turn.Now));
        turn.Schedule($"seal:{ticket.Id}:{until.ToString("O", CultureInfo.InvariantCulture)}", until, Invocation.Of("ticket seal", ("id", ticket.Id.ToString())));

        new Notices(turn, ticket).To(turn.Access.Queue(ticket.Queue)?.Owner, $"{turn.Caller} opened {ticket.Id} for an hour, until {until}. The reason given: {command.Reason}", evenMuted: true);
        return Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} is open to you until {until}. The owner of the queue is told.");
    }
}

/// <summary>The hour is over: whatever was drawn in it is drawn anew.</summary>
internal sealed record SealTicket([Ask("Which ticket?")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(SealTicket command, Turn turn)
    {
        var ticket = await turn.Ticket(command.Id);
        turn.Save(Ticket.Kind, ticket.Seal(turn.Now));
        return Turn.Show(Ticket.Kind, ticket.Id.ToString());
    }
}
