using System.Collections.Frozen;

namespace ChatOps.Scheduling;

/// <summary>The days on which people work: these days of the week, but for the holidays.</summary>
public sealed class WorkingDays
{
    /// <summary>Monday to Friday, without holidays.</summary>
    public static readonly WorkingDays Usual = new(Weekdays.Working, []);

    private readonly Weekdays days;
    private readonly FrozenSet<DateOnly> holidays;

    /// <param name="days">One at least.</param>
    public WorkingDays(Weekdays days, IEnumerable<DateOnly> holidays)
    {
        if ((days & Weekdays.All) is Weekdays.None)
            throw new ArgumentOutOfRangeException(nameof(days), days, "People work on one day of the week at least.");

        (this.days, this.holidays) = (days, holidays.ToFrozenSet());
    }

    public bool Contains(DateOnly day) => days.Holds(day.DayOfWeek) && !holidays.Contains(day);

    /// <summary>The first working day after this one.</summary>
    public DateOnly Next(DateOnly day) => Add(day, 1);

    /// <summary>So many working days later, or earlier when negative; 0 is the day itself, or the next when nobody works on it.</summary>
    public DateOnly Add(DateOnly day, int count)
    {
        var step = count < 0 ? -1 : 1;

        for (var left = Math.Abs(count); left > 0;)
        {
            day = day.AddDays(step);

            if (Contains(day))
                left--;
        }

        return count is 0 && !Contains(day) ? Next(day) : day;
    }

    /// <summary>How many working days there are from the first day on, before the other; negative when the other is earlier.</summary>
    public int Between(DateOnly from, DateOnly until) => from > until
        ? -Between(until, from)
        : Enumerable.Range(from.DayNumber, until.DayNumber - from.DayNumber).Count(day => Contains(DateOnly.FromDayNumber(day)));
}
