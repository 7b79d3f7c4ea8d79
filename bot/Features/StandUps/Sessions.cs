using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.StandUps;

/// <summary>The days of a team, as a turn finds and changes them.</summary>
internal static class Sessions
{
    /// <summary>The stand-up of that day, or a fresh one; what the team is like now goes into it while its summary is still to come.</summary>
    public static async ValueTask<StandUp> Of(Team team, DateOnly day, Calendar calendar, Turn turn)
    {
        var known = await turn.Get(StandUp.Kind, StandUp.IdOf(team.Id, day)) ?? new StandUp(team.Id, day, team.Name, calendar.DueAt(day));

        return known.PostedAt is not null ? known : known with
        {
            TeamName = team.Name,
            DueAt = calendar.DueAt(day),
            Members = [.. team.Members.Union(known.Answers.Select(answer => answer.Person), StringComparer.Ordinal)],
            Circle = [.. team.Circle.Union(known.Answers.Select(answer => answer.Person), StringComparer.Ordinal)],
            Questions = team.Questions,
            IsPrivate = team.IsPrivate,
        };
    }

    public static async ValueTask<StandUp?> Latest(string team, Turn turn) =>
        (await turn.Find(StandUp.ByTeam.Where(team) with { Descending = true, Take = 1 })).Items is [var latest] ? latest.Body : null;

    /// <summary>Has the newest summary drawn anew wherever it stands.</summary>
    public static async ValueTask Redraw(string team, Turn turn)
    {
        if (await Latest(team, turn) is { } latest)
            turn.Save(StandUp.Kind, latest with { Revision = latest.Revision + 1 });
    }

    /// <summary>The day that somebody answers for: today, or the last one that there was.</summary>
    /// <param name="asked">The day that they name; null: none.</param>
    public static async ValueTask<DateOnly> DayFor(Person person, Team team, Calendar calendar, DateOnly? asked, Turn turn)
    {
        var current = calendar.LastUpTo(calendar.Today(person, turn.Now))
            ?? throw new Refusal($"{team.Name} has had no stand-up for a month. Ask {await turn.Who(team.Owner)} when the next one is.");

        if (asked is null || asked == current)
            return current;

        // Until the next one begins, the one before can still be changed.
        if (asked == calendar.LastUpTo(current.AddDays(-1)) && !await HasBegun(person, team, current, turn))
            return asked.Value;

        throw new Refusal(asked > current
            ? (Say)$"The stand-up of {asked.Value} has not begun. Answer the one of {current} instead."
            : $"The stand-up of {asked.Value} is over and stays as it is. Answer the one of {current} instead.");
    }

    private static async ValueTask<bool> HasBegun(Person person, Team team, DateOnly day, Turn turn) =>
        await turn.Get(StandUp.Kind, StandUp.IdOf(team.Id, day)) is { } standUp && (standUp.HasAsked(person.Id) || standUp.AnswerOf(person.Id) is not null);
}
