using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.StandUps;

/// <summary>The teams that the caller has to do with.</summary>
internal sealed record ListTeams : Command
{
    public static async Task<Reply> Handle(ListTeams command, Turn turn)
    {
        var teams = await Teams.Seen(turn);

        return new Card($"Teams with stand-ups")
        {
            Body = teams is []
                ? [new Block.Text($"None that you belong to.")]
                : [new Block.Table([$"Team", $"Members", $"Asked at", $"Summary at"], [.. teams.Select(team => Row(team, turn))])],
            Choices = [.. Choices(teams, turn)],
        };
    }

    private static Block.Row Row(Team team, Turn turn) => new(
        [Say.Text(team.Name), $"{team.Members.Count}", team.IsPaused ? $"paused" : Say.Text(Clock(team.AskAt)), Say.Text($"{Clock(team.Deadline)} {team.Zone}")],
        EditTeam.CanEdit(team, turn.Access) ? Invocation.Of("standup setup", ("name", team.Name)) : Invocation.Of("standup summary", ("team", team.Id)));

    private static IEnumerable<Choice> Choices(IReadOnlyList<Team> teams, Turn turn)
    {
        if (teams.Any(team => team.Members.Contains(turn.Caller.Id, StringComparer.Ordinal)))
            yield return new($"Answer", Invocation.Of("standup")) { Emphasis = Emphasis.Primary };

        if (teams.Any(team => team.Has(turn.Caller.Id)))
            yield return new($"Summary", Invocation.Of("standup summary"));

        if (turn.Catalog.Find("standup setup") is { } setup && setup.IsAllowed(turn.Caller))
            yield return new($"New team", Invocation.Of("standup setup"), "name", "members");
    }

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
