using System.Text.Json.Serialization;

namespace ChatOps.Scheduling;

/// <summary>
/// The instants at which something happens again and again. A local time that does not exist on a day, because clocks are
/// put forward, stands for the first instant after the gap; one that exists twice stands for the first of the two.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Interval), "interval")]
[JsonDerivedType(typeof(OnWeekdays), "weekdays")]
[JsonDerivedType(typeof(OnDayOfMonth), "month")]
public abstract record Recurrence
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private Recurrence()
    {
    }

    /// <summary>Every so many minutes or hours, counted in UTC from 1970, so that all processes mean the same instants.</summary>
    /// <param name="time">A minute or more.</param>
    public static Recurrence Every(TimeSpan time) => time >= Shortest
        ? new Interval(time)
        : throw new ArgumentOutOfRangeException(nameof(time), time, "Nothing recurs more often than every minute.");

    /// <param name="zone">An IANA name, as everywhere here.</param>
    public static Recurrence Daily(TimeOnly at, string zone) => Weekly(Weekdays.All, at, zone);

    /// <summary>Monday to Friday. Holidays are the command's to know: see <see cref="Scheduling.WorkingDays"/>.</summary>
    public static Recurrence WorkingDays(TimeOnly at, string zone) => Weekly(Weekdays.Working, at, zone);

    public static Recurrence Weekly(Weekdays days, TimeOnly at, string zone) => days is > Weekdays.None and <= Weekdays.All
        ? new OnWeekdays(days, at, Known(zone))
        : throw new ArgumentOutOfRangeException(nameof(days), days, "What recurs by the week needs a day of the week.");

    /// <param name="day">1 to 31; a month that is too short has it on its last day.</param>
    public static Recurrence Monthly(int day, TimeOnly at, string zone) => day is >= 1 and <= 31
        ? new OnDayOfMonth(day, at, Known(zone))
        : throw new ArgumentOutOfRangeException(nameof(day), day, "A day of the month is 1 to 31.");

    public static Recurrence LastDayOfMonth(TimeOnly at, string zone) => Monthly(31, at, zone);

    /// <summary>The next instant strictly after this one, in UTC.</summary>
    public abstract DateTimeOffset After(DateTimeOffset instant);

    private static string Known(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
        ? zone
        : throw new ArgumentException($"\"{zone}\" is no time zone. Write it like Europe/Berlin.", nameof(zone));

    // A zone that this machine has lost: better at another hour than never.
    private static TimeZoneInfo Find(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;

    private static DateTimeOffset First(IEnumerable<DateOnly> days, TimeOnly at, TimeZoneInfo zone, DateTimeOffset after) =>
        days.Select(day => zone.Instant(day, at)).First(instant => instant > after);

    internal sealed record Interval(TimeSpan Time) : Recurrence
    {
        public override DateTimeOffset After(DateTimeOffset instant)
        {
            var passed = (instant - DateTimeOffset.UnixEpoch).Ticks;
            return DateTimeOffset.UnixEpoch.AddTicks((long)(Math.Floor((decimal)passed / Time.Ticks) + 1) * Time.Ticks);
        }
    }

    internal sealed record OnWeekdays(Weekdays Days, TimeOnly At, string Zone) : Recurrence
    {
        public override DateTimeOffset After(DateTimeOffset instant)
        {
            var zone = Find(Zone);

            // From the day before: over a gap of midnight, its instant is one of today.
            var days = zone.DayOf(instant).AddDays(-1).AndOn().Where(day => Days.Holds(day.DayOfWeek));
            return First(days, At, zone, instant);
        }
    }

    internal sealed record OnDayOfMonth(int Day, TimeOnly At, string Zone) : Recurrence
    {
        public override DateTimeOffset After(DateTimeOffset instant)
        {
            var zone = Find(Zone);
            var days = zone.DayOf(instant).AddDays(-1).AndOn().Where(day => day.Day == Math.Min(Day, DateTime.DaysInMonth(day.Year, day.Month)));
            return First(days, At, zone, instant);
        }
    }
}
