using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Staff;

/// <summary>The caller lets somebody else open tickets for them, and follow those. Both names stand in the history.</summary>
internal sealed record NameDelegate(
    [Ask("Who asks for help in your place?")] PersonRef To,
    [Ask("Until which day?", Tense = Tense.Future)] DateOnly Until) : Command
{
    public static async Task<Reply> Handle(NameDelegate command, Turn turn)
    {
        var to = await turn.Person(command.To);

        if (to.Id == turn.Caller.Id)
            throw new Refusal($"You can ask for help yourself anyway. Name somebody else.");

        if (turn.Caller.Delegation is { } before && before.To != to.Id)
            turn.Tell(before.To, new Message { Text = $"{turn.Caller} has named somebody else as delegate. You no longer ask for help in their place." });

        turn.Tell(to.Id, new Message
        {
            Card = new($"{turn.Caller} lets you ask for help in their place until {command.Until}.")
            {
                Choices = [new($"Ask for help for {turn.Caller}", Invocation.Of("ticket new", ("for", $"person:{turn.Caller.Id}")), "title", "details", "urgency")],
            },
        });

        return await turn.Keep(
            turn.Caller with { Delegation = new(to.Id, command.Until) },
            $"{to} can ask for help in your place until {command.Until}. You see every such ticket, and can end it at any time.");
    }
}

/// <summary>Ends it at once; what was opened stays.</summary>
internal sealed record EndDelegation : Command
{
    public static async Task<Reply> Handle(EndDelegation command, Turn turn)
    {
        if (turn.Caller.Delegation is not { } delegation)
            return (Say)$"Nobody asks for help in your place.";

        turn.Tell(delegation.To, new Message { Text = $"{turn.Caller} asks for help without a delegate again. Tickets that you opened for them stay open to you." });

        return await turn.Keep(
            turn.Caller with { Delegation = null },
            $"{await turn.Who(delegation.To)} can no longer ask for help in your place. Tickets opened until now stay as they are.");
    }
}
