using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Scheduling;

namespace ChatOps.People;

/// <summary>Whom this installation serves: what holds for people who say nothing else.</summary>
public sealed record Company(string Id)
{
    public static readonly Kind<Company> Kind = new("company", PeopleJson.Default.Company, company => company.Id);

    internal const string TheOne = "company";

    /// <summary>Null: nobody has said yet.</summary>
    public string? Name { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public string Language { get; init; } = "en";

    /// <summary>An IANA name; the opening hours are of this zone.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>When somebody is there to help; null: around the clock.</summary>
    public OpeningHours? Hours { get; init; }

    /// <summary>Somebody has decided about the hours, be it for around the clock.</summary>
    public bool HoursAreSet { get; init; }

    public static async ValueTask<Company> Of(Turn turn) => await turn.Get(Kind, TheOne) ?? new(TheOne);

    /// <returns>When somebody is there again; null: somebody is there now.</returns>
    public DateTimeOffset? BackAt(DateTimeOffset now) =>
        Hours?.NextOpening(now, TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc);
}

/// <summary>The hours of a week, the same on each of its days.</summary>
/// <param name="From">On the wall clock of the company's zone, as <paramref name="Until"/>, which comes after it.</param>
public sealed record OpeningHours(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly Until)
{
    /// <summary>Nobody is there on these days.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    // A year of holidays is a mistake, and not to be searched to its end.
    private const int Furthest = 366;

    /// <returns>Null: open at this moment, or not within a year.</returns>
    public DateTimeOffset? NextOpening(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var today = DateOnly.FromDateTime(local);

        if (IsOpen(today) && TimeOnly.FromDateTime(local) is var time && From <= time && time < Until)
            return null;

        return Enumerable.Range(0, Furthest)
            .Select(today.AddDays)
            .Where(IsOpen)
            .Select(day => (DateTimeOffset?)zone.Instant(day, From))
            .FirstOrDefault(opening => opening > now);
    }

    private bool IsOpen(DateOnly day) => Days.Contains(day.DayOfWeek) && !Holidays.Contains(day);
}
