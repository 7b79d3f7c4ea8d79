using System.Globalization;
using ChatOps.Scheduling;
using CsCheck;

namespace ChatOps.Tests.Core;

/// <summary>When the next time is, wherever clocks are put forward and back.</summary>
public sealed class RecurrenceTests
{
    private const int Years = 30;

    // By an hour, by half an hour, by none and off the hour, backwards in Ramadan, at midnight, and over a whole day.
    private static readonly string[] Zones =
    [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "America/Havana", "America/Santiago", "Pacific/Apia", "UTC",
    ];

    private static readonly Gen<string> Zone = Gen.Int[0, Zones.Length - 1].Select(index => Zones[index]);
    private static readonly Gen<TimeOnly> At = Gen.OneOf(Gen.Int[0, 24 * 60 - 1], Gen.Int[0, 4 * 60 - 1]).Select(minutes => TimeOnly.MinValue.AddMinutes(minutes));
    private static readonly Gen<DateTimeOffset> Moment = Gen.Long[Utc(2008).UtcTicks, Utc(2038).UtcTicks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
    private static readonly Gen<Weekdays> Days = Gen.Int[1, 127].Select(days => (Weekdays)days);

    private static readonly Gen<Recurrence> Any = Gen.OneOf(
        Gen.Select(At, Zone, Recurrence.Daily),
        Gen.Select(Days, At, Zone, Recurrence.Weekly),
        Gen.Select(Gen.Int[1, 31], At, Zone, Recurrence.Monthly),
        Gen.Int[1, 100_000].Select(minutes => Recurrence.Every(TimeSpan.FromMinutes(minutes))));

    [Fact]
    public void A_daily_time_comes_on_every_day_of_thirty_years_at_that_time()
    {
        foreach (var name in Zones)
        {
            foreach (var at in (TimeOnly[])[new(0, 0), new(1, 59), new(2, 0), new(2, 30), new(3, 0), new(9, 30), new(23, 59)])
                DailyFor30Years(name, at);
        }
    }

    [Fact]
    public void Whatever_recurs_rises_strictly_and_skips_nothing() => Gen.Select(Any, Moment).Sample((recurrence, from) =>
    {
        var next = recurrence.After(from);
        Assert.True(next > from);
        Assert.Equal(TimeSpan.Zero, next.Offset);
        Assert.Equal(next, recurrence.After(next - TimeSpan.FromTicks(1)));
        Assert.Equal(next, recurrence.After(from + (next - from) / 2));
        Assert.True(recurrence.After(next) > next);
    });

    [Fact]
    public void It_is_what_a_scan_of_every_minute_finds() => Gen.Select(Days, At, Zone, Moment).Sample(
        (days, at, zone, from) =>
        {
            var start = new DateTimeOffset(from.Ticks - from.Ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
            Assert.Equal(Scan(day => days.Holds(day.DayOfWeek), at, zone, start), Recurrence.Weekly(days, at, zone).After(start));
        },
        iter: 200);

    [Fact]
    public void Around_a_change_of_the_clocks_it_is_what_a_scan_of_every_minute_finds()
    {
        foreach (var zone in Zones)
        {
            var around = Changes(TimeZoneInfo.FindSystemTimeZoneById(zone)).Take(40).ToArray();

            if (around is [])
                continue;

            Gen.Select(Gen.Int[0, around.Length - 1].Select(index => around[index]), Gen.Int[-36 * 60, 6 * 60], Gen.Int[-2 * 60, 2 * 60]).Sample(
                (change, before, shift) =>
                {
                    var local = TimeZoneInfo.ConvertTime(change, TimeZoneInfo.FindSystemTimeZoneById(zone));
                    var at = new TimeOnly(local.Hour, local.Minute).AddMinutes(shift);
                    var start = change.AddMinutes(before);
                    Assert.Equal(Scan(_ => true, at, zone, start), Recurrence.Daily(at, zone).After(start));
                },
                iter: 60);
        }
    }

    [Fact]
    public void A_month_has_it_once_on_its_day_or_its_last() => Gen.Select(Gen.Int[1, 31], At, Moment).Sample((day, at, from) =>
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var recurrence = Recurrence.Monthly(day, at, "Europe/Berlin");
        var next = recurrence.After(from);

        for (var month = 0; month < 24; month++)
        {
            var (first, second) = (zone.DayOf(next), zone.DayOf(next = recurrence.After(next)));
            Assert.Equal(Math.Min(day, DateTime.DaysInMonth(first.Year, first.Month)), first.Day);
            Assert.Equal(first.Year * 12 + first.Month + 1, second.Year * 12 + second.Month);
        }
    });

    [Theory]
    [InlineData("Europe/Berlin", "02:30", "2026-03-28T20:00Z", "2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "02:30", "2026-10-24T20:00Z", "2026-10-25T00:30Z")]
    [InlineData("Europe/Berlin", "02:30", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    [InlineData("Australia/Lord_Howe", "02:15", "2026-10-03T14:00Z", "2026-10-03T15:30Z")]
    [InlineData("America/Havana", "00:30", "2026-03-07T12:00Z", "2026-03-08T05:00Z")]
    [InlineData("Asia/Kathmandu", "09:00", "2026-09-07T00:00Z", "2026-09-07T03:15Z")]
    public void Clocks_that_change(string zone, string at, string from, string expected) => Assert.Equal(
        Instant(expected), Recurrence.Daily(TimeOnly.Parse(at, CultureInfo.InvariantCulture), zone).After(Instant(from)));

    [Fact]
    public void The_last_day_of_the_month_is_the_last() =>
        Assert.Equal(Instant("2028-02-29T23:00Z"), Recurrence.LastDayOfMonth(new(23, 0), "UTC").After(Instant("2028-02-01T00:00Z")));

    [Fact]
    public void What_cannot_recur_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Recurrence.Every(TimeSpan.FromSeconds(59)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Recurrence.Weekly(Weekdays.None, new(9, 0), "UTC"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Recurrence.Monthly(32, new(9, 0), "UTC"));
        Assert.Contains("Write it like Europe/Berlin", Assert.Throws<ArgumentException>(() => Recurrence.Daily(new(9, 0), "Berlin")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_survives_being_stored() => Any.Sample(recurrence =>
    {
        var schedule = new Schedule("s", recurrence, "help");
        Assert.Equal(schedule, Schedule.Kind.Read(Schedule.Kind.Write(schedule), 1));
    });

    private static void DailyFor30Years(string name, TimeOnly at)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var recurrence = Recurrence.Daily(at, name);
        var end = Utc(2008 + Years);
        var next = recurrence.After(Utc(2008));
        var expected = zone.DayOf(next);

        for (; next < end; next = recurrence.After(next), expected = expected.AddDays(1))
        {
            var local = TimeZoneInfo.ConvertTime(next, zone);

            // The first instant after a gap is the one at whose tick the clocks have just changed.
            var isAfterGap = zone.GetUtcOffset(next) > zone.GetUtcOffset(next - TimeSpan.FromTicks(1));

            // Samoa had no 30 December 2011.
            if (name is "Pacific/Apia" && isAfterGap && local.Date == new DateTime(2011, 12, 31, 0, 0, 0, DateTimeKind.Unspecified))
            {
                expected = at == TimeOnly.MinValue ? new(2011, 12, 31) : new(2011, 12, 30);
                continue;
            }

            Assert.Equal(expected, DateOnly.FromDateTime(local.DateTime));

            if (isAfterGap)
                Assert.True(TimeOnly.FromDateTime(local.DateTime) >= at);
            else
                Assert.Equal(at, TimeOnly.FromDateTime(local.DateTime));
        }
    }

    // The first minute at which the clocks show the time, or have just been put forward over it.
    private static DateTimeOffset Scan(Func<DateOnly, bool> isWanted, TimeOnly at, string name, DateTimeOffset from)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var done = new HashSet<DateTime>();

        for (var minute = from.AddDays(-3); ; minute = minute.AddMinutes(1))
        {
            var (before, now) = (Shown(zone, minute.AddMinutes(-1)), Shown(zone, minute));

            for (var day = DateOnly.FromDateTime(before); day <= DateOnly.FromDateTime(now); day = day.AddDays(1))
            {
                if (isWanted(day) && day.ToDateTime(at) is var wanted && before < wanted && wanted <= now && done.Add(wanted) && minute > from)
                    return minute;
            }
        }
    }

    private static IEnumerable<DateTimeOffset> Changes(TimeZoneInfo zone)
    {
        for (var hour = Utc(2010); hour < Utc(2030); hour = hour.AddMinutes(30))
        {
            if (zone.GetUtcOffset(hour) != zone.GetUtcOffset(hour.AddMinutes(-30)))
                yield return hour;
        }
    }

    private static DateTime Shown(TimeZoneInfo zone, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    private static DateTimeOffset Utc(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
