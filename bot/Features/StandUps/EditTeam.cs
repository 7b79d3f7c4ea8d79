using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Scheduling;

namespace ChatOps.StandUps;

/// <summary>Makes a team that has stand-ups, or says anew how they go. It holds from the next morning on, without a restart.</summary>
internal sealed record EditTeam(
    [Ask("Which team, or which new one?", Hint = "Platform", Longest = 60)] string Name,
    [Ask("Who is asked?")] IReadOnlyList<PersonRef>? Members = null,
    [Ask("On which days?")] IReadOnlyList<DayOfWeek>? Days = null,
    [Ask("At which time of each member's day are they asked?", Hint = "09:00")] TimeOnly? At = null,
    [Ask("When does the summary go out?", Hint = "11:00")] TimeOnly? Deadline = null,
    [Ask("Which questions are asked? One a line.", Paragraph = true, Rare = true)] string? Questions = null,
    [Ask("How is what stands in the way asked for?", Rare = true)] string? Blockers = null,
    [Ask("Which time zone is the summary's?", Hint = "Europe/Berlin", Rare = true)] string? Zone = null,
    [Ask("How often is somebody reminded at most?", Rare = true)] int? Reminders = null,
    [Ask("After how many minutes?", Rare = true)] int? Gap = null,
    [Ask("Are answers private until the summary?", Rare = true)] bool? Private = null,
    [Ask("Who answers for the team?", Rare = true)] PersonRef? Owner = null,
    [Ask("What is it called from now on?", Longest = 60, Rare = true)] string? Called = null,
    [Ask("Are the stand-ups paused?", Rare = true)] bool? Paused = null,
    [Ask("In which channel does the summary stand? Say it there.", Rare = true)] Broadcast? Channel = null) : Command
{
    private const int MostMembers = 100;
    private const int LongestQuestion = 150;
    private const int MostReminders = 5;
    private const int ShortestGap = 10;
    private const int LongestGap = 24 * 60;

    public static async Task<Reply> Handle(EditTeam command, Turn turn)
    {
        var known = await Teams.Known(command.Name, turn);

        if (command.SaysNothing)
            return await turn.Propose(Filled(known ?? await Fresh(command.Name, turn)));

        if (known is not null && !CanEdit(known, turn.Access))
            throw new Refusal($"Only {await turn.Who(known.Owner)} and managers change {known.Name}. Ask one of them.");

        var changed = Checked(await command.Over(known ?? await Fresh(command.Name, turn) with { Id = $"team-{(await turn.Next("TEAM")).Number.ToString(CultureInfo.InvariantCulture)}" }, turn));

        if (await Teams.Known(changed.Name, turn) is { } twin && twin.Id != changed.Id)
            throw new Refusal($"There is a team called \"{changed.Name}\" already. Choose another name.");

        changed = await PlanTeams.Plan(changed, turn);
        turn.Save(Team.Kind, changed);
        Tell(known, changed, turn);
        return new(new Message { Text = await Receipt(changed, turn), Card = await Draw(changed, turn) });
    }

    public static bool CanEdit(Team team, Access access) => team.Owner == access.Person.Id || access.Has(Roles.Manager | Roles.Administrator);

    private bool SaysNothing => this is { Members: null or [], Days: null or [], At: null, Deadline: null, Questions: null, Blockers: null, Zone: null, Reminders: null, Gap: null, Private: null, Owner: null, Called: null, Paused: null, Channel: null };

    private static async ValueTask<Team> Fresh(string name, Turn turn) =>
        new("new", name, turn.Caller.Id, turn.Now) { Zone = turn.Caller.TimeZone is "UTC" ? (await Company.Of(turn)).TimeZone : turn.Caller.TimeZone };

    private async ValueTask<Team> Over(Team team, Turn turn) => team with
    {
        Name = Called ?? team.Name,
        Owner = Owner is { } owner ? (await turn.Person(owner)).Id : team.Owner,
        Since = turn.Now,
        Members = Members is [_, ..] ? await People(turn) : team.Members,
        Days = Days is [_, ..] ? Days.Aggregate(Weekdays.None, (all, day) => all | Flag(day)) : team.Days,
        AskAt = At ?? team.AskAt,
        Deadline = Deadline ?? team.Deadline,
        Questions = Questions is { } questions ? Lines(questions) : team.Questions,
        BlockerQuestion = Blockers ?? team.BlockerQuestion,
        Zone = Zone ?? team.Zone,
        Reminders = Reminders ?? team.Reminders,
        RemindAfter = Gap is { } minutes ? TimeSpan.FromMinutes(minutes) : team.RemindAfter,
        IsPrivate = Private ?? team.IsPrivate,
        IsPaused = Paused ?? team.IsPaused,
        Channel = Channel switch
        {
            Broadcast.Here => !turn.Place.IsShared
                ? throw new Refusal($"This is your own chat, which the others of {team.Name} do not read. Say it in the channel where the summary is to stand.")
                : turn.Place with { Subject = null },
            Broadcast.None => null,
            _ => team.Channel,
        },
    };

    private async ValueTask<IReadOnlyList<string>> People(Turn turn)
    {
        var ids = new List<string>();

        foreach (var member in Members!)
            ids.Add((await turn.Person(member)).Id);

        return [.. ids.Distinct(StringComparer.Ordinal)];
    }

    private static Team Checked(Team team) => team switch
    {
        { Members: [] } => throw new Refusal($"A team needs somebody who is asked. Name its members."),
        { Members.Count: > MostMembers } => throw new Refusal($"{team.Members.Count} members are more than the {MostMembers} that a stand-up holds. Make several teams of them."),
        _ when team.Deadline <= team.AskAt => throw new Refusal($"{Clock(team.Deadline)} does not come after {Clock(team.AskAt)}. Give the summary a later time than the question."),
        _ when !TimeZoneInfo.TryFindSystemTimeZoneById(team.Zone, out _) => throw new Refusal($"\"{team.Zone}\" is no time zone. Write it like Europe/Berlin."),
        { Reminders: < 0 or > MostReminders } => throw new Refusal($"{team.Reminders} reminders are not between 0 and {MostReminders}. Give a number that is."),
        _ when team.RemindAfter.TotalMinutes is < ShortestGap or > LongestGap => throw new Refusal($"{(long)team.RemindAfter.TotalMinutes} minutes are not between {ShortestGap} and {LongestGap}. Give a number that is."),
        _ => team,
    };

    private static string[] Lines(string text)
    {
        string[] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

        return lines switch
        {
            { Length: > Team.MostQuestions } => throw new Refusal($"{lines.Length} questions are more than the {Team.MostQuestions} that fit. Leave some out; what stands in the way is asked for anyway."),
            _ when lines.FirstOrDefault(line => line.Length > LongestQuestion) is { } line => throw new Refusal($"\"{line[..20]}…\" has {line.Length} characters, and {LongestQuestion} fit. Shorten it."),
            _ => lines,
        };
    }

    private static void Tell(Team? before, Team now, Turn turn)
    {
        foreach (var member in now.Members.Except(before?.Members ?? [], StringComparer.Ordinal))
            turn.Tell(member, new Message { Text = $"{turn.Caller} added you to the stand-ups of {now.Name}. You are asked at {Clock(now.AskAt)} of your own day." });

        foreach (var member in (before?.Members ?? []).Except(now.Members, StringComparer.Ordinal))
            turn.Tell(member, new Message { Text = $"{turn.Caller} took you off the stand-ups of {now.Name}. You are no longer asked." });

        if (now.Owner != (before?.Owner ?? turn.Caller.Id))
            turn.Tell(now.Owner, new Message { Text = $"{turn.Caller} says that you answer for the stand-ups of {now.Name} now." });
    }

    private static async ValueTask<Say> Receipt(Team team, Turn turn)
    {
        if (team.IsPaused)
            return $"{team.Name} is kept. Its stand-ups are paused.";

        var calendar = await Calendar.Of(team, turn);
        var first = Recurrence.Weekly(team.Days, team.Deadline, team.Zone).After(turn.Now);
        return calendar.Meets(TimeZoneInfo.FindSystemTimeZoneById(team.Zone).DayOf(first))
            ? $"{team.Name} is kept. The next summary goes out {first}."
            : (Say)$"{team.Name} is kept.";
    }

    private static async ValueTask<Card> Draw(Team team, Turn turn)
    {
        var names = new List<Say>();

        foreach (var member in team.Members)
            names.Add($"{await turn.Who(member)}");

        return new($"Stand-ups of {team.Name}")
        {
            Body =
            [
                new Block.Facts(
                    new($"Members", Say.All(names)),
                    new($"Answers for it", $"{await turn.Who(team.Owner)}"),
                    new($"Days", Say.All(DaysOf(team).Select(day => Say.Term(Terms.Label(day.ToString()))))),
                    new($"Asked at", $"{Clock(team.AskAt)}, each in their own time zone"),
                    new($"Summary at", Say.Text($"{Clock(team.Deadline)} {team.Zone}")),
                    new($"Summary in", team.Channel is { } channel ? channel == turn.Place ? (Say)$"this channel" : $"a channel of {channel.Platform}" : $"the chat of each member"),
                    new($"Questions", Say.Row([.. Team.Asked(team.Questions), team.AskedForBlockers], " ")),
                    new($"Reminders", $"{team.Reminders}, {(long)team.RemindAfter.TotalMinutes:one minute|# minutes} apart"),
                    new($"Answers are private until the summary", team.IsPrivate ? (Say)$"yes" : $"no")),
            ],
            Choices = [new($"Change", Invocation.Of("standup setup", ("name", team.Name)))],
        };
    }

    private static Invocation Filled(Team team) => new(
        "standup setup",
        new Arguments(
            ("name", team.Name),
            ("at", Clock(team.AskAt)),
            ("deadline", Clock(team.Deadline)),
            ("questions", team.Questions is [] ? null : string.Join('\n', team.Questions)),
            ("blockers", team.BlockerQuestion),
            ("zone", team.Zone),
            ("reminders", team.Reminders.ToString(CultureInfo.InvariantCulture)),
            ("gap", ((long)team.RemindAfter.TotalMinutes).ToString(CultureInfo.InvariantCulture)),
            ("private", team.IsPrivate ? "yes" : "no"),
            ("paused", team.IsPaused ? "yes" : null))
            .With("members", [.. team.Members.Select(member => $"person:{member}")])
            .With("days", [.. DaysOf(team).Select(day => Terms.Value(day))]));

    private static IEnumerable<DayOfWeek> DaysOf(Team team) => Enum.GetValues<DayOfWeek>().Where(day => team.Days.HasFlag(Flag(day))).OrderBy(day => ((int)day + 6) % 7);

    private static Weekdays Flag(DayOfWeek day) => (Weekdays)(1 << (((int)day + 6) % 7));

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Where the summary of a team stands.</summary>
internal enum Broadcast
{
    /// <summary>In the channel where this is said.</summary>
    Here,

    /// <summary>In no channel: in each member's own chat.</summary>
    None,
}
