using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.StandUps;

/// <summary>Shows what stands in somebody's way, and what can be done about it.</summary>
internal sealed record ViewBlocker([Ask("Which blocker?", From = "blocker")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(ViewBlocker command, Turn turn)
    {
        await Blockers.Known(command.Id, turn);
        return Turn.Show(Blocker.Kind, command.Id.ToString());
    }
}

/// <summary>Says that something no longer stands in the way.</summary>
internal sealed record ClearBlocker([Ask("Which blocker?", From = "blocker")] SubjectId Id) : Command
{
    public static async Task<Reply> Handle(ClearBlocker command, Turn turn)
    {
        var blocker = await Blockers.Known(command.Id, turn);

        if (!blocker.IsOpen)
            throw new Refusal($"That is out of the way already. Say it in the next stand-up if it is back.");

        turn.Save(Blocker.Kind, blocker with { ClearedOn = await Blockers.Today(blocker, turn), ClearedBy = turn.Caller.Id });
        await Sessions.Redraw(blocker.Team, turn);
        turn.Tell(blocker.Owner, new Message { Text = $"{turn.Caller} says that \"{blocker.Text}\" no longer stands in your way. Say it in the next stand-up if it does." });
        return Turn.Show(Blocker.Kind, blocker.Id.ToString(), $"That is out of the way.");
    }
}

/// <summary>Makes a ticket of what stands in the way; its number stands there from then on.</summary>
internal sealed record TicketForBlocker([Ask("Which blocker?", From = "blocker")] SubjectId Id) : Command
{
    private const int LongestTitle = 200;

    public static async Task<Reply> Handle(TicketForBlocker command, Turn turn)
    {
        var blocker = await Blockers.Known(command.Id, turn);

        if (blocker.Ticket is { } already)
            throw new Refusal($"{already} is about that already. Look there how it goes.");

        if (!blocker.IsOpen)
            throw new Refusal($"That is out of the way already. Say it in the next stand-up if it is back.");

        var title = blocker.Text.Split('\n')[0];
        var details = $"{(await turn.Get(Person.Kind, blocker.Owner))?.Name ?? blocker.Owner}: {blocker.Text}";
        var reply = await turn.Run(Invocation.Of(Blockers.NewTicket, ("title", title.Length <= LongestTitle ? title : $"{title[..(LongestTitle - 1)]}…"), ("details", details)));

        if (reply.IsForm || !SubjectId.TryParse(reply.Message.Shown?.Id, null, out var ticket))
            return reply;

        turn.Save(Blocker.Kind, blocker with { Ticket = ticket });
        await Sessions.Redraw(blocker.Team, turn);
        return reply;
    }
}

internal static class Blockers
{
    public const string NewTicket = "ticket new";

    public static async ValueTask<Blocker> Known(SubjectId id, Turn turn)
    {
        // A blocker is seen through its team.
        await Teams.Seen(turn);
        return await turn.Require(Blocker.Kind, id.ToString());
    }

    public static async ValueTask<DateOnly> Today(Blocker blocker, Turn turn) => await turn.Get(Team.Kind, blocker.Team) is { } team
        ? (await Calendar.Of(team, turn)).Today(turn.Now)
        : DateOnly.FromDateTime(turn.Now.UtcDateTime);

    /// <summary>"3 working days".</summary>
    public static async ValueTask<Say> Age(Blocker blocker, DateOnly on, Turn turn)
    {
        var team = await turn.Get(Team.Kind, blocker.Team) ?? new Team(blocker.Team, "", blocker.Owner, turn.Now);
        return (await Calendar.Of(team, turn)).Age(blocker.Since, on) is var days and > 0 ? (Say)$"{days:one working day|# working days}" : $"new";
    }

    public static async Task<Card> Draw(Blocker blocker, Turn turn)
    {
        List<Block.Fact> facts = [new($"Who", $"{await turn.Who(blocker.Owner)}"), new($"Team", Say.Text(blocker.TeamName ?? blocker.Team)), new($"Since", $"{blocker.Since}")];

        if (blocker.ClearedOn is { } cleared)
            facts.Add(new($"Cleared", $"{cleared}, by {await turn.Who(blocker.ClearedBy)}"));
        else
            facts.Add(new($"For", await Age(blocker, await Today(blocker, turn), turn)));

        if (blocker.LastSaid != blocker.Since)
            facts.Add(new($"Said last", $"{blocker.LastSaid}"));

        if (blocker.Ticket is { } ticket)
            facts.Add(new($"Ticket", $"{ticket}"));

        return new(blocker.IsOpen ? (Say)$"In the way: {blocker.Text}" : $"Out of the way: {blocker.Text}")
        {
            Tone = blocker.IsOpen ? Tone.Warning : Tone.Good,
            Body = [new Block.Facts([.. facts]), .. await Mentions.In([blocker.Text, blocker.Ticket?.ToString() ?? ""], turn)],
            Choices = [.. Choices(blocker, turn)],
        };
    }

    private static IEnumerable<Choice> Choices(Blocker blocker, Turn turn)
    {
        if (!blocker.IsOpen)
            yield break;

        yield return new($"Out of the way", Invocation.Of("standup clear", ("id", blocker.Id.ToString()))) { Emphasis = Emphasis.Primary };

        if (blocker.Ticket is null && turn.Catalog.Find(NewTicket) is { } spec && spec.IsAllowed(turn.Caller))
            yield return new($"Make a ticket of it", Invocation.Of("standup ticket", ("id", blocker.Id.ToString())));
    }
}
