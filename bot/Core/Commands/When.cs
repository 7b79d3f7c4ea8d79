using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatOps.Commands;

/// <summary>What a text needs to be understood beside itself: the moment it is said at, and where.</summary>
public sealed record BindingContext(DateTimeOffset Now, TimeZoneInfo Zone)
{
    public DateTimeOffset LocalNow => TimeZoneInfo.ConvertTime(Now, Zone);

    /// <summary>The instant of a local wall-clock time; one that a clock change skips moves forward by what it skips.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var wall = day.ToDateTime(time);

        if (Zone.IsInvalidTime(wall))
            wall += Zone.GetUtcOffset(wall.AddHours(3)) - Zone.GetUtcOffset(wall.AddHours(-3));

        return new(wall, Zone.GetUtcOffset(wall));
    }
}

/// <summary>Reads moments as people say them: <c>tomorrow 9am</c>, <c>in 2 hours</c>, <c>Friday</c>, <c>2026-12-24 14:30</c>.</summary>
public static partial class When
{
    private static readonly string[] GermanDays = ["sonntag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag"];
    private static readonly TimeOnly StartOfWork = new(9, 0);

    /// <returns>Null: not understood. A day without a time is 09:00, or within the hour when that is past today.</returns>
    public static DateTimeOffset? Moment(string text, BindingContext context)
    {
        text = text.Trim().ToLowerInvariant();

        if (Iso().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact))
            return exact;

        if (Within().Match(text) is { Success: true } within)
            return context.Now + Span(within);

        if (Day(text, context) is { } whole)
            return context.At(whole, StartOfWork);

        var (dayText, timeText) = CutTime(text);

        if (Clock(timeText) is not { } time)
            return null;

        if (dayText.Length > 0)
            return Day(dayText, context) is { } day ? context.At(day, time) : null;

        var today = DateOnly.FromDateTime(context.LocalNow.DateTime);
        var moment = context.At(today, time);
        return moment > context.Now ? moment : context.At(today.AddDays(1), time);
    }

    public static DateOnly? Day(string text, BindingContext context)
    {
        text = text.Trim().ToLowerInvariant();
        var today = DateOnly.FromDateTime(context.LocalNow.DateTime);

        return text switch
        {
            "today" or "heute" => today,
            "tomorrow" or "morgen" => today.AddDays(1),
            "übermorgen" => today.AddDays(2),
            "yesterday" or "gestern" => today.AddDays(-1),
            _ when DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d.M.yyyy", "d MMMM yyyy", "d MMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
            _ when DaysFrom().Match(text) is { Success: true } days => today.AddDays(int.Parse(days.Groups["n"].Value, CultureInfo.InvariantCulture) * (days.Groups["unit"].Value[0] is 'w' ? 7 : 1)),
            _ => Weekday(text) is { } weekday ? today.AddDays(((int)weekday - (int)today.DayOfWeek + 6) % 7 + 1) : null,
        };
    }

    public static TimeOnly? Clock(string text)
    {
        if (text.Trim().ToLowerInvariant() is "noon" or "mittag" or "mittags")
            return new(12, 0);

        if (ClockTime().Match(text.Trim().ToLowerInvariant()) is not { Success: true } match)
            return null;

        var hour = int.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["m"].Success ? int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture) : 0;
        var half = match.Groups["half"].Value;

        if (half.Length > 0 && hour is < 1 or > 12)
            return null;

        hour = half switch { "am" => hour % 12, "pm" => hour % 12 + 12, _ => hour };
        return hour < 24 && minute < 60 ? new(hour, minute) : null;
    }

    private static (string Day, string Time) CutTime(string text)
    {
        var cut = text.LastIndexOf(' ');

        // "9 am" is one time
        if (cut > 0 && text[(cut + 1)..] is "am" or "pm" or "uhr")
            cut = text.LastIndexOf(' ', cut - 1);

        if (cut < 0)
            return ("", text);

        var day = text[..cut].Trim();
        return (day is "at" or "um" ? "" : day.EndsWith(" at", StringComparison.Ordinal) || day.EndsWith(" um", StringComparison.Ordinal) ? day[..^3].Trim() : day, text[(cut + 1)..]);
    }

    private static DayOfWeek? Weekday(string text)
    {
        text = text.StartsWith("next ", StringComparison.Ordinal) ? text[5..] : text.StartsWith("on ", StringComparison.Ordinal) || text.StartsWith("am ", StringComparison.Ordinal) ? text[3..] : text;

        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            var name = day.ToString().ToLowerInvariant();

            if (text == name || text == name[..3] || text == GermanDays[(int)day])
                return day;
        }

        return null;
    }

    private static TimeSpan Span(Match match)
    {
        var n = double.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value[0] switch
        {
            'm' => TimeSpan.FromMinutes(n),
            'h' or 's' => TimeSpan.FromHours(n),
            'd' or 't' => TimeSpan.FromDays(n),
            _ => TimeSpan.FromDays(7 * n),
        };
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[t ]\d\d:\d\d.*(z|[+-]\d\d:?\d\d)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^in (?<n>\d{1,4}(\.\d)?) ?(?<unit>m|min|minutes?|minuten?|h|hours?|stunden?|days?|tag(en)?|weeks?|wochen?)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Within();

    [GeneratedRegex(@"^in (?<n>\d{1,4}) (?<unit>day|week|tag|woche)(s|en|n)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex DaysFrom();

    [GeneratedRegex(@"^(?<h>\d{1,2})([:.](?<m>\d\d))? ?((?<half>am|pm)|uhr)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ClockTime();
}
