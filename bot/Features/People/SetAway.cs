using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Staff;

/// <summary>The caller is not here for some days; whoever writes to them or gives them work reads it.</summary>
internal sealed record SetAway(
    [Ask("Until which day, that day included?", Tense = Tense.Future)] DateOnly Until,
    [Ask("From which day on? Without one, from today.", Tense = Tense.Future)] DateOnly? From = null) : Command
{
    public static Task<Reply> Handle(SetAway command, Turn turn)
    {
        var from = command.From ?? turn.Caller.Today(turn.Now);

        if (command.Until < from)
            throw new Refusal($"{command.Until} comes before {from}. Give the first day, then the last.");

        return turn.Keep(
            turn.Caller with { Absence = new(from, command.Until) },
            $"You are away from {from} until {command.Until}. Whoever writes to you or gives you work reads it.");
    }
}

/// <summary>The caller is here again, or does not go.</summary>
internal sealed record EndAway : Command
{
    public static Task<Reply> Handle(EndAway command, Turn turn) => turn.Caller.Absence is null
        ? Task.FromResult<Reply>((Say)$"You are not marked as away.")
        : turn.Keep(turn.Caller with { Absence = null }, $"You are no longer marked as away.");
}
