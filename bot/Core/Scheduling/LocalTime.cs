namespace ChatOps.Scheduling;

/// <summary>From the time on a wall to the instant at which it is shown.</summary>
public static class LocalTime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// The first instant at which clocks of the zone show this time or, where they are put forward over it, a later one.
    /// Where they are put back over it, that is the first of the two.
    /// </summary>
    public static DateTimeOffset Instant(this TimeZoneInfo zone, DateOnly day, TimeOnly at)
    {
        // What UTC clocks show; the instant that is meant is as far from it as the zone is from UTC, before or after a change.
        var shown = new DateTimeOffset(day.ToDateTime(at), TimeSpan.Zero);
        var (before, after) = (zone.GetUtcOffset(shown - Day), zone.GetUtcOffset(shown + Day));
        var (early, late) = before > after ? (shown - before, shown - after) : (shown - after, shown - before);

        return zone.Shows(early, shown) ? early
            : zone.Shows(late, shown) ? late
            : zone.Change(early, late);
    }

    /// <summary>The date on the calendars of the zone.</summary>
    public static DateOnly DayOf(this TimeZoneInfo zone, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private static bool Shows(this TimeZoneInfo zone, DateTimeOffset instant, DateTimeOffset shown) =>
        instant + zone.GetUtcOffset(instant) == shown;

    // The first instant after the one change that lies between these.
    private static DateTimeOffset Change(this TimeZoneInfo zone, DateTimeOffset low, DateTimeOffset high)
    {
        var old = zone.GetUtcOffset(low);

        while (high - low > TimeSpan.FromTicks(1))
        {
            var middle = low + (high - low) / 2;
            (low, high) = zone.GetUtcOffset(middle) == old ? (middle, high) : (low, middle);
        }

        return high;
    }
}
