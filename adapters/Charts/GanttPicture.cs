using System.Globalization;
using ChatOps.Cards;
using SkiaSharp;

namespace ChatOps.Charts;

/// <summary>Draws work over time: its name above its bar, so that both have the width of a phone; the done part dark, what is late in a colour of its own, what decides the end underlined.</summary>
internal sealed class GanttPicture(Func<Say, string> words, CultureInfo culture)
{
    /// <summary>More lines than that cannot be read; the table has them all.</summary>
    public const int MostLines = 30;

    private const int Line = 35;
    private const int Head = 40;
    private const int Foot = 34;
    private const double Left = 10;
    private const double Right = 10;
    private const int DaysOfWeek = 7;

    private DateOnly first;
    private int days;

    public static int HeightOf(Block.Gantt gantt) => Head + Foot + Line * Math.Clamp(gantt.Spans.Count, 1, MostLines);

    public byte[] Draw(Block.Gantt gantt, Theme theme, float scale = Sheet.Sharp)
    {
        using var sheet = new Sheet(HeightOf(gantt), Palette.Of(theme), scale);
        var spans = gantt.Spans.Take(MostLines).ToArray();
        first = spans.Select(span => span.From).Append(gantt.Today).Min();
        days = spans.Select(span => span.Until).Append(gantt.Today).Max().DayNumber - first.DayNumber + 1;

        Calendar(sheet, gantt.Today);
        Today(sheet, gantt.Today);

        for (var at = 0; at < spans.Length; at++)
            Draw(sheet, spans[at], Head + at * Line);

        Legend(sheet, spans);
        return sheet.Png();
    }

    public string Describe(Block.Gantt gantt)
    {
        var lines = gantt.Spans.Take(MostLines).Select(span =>
            $"{words(span.Label)} {Day(span.From)}{(span.Until == span.From ? "" : $" – {Day(span.Until)}")}, {span.Percent}{(words(span.Note) is { Length: > 0 } note ? $", {note}" : "")}");

        return $"{words(gantt.Title)}: {string.Join("; ", lines)}";
    }

    // Weeks, or months where weeks would be too many.
    private void Calendar(Sheet sheet, DateOnly today)
    {
        var now = Middle(today);
        var byMonth = days > 26 * DaysOfWeek;
        var free = double.MinValue;

        for (var at = 0; at < days; at++)
        {
            var day = first.AddDays(at);

            if (byMonth ? day.Day is not 1 : day.DayOfWeek is not DayOfWeek.Monday)
                continue;

            sheet.Line(X(day), Head - 6, X(day), sheet.Height - Foot, sheet.Palette.Grid);
            var text = day.ToString(byMonth ? "MMM" : "d MMM", culture);

            var end = X(day) + 2 + sheet.Measure(text);

            if (X(day) < free || end > Sheet.Width - 2 || X(day) - 4 < now && now < end + 4)
                continue;

            sheet.Text(X(day) + 2, Head - 10, text, Side.Left, sheet.Palette.Quiet);
            free = end + 8;
        }
    }

    private void Today(Sheet sheet, DateOnly today)
    {
        var x = Middle(today);
        sheet.Line(x, Head - 22, x, sheet.Height - Foot, sheet.Palette.Text, 1.2f, 1);
        var text = words(Say.Term("today"));
        var isFarRight = x + sheet.Measure(text, bold: true) + 6 > Sheet.Width;
        sheet.Text(isFarRight ? x - 4 : x + 4, Head - 24, text, isFarRight ? Side.Right : Side.Left, bold: true);
    }

    private void Draw(Sheet sheet, Block.Span span, double top)
    {
        var colour = ColourOf(span.Kind, sheet.Palette);
        sheet.Text(8, top + 14, sheet.Fit(words(span.Label), Sheet.Width - 16));

        if (span.Kind is SpanKind.Milestone)
        {
            sheet.Diamond(Middle(span.Until), top + 25, 6, colour, filled: span.Share >= 1);
            return;
        }

        var (x, width) = (X(span.From), Math.Max(3, (span.Until.DayNumber - span.From.DayNumber + 1) * DayWidth));
        sheet.Bar(x, top + 19, width, 10, colour.WithAlpha(0x38));
        sheet.Bar(x, top + 19, width * Math.Clamp(span.Share, 0, 1), 10, colour);
        sheet.Frame(x, top + 19, width, 10, colour);

        if (span.IsCritical)
            sheet.Bar(x, top + 30.5, width, 2.5, sheet.Palette.Plot(1), 1);
    }

    private void Legend(Sheet sheet, IReadOnlyList<Block.Span> spans)
    {
        var x = 8.0;
        var y = sheet.Height - 12;

        foreach (var kind in spans.Select(span => span.Kind).Distinct().Order())
        {
            var colour = ColourOf(kind, sheet.Palette);

            if (kind is SpanKind.Milestone)
                sheet.Diamond(x + 6, y - 4, 6, colour, filled: false);
            else
                sheet.Bar(x, y - 10, 12, 12, colour);

            x = Named(sheet, x, y, Name(kind));
        }

        if (spans.Any(span => span.IsCritical))
        {
            sheet.Bar(x, y - 5, 12, 2.5, sheet.Palette.Plot(1), 1);
            Named(sheet, x, y, words($"critical"));
        }
    }

    private static double Named(Sheet sheet, double x, double y, string name)
    {
        sheet.Text(x + 18, y, name);
        return x + 18 + sheet.Measure(name) + 18;
    }

    private double DayWidth => (Sheet.Width - Left - Right) / days;

    private double X(DateOnly day) => Left + (day.DayNumber - first.DayNumber) * DayWidth;

    private double Middle(DateOnly day) => X(day) + DayWidth / 2;

    private string Day(DateOnly day) => day.ToString("d MMM yyyy", culture);

    private string Name(SpanKind kind) => words(kind switch
    {
        SpanKind.Late => $"late",
        SpanKind.Milestone => $"milestone",
        _ => $"work",
    });

    private static SKColor ColourOf(SpanKind kind, Palette palette) => kind switch
    {
        SpanKind.Late => palette.Plot(4),
        SpanKind.Milestone => palette.Plot(3),
        _ => palette.Plot(0),
    };
}
