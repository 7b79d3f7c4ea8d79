using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Scheduling;

namespace ChatOps.StandUps;

/// <summary>On which days a team meets, and at which instants.</summary>
internal sealed class Calendar
{
    private const int Furthest = 31;

    private readonly Team team;
    private readonly WorkingDays days;

    private Calendar(Team team, IEnumerable<DateOnly> holidays) => (this.team, days) = (team, new(team.Days, holidays));

    public static async ValueTask<Calendar> Of(Team team, Turn turn) => new(team, (await Company.Of(turn)).Hours?.Holidays ?? []);

    public bool Meets(DateOnly day) => days.Contains(day);

    /// <summary>Null: it has not met for a month.</summary>
    public DateOnly? LastUpTo(DateOnly day) =>
        Enumerable.Range(0, Furthest).Select(back => day.AddDays(-back)).Where(Meets).Select(day => (DateOnly?)day).FirstOrDefault();

    /// <summary>How many working days lie between.</summary>
    public int Age(DateOnly since, DateOnly on) => Math.Max(0, days.Between(since, on));

    /// <summary>The member's zone, or the team's when they have said none.</summary>
    public string ZoneOf(Person person) =>
        person.TimeZone is "UTC" || !TimeZoneInfo.TryFindSystemTimeZoneById(person.TimeZone, out _) ? team.Zone : person.TimeZone;

    public DateOnly Today(Person person, DateTimeOffset now) => Find(ZoneOf(person)).DayOf(now);

    public DateOnly Today(DateTimeOffset now) => Find(team.Zone).DayOf(now);

    /// <summary>When that member is asked.</summary>
    public DateTimeOffset AskedAt(Person person, DateOnly day) => Find(ZoneOf(person)).Instant(day, team.AskAt);

    /// <summary>When the summary goes out.</summary>
    public DateTimeOffset DueAt(DateOnly day) => Find(team.Zone).Instant(day, team.Deadline);

    private static TimeZoneInfo Find(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;
}
