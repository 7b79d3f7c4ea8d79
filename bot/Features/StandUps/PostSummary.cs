using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.StandUps;

/// <summary>Sends the summary of a day to the team, complete or not, once.</summary>
internal sealed record PostSummary([Ask("Which team?")] string Team) : Command
{
    /// <summary>After an outage the summary of a day that is long over is sent to nobody.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromHours(20);

    public static async Task<Reply> Handle(PostSummary command, Turn turn)
    {
        if (await turn.Get(StandUps.Team.Kind, command.Team) is not { IsPaused: false } team)
            throw new Refusal($"The team has no stand-ups at the moment. Turn them on first.");

        var calendar = await Calendar.Of(team, turn);
        var today = calendar.Today(turn.Now);
        var day = ((DateOnly[])[today, today.AddDays(-1)]).FirstOrDefault(day => IsDue(team, day, calendar, turn.Now));

        if (day == default)
            throw new Refusal($"No summary is due. Wait until the team meets again.");

        var standUp = await WithAway(await Sessions.Of(team, day, calendar, turn), turn);

        if (standUp.PostedAt is not null || standUp.Members.All(standUp.IsAway))
            throw new Refusal($"The summary is out already, or everybody is away. Look at the last one.");

        turn.Save(StandUp.Kind, standUp with { PostedAt = turn.Now });

        var summary = new Message { Text = $"The stand-up of {standUp.TeamName} is summed up. {standUp.Answers.Count} of {standUp.Expected} have answered.", Shown = new(StandUp.Kind.Name, standUp.Id) };

        if (team.Channel is { } channel)
        {
            turn.Post(channel, summary);
            return (Say)$"The summary is on its way.";
        }

        foreach (var person in standUp.Circle)
            turn.Tell(person, summary);

        return (Say)$"The summary is on its way.";
    }

    private static bool IsDue(Team team, DateOnly day, Calendar calendar, DateTimeOffset now) =>
        calendar.Meets(day) && calendar.DueAt(day) is var due && due >= team.Since && due <= now && now - due <= Latest;

    // Who is away is left alone, whether or not their morning has come.
    private static async ValueTask<StandUp> WithAway(StandUp standUp, Turn turn)
    {
        var away = new List<string>(standUp.Away);

        foreach (var member in standUp.Members.Except(standUp.Away))
        {
            if (await turn.Get(Person.Kind, member) is not { Active: true } person || AskTeam.IsAway(person, standUp.Date))
                away.Add(member);
        }

        return standUp with { Away = away };
    }
}
