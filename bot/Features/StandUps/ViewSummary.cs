using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.StandUps;

/// <summary>What a team said on a day, or on several.</summary>
/// <param name="Until">The last day, when it is about several.</param>
internal sealed record ViewSummary(
    [Ask("Which team?", From = "team")] string? Team = null,
    [Ask("Of which day, or from which day on?")] DateOnly? Day = null,
    [Ask("Until which day?", Rare = true)] DateOnly? Until = null) : Command
{
    private const int MostDays = 31;

    public static async Task<Reply> Handle(ViewSummary command, Turn turn)
    {
        var seen = await Teams.Seen(turn);
        var mine = seen.Where(team => team.Has(turn.Caller.Id)).ToArray();
        var (team, which) = await Teams.Meant(command.Team, mine is [] ? seen : mine, turn.Catalog.Invocation(command), turn);

        if (team is null)
            return which!;

        return command.Until is { } until && command.Day is { } from && from < until ? await Several(team, from, until, turn) : await One(team, command.Day, turn);
    }

    private static async Task<Reply> One(Team team, DateOnly? asked, Turn turn)
    {
        var calendar = await Calendar.Of(team, turn);
        var day = asked is null ? await Sessions.Latest(team.Id, turn) : await turn.Get(StandUp.Kind, StandUp.IdOf(team.Id, asked.Value));

        if (day is not null)
            return Turn.Show(StandUp.Kind, day.Id);

        throw asked is { } date
            ? new Refusal(calendar.Meets(date) ? (Say)$"Nobody of {team.Name} has been asked on {date}. Choose another day." : $"{team.Name} does not meet on {date}. Choose another day.")
            : new Refusal($"{team.Name} has had no stand-up that you could see. Look again after {Clock(team.AskAt)}.");
    }

    private static async Task<Reply> Several(Team team, DateOnly from, DateOnly until, Turn turn)
    {
        if (until.DayNumber - from.DayNumber >= MostDays)
            throw new Refusal($"That is more than the {MostDays} days that fit. Choose days that are closer together.");

        var days = (await turn.Find(StandUp.ByTeam.Where(team.Id) with { From = Documents.Key.Of(from), Until = Documents.Key.Of(until.AddDays(1)), Take = MostDays })).Items.Select(item => item.Body).ToArray();

        if (days is [])
            throw new Refusal($"{team.Name} has had no stand-up from {from} until {until}. Choose other days.");

        var rows = new List<Block.Row>();

        foreach (var day in days)
            rows.Add(new([$"{day.Date}", $"{day.Answers.Count} of {day.Expected}", $"{(await StandUpCard.BlockersOn(day, turn)).Count}", await People(day.Missing, turn), await People(day.Members.Where(day.IsAway), turn)], Invocation.Of("standup summary", ("team", team.Id), ("day", AnswerForm.Text(day.Date)))));

        var (answered, expected) = (days.Sum(day => day.Answers.Count), days.Sum(day => day.Expected));

        return new Card($"Stand-ups of {team.Name}, {from} to {until}")
        {
            Body =
            [
                .. expected > 0 ? (Block[])[new Block.Progress($"{answered} of {expected} have answered", (double)answered / expected)] : [],
                new Block.Table([$"Day", $"Answered", $"In the way", $"Missing", $"Away"], rows),
            ],
        };
    }

    private static async Task<Say> People(IEnumerable<string> people, Turn turn)
    {
        var names = new List<Say>();

        foreach (var person in people)
            names.Add($"{await turn.Who(person)}");

        return names is [] ? Say.Text("—") : Say.All(names);
    }

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
