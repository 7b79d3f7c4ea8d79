namespace ChatOps.Scheduling;

[Flags]
public enum Weekdays
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
    Thursday = 8,
    Friday = 16,
    Saturday = 32,
    Sunday = 64,

    /// <summary>Monday to Friday.</summary>
    Working = Monday | Tuesday | Wednesday | Thursday | Friday,

    All = Working | Saturday | Sunday,
}

public static class WeekdaysExtensions
{
    public static bool Holds(this Weekdays days, DayOfWeek day) => ((int)days >> (((int)day + 6) % 7) & 1) is 1;

    /// <summary>This day and every later one.</summary>
    internal static IEnumerable<DateOnly> AndOn(this DateOnly day)
    {
        for (; ; day = day.AddDays(1))
            yield return day;
    }
}
