using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.StandUps;

/// <summary>The summary of a day: what stands in the way first, then who said what, who is missing and who is away.</summary>
internal static class StandUpCard
{
    private const int MostBlockers = 50;

    public static async Task<Card> Draw(StandUp standUp, Turn turn)
    {
        // What belongs to a team is seen through it.
        var team = await turn.Get(Team.Kind, standUp.Team);
        var names = await Names(standUp, turn);
        var blockers = await BlockersOn(standUp, turn);
        var headings = Team.Headings(standUp.Questions);
        var shown = standUp.Answers.Where(answer => standUp.IsOpenTo(turn.Caller.Id, answer)).OrderBy(answer => names[answer.Person].ToString(), StringComparer.Ordinal).ToArray();

        List<Block> facts = [.. Participation(standUp), .. await InTheWay(standUp, blockers, names, turn), .. Hidden(standUp, shown.Length)];

        for (var i = 0; i < headings.Count; i++)
            facts.AddRange(await Said(headings[i], [.. shown.Select(answer => (names[answer.Person], answer.To(i)))], turn));

        facts.AddRange(People(standUp, names));

        return new($"Stand-up of {standUp.TeamName}, {standUp.Date}")
        {
            Tone = blockers is [] ? Tone.Plain : Tone.Warning,
            Body =
            [
                .. shown is [] ? [] : turn.InShort("the daily stand-up of a team", facts),
                .. facts,
                .. await Mentions.In([.. blockers.Select(blocker => $"{blocker.Text} {blocker.Ticket}"), .. shown.SelectMany(answer => answer.Said)], turn),
            ],
            Choices = [.. await Choices(standUp, team, turn)],
        };
    }

    /// <summary>How many of those who were to answer did.</summary>
    private static IEnumerable<Block> Participation(StandUp standUp)
    {
        if (standUp.Expected > 0)
            yield return new Block.Progress($"{standUp.Answers.Count} of {standUp.Expected} have answered", (double)standUp.Answers.Count / standUp.Expected);
    }

    public static async Task<IReadOnlyList<Blocker>> BlockersOn(StandUp standUp, Turn turn) =>
    [
        .. (await turn.Find(Blocker.ByTeam.Where(standUp.Team) with { Take = MostBlockers, Filter = blocker => blocker.StoodOn(standUp.Date) && IsShown(standUp, blocker, turn) })).Items.Select(item => item.Body),
    ];

    // What is said in confidence until the summary is not told by what stands in the way either.
    private static bool IsShown(StandUp standUp, Blocker blocker, Turn turn) =>
        blocker.Since < standUp.Date || standUp.AnswerOf(blocker.Owner) is not { } answer || standUp.IsOpenTo(turn.Caller.Id, answer);

    private static async Task<IReadOnlyList<Block>> InTheWay(StandUp standUp, IReadOnlyList<Blocker> blockers, Dictionary<string, Say> names, Turn turn)
    {
        if (blockers is [])
            return [new Block.Text($"Nothing stands in the way.")];

        var rows = new List<Block.Row>();

        foreach (var blocker in blockers.OrderBy(blocker => blocker.Since))
        {
            var who = names.TryGetValue(blocker.Owner, out var name) ? name : $"{await turn.Who(blocker.Owner)}";
            var said = await turn.Linked(blocker.Text);
            var what = blocker.Ticket is { } ticket ? (Say)$"{said} ({await turn.Linked(ticket.ToString())})" : said;
            rows.Add(new([what, who, await StandUps.Blockers.Age(blocker, standUp.Date, turn)], Invocation.Of("standup blocker", ("id", blocker.Id.ToString()))));
        }

        return [new Block.Table([$"In the way", $"Who", $"For"], rows)];
    }

    private static IEnumerable<Block> Hidden(StandUp standUp, int shown)
    {
        if (shown < standUp.Answers.Count)
            yield return new Block.Text($"What the others say is shown with the summary, {standUp.DueAt}.") { Subtle = true };
    }

    private static async ValueTask<IReadOnlyList<Block>> Said(Say heading, (Say Who, string Text)[] said, Turn turn)
    {
        var facts = new List<Block.Fact>();

        foreach (var (who, text) in said.Where(one => one.Text.Length > 0))
            facts.Add(new(who, await turn.Linked(text)));

        return facts is [] ? [] : [new Block.Section(heading, [new Block.Facts([.. facts])])];
    }

    private static IEnumerable<Block> People(StandUp standUp, Dictionary<string, Say> names)
    {
        Block.Fact[] facts =
        [
            .. Named($"Missing", standUp.Missing, names),
            .. Named($"Away", standUp.Members.Where(standUp.IsAway), names),
            .. Named($"Asked later", standUp.Later, names),
        ];

        if (facts is not [])
            yield return new Block.Facts(facts);
    }

    private static IEnumerable<Block.Fact> Named(Say what, IEnumerable<string> people, Dictionary<string, Say> names)
    {
        Say[] all = [.. people.Select(person => names[person]).OrderBy(name => name.ToString(), StringComparer.Ordinal)];

        if (all is not [])
            yield return new(what, Say.All(all));
    }

    private static async Task<Dictionary<string, Say>> Names(StandUp standUp, Turn turn)
    {
        var names = new Dictionary<string, Say>(StringComparer.Ordinal);

        foreach (var person in standUp.Members.Concat(standUp.Answers.Select(answer => answer.Person)).Distinct(StringComparer.Ordinal))
            names[person] = $"{await turn.Who(person)}";

        return names;
    }

    private static async Task<IEnumerable<Choice>> Choices(StandUp standUp, Team? team, Turn turn)
    {
        if (team is null)
            return [];

        var calendar = await Calendar.Of(team, turn);
        var choices = new List<Choice>();

        if (turn.IsShared && calendar.LastUpTo(calendar.Today(turn.Now)) == standUp.Date)
            choices.Add(new($"Answer", Invocation.Of("standup", ("team", team.Id), ("day", AnswerForm.Text(standUp.Date)))));

        if (team.Members.Contains(turn.Caller.Id, StringComparer.Ordinal) && calendar.LastUpTo(calendar.Today(turn.Caller, turn.Now)) == standUp.Date)
            choices.Add(new(standUp.AnswerOf(turn.Caller.Id) is null ? (Say)$"Answer" : $"Change my answer", Invocation.Of("standup", ("team", team.Id), ("day", AnswerForm.Text(standUp.Date)))));

        if (calendar.LastUpTo(standUp.Date.AddDays(-1)) is { } before && await turn.Get(StandUp.Kind, StandUp.IdOf(team.Id, before)) is not null)
            choices.Add(new($"Day before", Invocation.Of("standup summary", ("team", team.Id), ("day", AnswerForm.Text(before)))));

        return choices;
    }
}
