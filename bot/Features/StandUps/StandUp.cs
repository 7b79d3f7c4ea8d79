using System.Globalization;
using System.Text.Json.Serialization;
using ChatOps.Documents;
using ChatOps.Privacy;

namespace ChatOps.StandUps;

/// <summary>What a team said on one day: its summary is a view of this.</summary>
/// <param name="Team">The id of the team; what else is here was so on that day.</param>
/// <param name="DueAt">When the summary goes out.</param>
internal sealed record StandUp(string Team, DateOnly Date, string TeamName, DateTimeOffset DueAt)
{
    public static readonly Kind<StandUp> Kind = new Kind<StandUp>("stand-up", StandUpsJson.Default.StandUp, day => day.Id)
        .SeenBy((access, day) => access.IsIn(day.Team, day.Circle))
        .Concerns(new((_, _) => false, (day, person) => day.AnswerOf(person)?.Words ?? [], (day, erasure) => day.AnswerOf(erasure.Person) is { } answer ? day.With(answer with { Said = [Erasure.Gone], Blockers = "" }) : day));

    public static readonly Index<StandUp> ByTeam = Kind.Index("team", day => Key.Of(day.Team, day.Date));

    [JsonIgnore]
    public string Id => IdOf(Team, Date);

    /// <summary>The members and who answers for the team.</summary>
    public IReadOnlyList<string> Circle { get; init; } = [];

    public IReadOnlyList<string> Members { get; init; } = [];

    public IReadOnlyList<string> Questions { get; init; } = [];

    public bool IsPrivate { get; init; }

    public IReadOnlyList<Asked> Asked { get; init; } = [];

    /// <summary>Who was not asked, since they were away.</summary>
    public IReadOnlyList<string> Away { get; init; } = [];

    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>When the summary went out; null: not yet.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>Counts what else has changed that the summary shows.</summary>
    public int Revision { get; init; }

    public static string IdOf(string team, DateOnly date) => $"{team}:{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    public Answer? AnswerOf(string person) => Answers.FirstOrDefault(answer => answer.Person == person);

    public bool HasAsked(string person) => Asked.Any(asked => asked.Person == person);

    /// <summary>Asked, without an answer, and not away.</summary>
    public IEnumerable<string> Missing => Members.Where(member => HasAsked(member) && !IsAway(member) && AnswerOf(member) is null);

    /// <summary>Not asked, and not away: their morning is still to come.</summary>
    public IEnumerable<string> Later => Members.Where(member => !HasAsked(member) && !IsAway(member) && AnswerOf(member) is null);

    /// <summary>How many were to answer.</summary>
    public int Expected => Answers.Count + Missing.Count();

    public bool IsAway(string person) => Away.Contains(person, StringComparer.Ordinal) && AnswerOf(person) is null;

    /// <summary>What people say is for everybody, or the summary has gone out.</summary>
    public bool IsOpenTo(string person, Answer answer) => !IsPrivate || PostedAt is not null || answer.Person == person;

    public StandUp With(Answer answer) => this with { Answers = [.. Answers.Where(other => other.Person != answer.Person), answer] };
}

internal sealed record Asked(string Person, DateTimeOffset At);

/// <param name="Said">What was said to each question, in their order; empty: nothing.</param>
/// <param name="Blockers">What stands in the way, one a line; empty: nothing.</param>
internal sealed record Answer(string Person, DateTimeOffset At, IReadOnlyList<string> Said, string Blockers)
{
    [JsonIgnore]
    public IReadOnlyList<string> Words => [.. Said.Append(Blockers).Where(text => text.Length > 0)];

    public string To(int question) => question < Said.Count ? Said[question] : "";
}
