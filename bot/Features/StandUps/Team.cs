using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Scheduling;

namespace ChatOps.StandUps;

/// <summary>People who tell each other day by day what is done, what is next and what stands in the way.</summary>
/// <param name="Owner">The id of the person who answers for it.</param>
/// <param name="Since">It was set up like this at this moment: times of the day before it do not count.</param>
internal sealed record Team(string Id, string Name, string Owner, DateTimeOffset Since)
{
    public const int MostQuestions = 5;

    public static readonly Kind<Team> Kind = new Kind<Team>("team", StandUpsJson.Default.Team, team => team.Id)
        .SeenBy((access, team) => access.Has(Roles.Manager | Roles.Administrator | Roles.System) || team.Has(access.Person.Id));

    public static readonly Index<Team> ByName = Kind.Index("name", team => Key.Of(team.Name.ToLowerInvariant()));

    public static readonly Index<Team> ByMember = Kind.Index("member", team => team.Members.Select(member => Key.Of(member)));

    /// <summary>The ids of the people who are asked.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>What is asked, in order; none: what is done, and what is next.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>How what stands in the way is asked for; null: in the usual words.</summary>
    public string? BlockerQuestion { get; init; }

    public Weekdays Days { get; init; } = Weekdays.Working;

    /// <summary>On the wall clock of each member.</summary>
    public TimeOnly AskAt { get; init; } = new(9, 0);

    /// <summary>When the summary goes out, on the wall clock of the team.</summary>
    public TimeOnly Deadline { get; init; } = new(11, 0);

    /// <summary>An IANA name: of the deadline, and of members who have none of their own.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>How often somebody is reminded at most.</summary>
    public int Reminders { get; init; } = 1;

    /// <summary>How long after the question, and between two reminders.</summary>
    public TimeSpan RemindAfter { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Nobody reads what others say before the summary.</summary>
    public bool IsPrivate { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>Where the summary stands for all of them; null: each gets it in their own chat.</summary>
    public Place? Channel { get; init; }

    /// <summary>The zones in which it is planned to ask.</summary>
    public IReadOnlyList<string> Planned { get; init; } = [];

    /// <summary>Who is concerned: the members, and who answers for it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Circle => [.. Members.Append(Owner).Distinct(StringComparer.Ordinal)];

    public bool Has(string person) => person == Owner || Members.Contains(person, StringComparer.Ordinal);

    /// <summary>What is asked for, without what stands in the way.</summary>
    public static IReadOnlyList<Say> Asked(IReadOnlyList<string> questions) =>
        questions is [] ? [$"What have you done?", $"What will you do today?"] : [.. questions.Select(Say.Text)];

    /// <summary>The same as headings.</summary>
    public static IReadOnlyList<Say> Headings(IReadOnlyList<string> questions) =>
        questions is [] ? [$"Done", $"Today"] : [.. questions.Select(Say.Text)];

    public Say AskedForBlockers => BlockerQuestion is { } question ? Say.Text(question) : $"What stands in your way?";
}

/// <summary>Whom stand-ups and what stands in the way are for: the team, who answers for it, and managers.</summary>
internal static class Circle
{
    /// <param name="people">Who belonged to the team then.</param>
    public static bool IsIn(this Access access, string team, IReadOnlyList<string> people) =>
        access.Has(Roles.Manager | Roles.System)
        || people.Contains(access.Person.Id, StringComparer.Ordinal)
        || access.Seen(Team.Kind, team) is { } known && known.Has(access.Person.Id);
}
