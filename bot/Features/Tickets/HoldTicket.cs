using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Puts a ticket aside until an answer or a moment comes.</summary>
internal sealed record HoldTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("For whom does it wait?")] WaitFor For,
    [Ask("Until when?", Hint = "tomorrow 9am", Tense = Tense.Future)] DateTimeOffset Until,
    [Ask("Why? The requester reads it.", Longest = 1000)] string Reason) : Command
{
    public static async Task<Reply> Handle(HoldTicket command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);
        var wait = new Wait(command.For, command.Until, command.Reason, turn.Caller.Id, turn.Now);
        var held = ticket.Hold(wait);
        turn.Save(Ticket.Kind, held);
        WakeTicket.Schedule(ticket.Id, wait, turn);

        Tell(held, wait, new(turn, held), turn);

        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), command.For is WaitFor.Requester
            ? (Say)$"{ticket.Id} waits for {await turn.Who(ticket.Requester)}. It wakes with an answer, or {command.Until}."
            : $"{ticket.Id} waits for a vendor. It wakes {command.Until}."));
    }

    public static void Tell(Ticket ticket, Wait wait, Notices notices, Turn turn)
    {
        if (wait.For is WaitFor.Requester)
            notices.ToRequester($"{turn.Caller} needs your answer on {ticket.Id} before {wait.Until}. You are next.", evenMuted: true);
        else
            notices.ToRequester($"{ticket.Id} waits for a vendor until {wait.Until}. {turn.Caller} takes it up again then.");

        notices.To(ticket.Assignee, $"{turn.Caller} put {ticket.Id} on hold until {wait.Until}.").ToWatchers($"{ticket.Id} is on hold until {wait.Until}.");
    }
}

/// <summary>Ends a wait: the clock does when its moment comes, an agent at any time.</summary>
/// <param name="At">The wait that is meant; another has begun since when it is not this one.</param>
/// <param name="Warn">Only tells that the moment is near.</param>
internal sealed record WakeTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Which wait?", Rare = true)] DateTimeOffset? At = null,
    [Ask("Only warn?", Rare = true)] bool Warn = false) : Command
{
    public static void Schedule(SubjectId id, Wait wait, Turn turn)
    {
        var at = wait.Until.ToString("O", CultureInfo.InvariantCulture);
        turn.Schedule($"wake:{id}:{at}", wait.Until, Invocation.Of("ticket wake", ("id", id.ToString()), ("at", at)));

        if (Warning(wait.Until - wait.At) is { } before)
            turn.Schedule($"wake:{id}:{at}:warn", wait.Until - before, Invocation.Of("ticket wake", ("id", id.ToString()), ("at", at), ("warn", "yes")));
    }

    public static async Task<Reply> Handle(WakeTicket command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);

        if (ticket.Wait is not { } wait || command.At is { } at && at != wait.Until)
            throw new Refusal($"{ticket.Id} does not wait. Put it on hold first.");

        return command.Warn ? WarnOf(ticket, wait, turn) : await Wake(ticket, turn);
    }

    private static Reply WarnOf(Ticket ticket, Wait wait, Turn turn)
    {
        var notices = new Notices(turn, ticket);

        if (wait.For is WaitFor.Requester)
            notices.ToRequester($"{ticket.Id} still needs your answer. The wait ends {wait.Until}.", evenMuted: true);

        notices.ToHolder($"{ticket.Id} is soon yours again: the wait ends {wait.Until}.");
        return Turn.Show(Ticket.Kind, ticket.Id.ToString());
    }

    private static async ValueTask<Reply> Wake(Ticket ticket, Turn turn)
    {
        var woken = ticket.Wake(turn.Stamp());
        turn.Save(Ticket.Kind, woken);
        new Notices(turn, woken).ToHolder($"{ticket.Id} no longer waits. You are next.");
        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} no longer waits. {await turn.Holder(woken)} is next."));
    }

    private static TimeSpan? Warning(TimeSpan wait) =>
        wait > TimeSpan.FromDays(2) ? TimeSpan.FromDays(1)
        : wait > TimeSpan.FromHours(2) ? TimeSpan.FromHours(1)
        : null;
}
