using ChatOps.Scheduling;
using CsCheck;

namespace ChatOps.Tests.Core;

/// <summary>The days on which people work.</summary>
public sealed class WorkingDaysTests
{
    private static readonly DateOnly Monday = new(2026, 12, 21);
    private static readonly Gen<DateOnly> Day = Gen.Int[0, 60].Select(Monday.AddDays);
    private static readonly Gen<WorkingDays> Calendar = Gen.Select(Gen.Int[1, 127], Day.Array[0, 12], (days, holidays) => new WorkingDays((Weekdays)days, holidays));

    [Fact]
    public void Christmas_is_no_working_day()
    {
        var calendar = new WorkingDays(Weekdays.Working, [new(2026, 12, 25), new(2027, 1, 1)]);

        Assert.Equal(new(2026, 12, 28), calendar.Next(new(2026, 12, 24)));
        Assert.Equal(new(2027, 1, 4), calendar.Add(Monday, 8));
        Assert.Equal(new(2026, 12, 24), calendar.Add(new(2026, 12, 27), -1));
        Assert.Equal(new(2026, 12, 28), calendar.Add(new(2026, 12, 26), 0));
        Assert.Equal(8, calendar.Between(Monday, new(2027, 1, 4)));
    }

    [Fact]
    public void The_next_is_the_first_that_is_one() => Gen.Select(Calendar, Day).Sample((calendar, day) =>
    {
        var next = calendar.Next(day);
        Assert.True(next > day && calendar.Contains(next));
        Assert.Equal(calendar.Contains(day) ? 1 : 0, calendar.Between(day, next));
    });

    [Fact]
    public void Days_added_are_days_between() => Gen.Select(Calendar, Day, Gen.Int[0, 30]).Sample((calendar, day, count) =>
    {
        var from = calendar.Add(day, 0);
        var until = calendar.Add(from, count);
        Assert.Equal(count, calendar.Between(from, until));
        Assert.Equal(-count, calendar.Between(until, from));
        Assert.Equal(from, calendar.Add(until, -count));
        Assert.Equal(until, Enumerable.Range(0, count).Aggregate(from, (at, _) => calendar.Next(at)));
    });

    [Fact]
    public void Between_adds_up() => Gen.Select(Calendar, Day, Day, Day).Sample((calendar, one, two, three) =>
        calendar.Between(one, two) + calendar.Between(two, three) == calendar.Between(one, three));

    [Fact]
    public void A_week_without_work_is_no_calendar() => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkingDays(Weekdays.None, []));
}
