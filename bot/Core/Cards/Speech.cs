using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatOps.Cards;

/// <summary>Whom something is drawn for.</summary>
/// <param name="Language">A BCP 47 tag.</param>
public sealed record Reader(string Language, TimeZoneInfo Zone, DateTimeOffset Now)
{
    public static readonly Reader Nobody = new("en", TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch);

    public CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(Language is "en" ? "en-GB" : Language);
}

/// <summary>Turns what the bot says into a platform's text. An adapter says how its platform escapes and links.</summary>
public abstract partial class Speech(Reader reader)
{
    private readonly Phrasebook book = Phrasebook.For(reader.Language);

    protected Reader Reader { get; } = reader;

    public string Draw(Say say)
    {
        var template = book.Find(say.Template);

        // Most are words alone, or one value alone.
        if (!template.AsSpan().ContainsAny('{', '}'))
            return Literal(template);

        if (template is "{0}")
            return Draw(say.Parts[0], "");

        var text = new StringBuilder();
        var at = 0;

        foreach (var match in Token().EnumerateMatches(template))
        {
            if (match.Index > at)
                text.Append(Literal(template[at..match.Index]));

            text.Append(template.AsSpan(match.Index, match.Length) switch
            {
                "{{" => Literal("{"),
                "}}" => Literal("}"),
                var token => Draw(say.Parts, token[1..^1]),
            });
            at = match.Index + match.Length;
        }

        return text.Append(Literal(template[at..])).ToString();
    }

    /// <summary>Our own words, with their Markdown subset.</summary>
    protected abstract string Literal(string markdown);

    /// <summary>Inert text: whatever it holds, nothing of it becomes markup, a link or a mention.</summary>
    protected abstract string Words(string text);

    protected virtual string Who(Part.Who who) => Words(who.Name);

    protected virtual string Id(Part.Id id) => Words(id.Subject);

    protected virtual string Link(Part.Link link) => Words(link.Text);

    protected virtual string Time(Part.Time time) => Words(Plain(time));

    /// <summary>A time in words: "today 14:30", "12 May 2026 09:00", "in 2 hours".</summary>
    protected string Plain(Part.Time time)
    {
        if (time.Style is TimeStyle.Relative)
            return Draw(Distance(time.At - Reader.Now));

        var local = TimeZoneInfo.ConvertTime(time.At, Reader.Zone);
        var today = TimeZoneInfo.ConvertTime(Reader.Now, Reader.Zone).Date;
        var day = (local.Date - today).Days switch
        {
            0 => book.Find("today"),
            1 => book.Find("tomorrow"),
            -1 => book.Find("yesterday"),
            var n => local.ToString(n is > 1 and < 7 ? "dddd" : local.Year == today.Year ? "d MMM" : "d MMM yyyy", Reader.Culture),
        };

        return time.Style is TimeStyle.Day ? day : $"{day} {local.ToString("HH:mm", Reader.Culture)}";
    }

    private static Say Distance(TimeSpan span)
    {
        var (minutes, hours, days) = ((long)span.Duration().TotalMinutes, (long)span.Duration().TotalHours, (long)span.Duration().TotalDays);
        var isAhead = span > TimeSpan.Zero;

        return (minutes, hours, days) switch
        {
            (0, _, _) => $"now",
            (_, 0, _) => isAhead ? (Say)$"in {minutes:# minute|# minutes}" : $"{minutes:# minute|# minutes} ago",
            (_, _, 0) => isAhead ? (Say)$"in {hours:# hour|# hours}" : $"{hours:# hour|# hours} ago",
            _ => isAhead ? (Say)$"in {days:# day|# days}" : $"{days:# day|# days} ago",
        };
    }

    private string Draw(IReadOnlyList<Part> parts, ReadOnlySpan<char> token) => token.IndexOf(':') is >= 0 and var colon
        ? Draw(parts[int.Parse(token[..colon], CultureInfo.InvariantCulture)], token[(colon + 1)..].ToString())
        : Draw(parts[int.Parse(token, CultureInfo.InvariantCulture)], "");

    private string Draw(Part part, string format) => part switch
    {
        Part.Words words => Words(words.Text),
        Part.Number number => Number(number.Value, format),
        Part.Time time => Time(time),
        Part.Day day => Words(day.Date.ToString("d MMM yyyy", Reader.Culture)),
        Part.Who who => Who(who),
        Part.Id id => Id(id),
        Part.Link link => Uri.TryCreate(link.Url, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? Link(link) : Words(link.Text),
        Part.Term term => Words(book.Find(term.Word)),
        Part.Inner inner => Draw(inner.Say),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string Number(decimal value, string format)
    {
        var text = value.ToString(value == decimal.Truncate(value) ? "N0" : "N2", Reader.Culture);

        if (format.Split('|') is not [var one, var many])
            return Words(text);

        var form = value is 1 ? one : many;
        // Once a form places its number, the other may leave it out: "one ticket|# tickets".
        return Words(many.Contains('#') || one.Contains('#') ? form.Replace("#", text, StringComparison.Ordinal) : $"{text} {form}");
    }

    [GeneratedRegex(@"\{\{|\}\}|\{\d+(:[^{}]*)?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}

/// <summary>Text without any markup: notifications, logs, tests.</summary>
public partial class PlainSpeech(Reader reader) : Speech(reader)
{
    protected override string Literal(string markdown) => markdown.AsSpan().ContainsAny('*', '`') ? Marks().Replace(markdown, "") : markdown;

    protected override string Words(string text) => text;

    protected override string Link(Part.Link link) => $"{link.Text} ({link.Url})";

    [GeneratedRegex(@"\*\*|\*(?=\S)|(?<=\S)\*|`")]
    private static partial Regex Marks();
}
