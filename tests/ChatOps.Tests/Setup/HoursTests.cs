using ChatOps.People;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Setup;

/// <summary>When somebody is there, and what those read who ask at another time.</summary>
public sealed class HoursTests : IAsyncDisposable
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly OpeningHours Weekdays = new([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], new(8, 0), new(17, 0)) { Holidays = [new(2026, 9, 14)] };

    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Whoever_asks_out_of_hours_reads_when_somebody_is_there_and_is_not_held_back()
    {
        await desk.Root.Says("admin hours from:08:00 until:17:00");
        Assert.Equal("INC-1 is received. Next, somebody at Service desk takes it up.", (await desk.Asked()).Line());

        await desk.Bot.Pass(TimeSpan.FromHours(9));
        Assert.Equal("INC-2 is received. Service desk is there again 8 Sept 2026 08:00 and takes it up then.", (await desk.Ada.Says("ticket new Smoke urgency:high")).Line());
        Assert.Contains(desk.Grace.Lines(), line => line.StartsWith("INC-2 is new", StringComparison.Ordinal));

        await desk.Root.Says("admin hours always:yes");
        Assert.Equal("INC-3 is received. Next, somebody at Service desk takes it up.", (await desk.Ada.Says("ticket new Ash")).Line());
    }

    [Theory]
    [InlineData("2026-09-11T06:00:00Z", null)] // Friday 08:00 in Berlin
    [InlineData("2026-09-11T14:59:59Z", null)]
    [InlineData("2026-09-11T15:00:00Z", "2026-09-15T06:00:00Z")] // over the weekend and a Monday off
    [InlineData("2026-09-11T05:59:59Z", "2026-09-11T06:00:00Z")]
    [InlineData("2026-10-24T10:00:00Z", "2026-10-26T07:00:00Z")] // the clock goes back in between
    public void The_next_opening_is_found_on_the_wall_clock_of_the_company(string now, string? opening) => Assert.Equal(
        opening is null ? null : DateTimeOffset.Parse(opening, System.Globalization.CultureInfo.InvariantCulture),
        Weekdays.NextOpening(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), Berlin));

    [Fact]
    public void An_opening_that_the_clock_leaves_out_begins_with_the_next_minute_there_is() => Assert.Equal(
        new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero),
        new OpeningHours([DayOfWeek.Sunday], new(2, 30), new(9, 0)).NextOpening(new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero), Berlin));
}
