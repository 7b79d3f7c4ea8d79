using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.StandUps;

/// <summary>Asks those of a team whose time has come, each once a day. Whoever is away is left alone.</summary>
internal sealed record AskTeam([Ask("Which team?")] string Team) : Command
{
    /// <summary>After an outage nobody is asked about a morning that is long over.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromHours(4);

    public static async Task<Reply> Handle(AskTeam command, Turn turn)
    {
        if (await turn.Get(StandUps.Team.Kind, command.Team) is not { IsPaused: false } team)
            throw new Refusal($"The team has no stand-ups at the moment. Turn them on first.");

        return await All(team, TimeSpan.Zero, turn)
            ? (Reply)(Say)$"The questions are on their way."
            : throw new Refusal($"Nobody is to be asked just now. Wait until it is time.");
    }

    /// <param name="overdue">Only those whose time came that long ago.</param>
    /// <returns>False: there was nobody to ask.</returns>
    public static async Task<bool> All(Team team, TimeSpan overdue, Turn turn)
    {
        var calendar = await Calendar.Of(team, turn);
        var due = new List<(Person Person, DateOnly Day)>();

        foreach (var id in team.Members)
        {
            if (await turn.Get(Person.Kind, id) is { Active: true } person && calendar.Today(person, turn.Now) is var day && IsDue(team, person, day, calendar, overdue, turn.Now))
                due.Add((person, day));
        }

        var any = false;

        foreach (var day in due.GroupBy(one => one.Day, one => one.Person))
            any |= await OneDay(team, day.Key, [.. day], calendar, turn);

        return any;
    }

    private static bool IsDue(Team team, Person person, DateOnly day, Calendar calendar, TimeSpan overdue, DateTimeOffset now) =>
        calendar.Meets(day) && calendar.AskedAt(person, day) is var at && at >= team.Since && at + overdue <= now && now - at <= Latest;

    private static async Task<bool> OneDay(Team team, DateOnly day, IReadOnlyList<Person> people, Calendar calendar, Turn turn)
    {
        var standUp = await Sessions.Of(team, day, calendar, turn);
        var open = people.Where(person => !standUp.HasAsked(person.Id) && !standUp.Away.Contains(person.Id, StringComparer.Ordinal) && standUp.AnswerOf(person.Id) is null).ToArray();

        if (open is [])
            return false;

        var (away, here) = (open.Where(person => IsAway(person, day)).ToArray(), open.Where(person => !IsAway(person, day)).ToArray());

        turn.Save(StandUp.Kind, standUp with
        {
            Away = [.. standUp.Away, .. away.Select(person => person.Id)],
            Asked = [.. standUp.Asked, .. here.Select(person => new Asked(person.Id, turn.Now))],
        });

        foreach (var person in here)
            turn.Tell(person.Id, new Message { Text = Question(standUp, turn.Now), Card = AnswerForm.Draw(team, day, null) });

        if (here is not [] && team.Reminders > 0)
            RemindTeam.Plan(standUp, team, turn.Now, 1, turn);

        return true;
    }

    public static bool IsAway(Person person, DateOnly day) => person.Absence is { } absence && absence.From <= day && day <= absence.Until;

    private static Say Question(StandUp standUp, DateTimeOffset now) => standUp.DueAt > now
        ? (Say)$"It is time for the stand-up of {standUp.TeamName}. The summary goes out {standUp.DueAt}."
        : $"It is time for the stand-up of {standUp.TeamName}. What you say goes into the summary that is out already.";
}

/// <summary>Reminds those who were asked together and have not answered, a few times at most.</summary>
/// <param name="Day">The id of the stand-up.</param>
/// <param name="At">When they were asked.</param>
/// <param name="Round">1 for the first time.</param>
internal sealed record RemindTeam(
    [Ask("Which stand-up?")] string Day,
    [Ask("Who was asked when?")] DateTimeOffset At,
    [Ask("For which time?")] int Round) : Command
{
    public static async Task<Reply> Handle(RemindTeam command, Turn turn)
    {
        var standUp = await turn.Require(StandUp.Kind, command.Day);
        var team = await turn.Require(Team.Kind, standUp.Team);
        var open = await Open(standUp, team, command, turn);

        // The summary has gone out without them, and says so.
        if (open is [] || team.IsPaused || command.Round > team.Reminders || standUp.PostedAt > command.At)
            throw new Refusal($"Nobody is left to be reminded. Look at the summary.");

        foreach (var person in open)
            turn.Tell(person, new Message { Text = Reminder(standUp, turn.Now), Card = AnswerForm.Draw(team, standUp.Date, null) });

        if (command.Round < team.Reminders)
            Plan(standUp, team, command.At, command.Round + 1, turn);

        return (Say)$"The reminders are on their way.";
    }

    public static void Plan(StandUp standUp, Team team, DateTimeOffset at, int round, Turn turn)
    {
        var asked = at.ToString("O", CultureInfo.InvariantCulture);
        var number = round.ToString(CultureInfo.InvariantCulture);
        turn.Schedule($"stand-up:{standUp.Id}:{asked}:{number}", turn.Now + team.RemindAfter, Invocation.Of("standup remind", ("day", standUp.Id), ("at", asked), ("round", number)));
    }

    private static async Task<IReadOnlyList<string>> Open(StandUp standUp, Team team, RemindTeam command, Turn turn)
    {
        var open = new List<string>();

        foreach (var asked in standUp.Asked.Where(asked => asked.At == command.At && standUp.AnswerOf(asked.Person) is null && team.Members.Contains(asked.Person, StringComparer.Ordinal)))
        {
            if (await turn.Get(Person.Kind, asked.Person) is { Active: true } person && !AskTeam.IsAway(person, standUp.Date))
                open.Add(person.Id);
        }

        return open;
    }

    private static Say Reminder(StandUp standUp, DateTimeOffset now) => standUp.DueAt > now
        ? (Say)$"Your answer for {standUp.TeamName} is still missing. The summary goes out {standUp.DueAt}."
        : $"Your answer for {standUp.TeamName} is still missing. What you say goes into the summary.";
}
