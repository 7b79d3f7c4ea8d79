using System.Globalization;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Closes a resolved ticket that nobody has said a word about, after a warning.</summary>
/// <param name="At">The moment that was meant; any word since has moved it.</param>
/// <param name="Warn">Only tells that the moment is near.</param>
internal sealed record LapseTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Which silence?")] DateTimeOffset At,
    [Ask("Only warn?")] bool Warn = false) : Command
{
    public static void Schedule(Ticket ticket, Desk desk, Turn turn)
    {
        var closes = ticket.Resolution!.ClosesAt;
        var at = closes.ToString("O", CultureInfo.InvariantCulture);
        turn.Schedule($"lapse:{ticket.Id}:{at}", closes, Invocation.Of("ticket lapse", ("id", ticket.Id.ToString()), ("at", at)));

        if (closes - desk.WarnsBefore is var warning && warning > turn.Now)
            turn.Schedule($"lapse:{ticket.Id}:{at}:warn", warning, Invocation.Of("ticket lapse", ("id", ticket.Id.ToString()), ("at", at), ("warn", "yes")));
    }

    public static async Task<Reply> Handle(LapseTicket command, Turn turn)
    {
        var ticket = await turn.Ticket(command.Id);

        if (ticket is not { State: State.Resolved, Resolution: { } resolution } || resolution.ClosesAt != command.At)
            throw new Refusal($"{ticket.Id} is not to close at that moment. Close it by hand.");

        if (command.Warn)
        {
            new Notices(turn, ticket).ToRequester($"{ticket.Id} closes {resolution.ClosesAt}. Say whether it works, or that it does not.");
            return Turn.Show(Ticket.Kind, ticket.Id.ToString());
        }

        turn.Save(Ticket.Kind, ticket.Close(turn.Stamp()));
        new Notices(turn, ticket).ToRequester($"{ticket.Id} is closed, since nobody said that it does not work. If it comes back, reopen it.");
        return Turn.Show(Ticket.Kind, ticket.Id.ToString());
    }
}
