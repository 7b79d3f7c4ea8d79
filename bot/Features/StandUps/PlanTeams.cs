using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Scheduling;

namespace ChatOps.StandUps;

/// <summary>
/// Brings what is planned in line with the teams and with where their members live now, and asks whom a change of either has
/// left out.
/// </summary>
internal sealed record PlanTeams : Command
{
    private const int AtOnce = 100;

    /// <summary>Until then their own schedule is at it.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(10);

    public static async Task<Reply> Handle(PlanTeams command, Turn turn)
    {
        for (var teams = Team.ByName.Where() with { Take = AtOnce }; ;)
        {
            var page = await turn.Find(teams);

            foreach (var item in page.Items)
                await One(item.Body, turn);

            if (page.Next is null)
                return (Say)$"The stand-ups are planned.";

            teams = teams with { After = page.Next };
        }
    }

    private static async Task One(Team team, Turn turn)
    {
        var planned = await Plan(team, turn);

        if (!ReferenceEquals(planned, team))
            turn.Save(Team.Kind, planned);

        if (!planned.IsPaused)
            await AskTeam.All(planned, Overdue, turn);
    }

    /// <summary>Plans one question for each zone that members live in, and the summary.</summary>
    /// <returns>The team with what is planned, the same when that was so before.</returns>
    public static async ValueTask<Team> Plan(Team team, Turn turn)
    {
        var zones = team.IsPaused ? [] : await ZonesOf(team, turn);

        foreach (var gone in team.Planned.Except(zones))
            await turn.Unschedule(AskId(team, gone));

        foreach (var zone in zones)
            await turn.ScheduleEvery(AskId(team, zone), Recurrence.Weekly(team.Days, team.AskAt, zone), Invocation.Of("standup ask", ("team", team.Id)));

        if (team.IsPaused)
            await turn.Unschedule(SummaryId(team));
        else
            await turn.ScheduleEvery(SummaryId(team), Recurrence.Weekly(team.Days, team.Deadline, team.Zone), Invocation.Of("standup post", ("team", team.Id)));

        return zones.SequenceEqual(team.Planned, StringComparer.Ordinal) ? team : team with { Planned = zones };
    }

    private static async ValueTask<string[]> ZonesOf(Team team, Turn turn)
    {
        var calendar = await Calendar.Of(team, turn);
        var zones = new SortedSet<string>(StringComparer.Ordinal);

        foreach (var member in team.Members)
        {
            if (await turn.Get(Person.Kind, member) is { Active: true } person)
                zones.Add(calendar.ZoneOf(person));
        }

        return [.. zones];
    }

    private static string AskId(Team team, string zone) => $"stand-up:{team.Id}:ask:{zone}";

    private static string SummaryId(Team team) => $"stand-up:{team.Id}:summary";
}
