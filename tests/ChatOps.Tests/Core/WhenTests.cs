using System.Globalization;
using ChatOps.Commands;
using CsCheck;

namespace ChatOps.Tests.Core;

/// <summary>Moments as people say them, at 10:00 on Monday, 7 September 2026 in Berlin.</summary>
public sealed class WhenTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly BindingContext Context = new(TestBot.Monday, Berlin);

    [Theory]
    [InlineData("tomorrow 9am", "2026-09-08 09:00 +02:00")]
    [InlineData("tomorrow at 9", "2026-09-08 09:00 +02:00")]
    [InlineData("Tomorrow", "2026-09-08 09:00 +02:00")]
    [InlineData("monday 9", "2026-09-14 09:00 +02:00")]
    [InlineData("on Friday 14:30", "2026-09-11 14:30 +02:00")]
    [InlineData("next tue 2 pm", "2026-09-08 14:00 +02:00")]
    [InlineData("in 2 hours", "2026-09-07 12:00 +02:00")]
    [InlineData("in 30 min", "2026-09-07 10:30 +02:00")]
    [InlineData("in 3 days", "2026-09-10 10:00 +02:00")]
    [InlineData("11:15", "2026-09-07 11:15 +02:00")]
    [InlineData("9am", "2026-09-08 09:00 +02:00")]
    [InlineData("at noon", "2026-09-07 12:00 +02:00")]
    [InlineData("2026-12-24 14:30", "2026-12-24 14:30 +01:00")]
    [InlineData("24.12.2026", "2026-12-24 09:00 +01:00")]
    [InlineData("24 December 2026 18:00", "2026-12-24 18:00 +01:00")]
    [InlineData("2026-12-24T14:30:00+00:00", "2026-12-24 14:30 +00:00")]
    public void These_moments_are_understood(string text, string expected) => Assert.Equal(
        DateTimeOffset.ParseExact(expected, "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture),
        When.Moment(text, Context));

    [Theory]
    [InlineData("soon")]
    [InlineData("25:00")]
    [InlineData("13am")]
    [InlineData("0pm")]
    [InlineData("in many days")]
    [InlineData("2026-13-01")]
    [InlineData("")]
    public void These_are_not(string text) => Assert.Null(When.Moment(text, Context));

    [Fact]
    public void A_time_that_the_clock_change_skips_moves_forward() => Assert.Equal(
        new DateTimeOffset(2027, 3, 28, 3, 30, 0, TimeSpan.FromHours(2)),
        Context.At(new(2027, 3, 28), new(2, 30)));

    [Fact]
    public void No_text_breaks_the_reader() =>
        Gen.OneOf(Gen.String, Gen.Char["0123456789:. -amp"].Array[0, 12].Select(chars => new string(chars)), Gen.Int.Select(n => $"in {n} days"))
            .Sample(text => When.Moment(text, Context) is null or { Year: > 0 });

    [Fact]
    public void A_time_of_day_is_always_the_next_one() =>
        Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59], Gen.Int[0, 365 * 24 * 60])
            .Sample((hour, minute, later) =>
            {
                var now = new BindingContext(TestBot.Monday.AddMinutes(later), Berlin);
                var moment = When.Moment($"{hour:00}:{minute:00}", now);
                return moment > now.Now && moment <= now.Now.AddHours(26);
            });
}
