using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Charts;

/// <summary>
/// Draws charts as PNG, with fonts of its own and the figures' words in the reader's language. The figures themselves
/// stand as a table beside every picture, wherever it is shown.
/// </summary>
/// <param name="words">What the bot says as plain text.</param>
public sealed class ChartPicture(Func<Say, string> words, CultureInfo culture)
{
    private const int Height = 230;
    private const double Left = 44;
    private const double Right = 10;
    private const double Bottom = 46;
    private const double Top = 14;

    // A few conversations' worth, of 3 to 15 KB each: what is looked at again is not drawn again.
    private static readonly Recent<byte[]> Drawn = new(64);

    /// <returns>The same picture for the same figures and words; it is not to be changed.</returns>
    public byte[] Draw(Block.Chart chart, Theme theme) => Once(chart, Describe(chart), theme, () => Drawing(chart, theme));

    /// <inheritdoc cref="Draw(Block.Chart, Theme)"/>
    public byte[] Draw(Block.Gantt gantt, Theme theme) => Once(gantt, Describe(gantt), theme, () => new GanttPicture(words, culture).Draw(gantt, theme));

    /// <summary>As sharp as it can be in so many bytes and pixels.</summary>
    /// <returns>Null: it would be too large at any sharpness.</returns>
    public byte[]? Draw(Block.Gantt gantt, Theme theme, int mostBytes, int mostPixels)
    {
        foreach (var scale in (float[])[2, 1.5f, 1])
        {
            if (GanttPicture.HeightOf(gantt) * scale <= mostPixels
                && Once(gantt, $"{scale.ToString(CultureInfo.InvariantCulture)} {Describe(gantt)}", theme, () => new GanttPicture(words, culture).Draw(gantt, theme, scale)) is var picture && picture.Length <= mostBytes)
            {
                return picture;
            }
        }

        return null;
    }

    private byte[] Once(Block block, string said, Theme theme, Func<byte[]> draw)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{theme} {culture.Name} {said} {JsonSerializer.Serialize(block, MessageJson.Default.Block)}")));
        return Drawn.TryGet(key, out var known) ? known! : Drawn.Keep(key, draw());
    }

    private byte[] Drawing(Block.Chart chart, Theme theme)
    {
        using var sheet = new Sheet(Height, Palette.Of(theme));

        if (chart.Kind is ChartKind.Ring)
            Ring(sheet, chart);
        else
            Axes(sheet, chart);

        return sheet.Png();
    }

    /// <summary>What somebody who cannot see it is told.</summary>
    public string Describe(Block.Chart chart) =>
        $"{words(chart.Title)}: {string.Join("; ", chart.Plots.Select(plot => $"{words(plot.Name)} {string.Join(", ", chart.Labels.Zip(plot.Values, (label, value) => $"{words(label)} {Number(value)}"))}"))}";

    /// <inheritdoc cref="Describe(Block.Chart)"/>
    public string Describe(Block.Gantt gantt) => new GanttPicture(words, culture).Describe(gantt);

    public static Block.Table Figures(Block.Chart chart) => new(
        [chart.Title, .. chart.Plots.Select(plot => plot.Name)],
        [.. chart.Labels.Select((label, at) => new Block.Row([label, .. chart.Plots.Select(plot => Say.Text(at < plot.Values.Count ? Number(plot.Values[at]) : ""))]))]);

    private void Axes(Sheet sheet, Block.Chart chart)
    {
        var most = Math.Max(1, chart.Plots.SelectMany(plot => plot.Values).DefaultIfEmpty(1).Max());
        var step = (Sheet.Width - Left - Right) / Math.Max(1, chart.Labels.Count);

        foreach (var share in (double[])[0, 0.5, 1])
        {
            sheet.Line(Left, Y(share * most, most), Sheet.Width - Right, Y(share * most, most), sheet.Palette.Grid);
            sheet.Text(Left - 6, Y(share * most, most) + 4, (share * most).ToString(most < 10 ? "0.#" : "0", culture), Side.Right, sheet.Palette.Quiet);
        }

        Labels(sheet, chart, step);
        var legend = Left;

        for (var plot = 0; plot < chart.Plots.Count; plot++)
        {
            Draw(sheet, chart, plot, step, most);
            legend = Legend(sheet, legend, Height - 10, sheet.Fit(words(chart.Plots[plot].Name), 92), plot, chart.Kind is ChartKind.Lines);
        }
    }

    // One that does not fit beside the one before is left out.
    private void Labels(Sheet sheet, Block.Chart chart, double step)
    {
        var free = double.MinValue;

        for (var at = 0; at < chart.Labels.Count; at++)
        {
            var text = sheet.Fit(words(chart.Labels[at]), Math.Max(step - 4, 86));
            var half = sheet.Measure(text) / 2;
            var x = Math.Clamp(Left + step * (at + 0.5), half, Sheet.Width - half);

            if (x - half < free)
                continue;

            sheet.Text(x, Height - Bottom + 16, text, Side.Middle, sheet.Palette.Quiet);
            free = x + half + 10;
        }
    }

    private static void Draw(Sheet sheet, Block.Chart chart, int plot, double step, double most)
    {
        var values = chart.Plots[plot].Values.Take(chart.Labels.Count).ToArray();
        var colour = sheet.Palette.Plot(plot);

        if (chart.Kind is ChartKind.Lines)
        {
            sheet.Path([.. values.Select((value, at) => (Left + step * (at + 0.5), Y(value, most)))], colour, plot);

            if (values is [.., var last])
                sheet.Bar(Left + step * (values.Length - 0.5) - 3, Y(last, most) - 3, 6, 6, colour, 3);

            return;
        }

        var width = Math.Min(40, step * 0.7 / chart.Plots.Count);

        for (var at = 0; at < values.Length; at++)
            sheet.Bar(Left + step * (at + 0.5) + width * (plot - chart.Plots.Count / 2.0), Y(values[at], most), width - 2, Y(0, most) - Y(values[at], most), colour);
    }

    private void Ring(Sheet sheet, Block.Chart chart)
    {
        var values = (chart.Plots is [var first, ..] ? first.Values : []).Take(chart.Labels.Count).Select(value => Math.Max(0, value)).ToArray();
        var (whole, from) = (Math.Max(values.Sum(), double.Epsilon), -90.0);

        for (var at = 0; at < values.Length; at++)
        {
            sheet.Arc(96, Height / 2.0, 68, from, values[at] / whole * 360, sheet.Palette.Plot(at));
            Legend(sheet, 196, 40 + at * 21, sheet.Fit($"{words(chart.Labels[at])}: {Number(values[at])}", 180), at, isLine: false);
            from += values[at] / whole * 360;
        }
    }

    private static double Legend(Sheet sheet, double x, double y, string name, int plot, bool isLine)
    {
        if (isLine)
            sheet.Line(x, y - 4, x + 18, y - 4, sheet.Palette.Plot(plot), 2.4f, plot);
        else
            sheet.Bar(x, y - 9, 10, 10, sheet.Palette.Plot(plot));

        var text = x + (isLine ? 24 : 15);
        sheet.Text(text, y, name);
        return text + sheet.Measure(name) + 18;
    }

    private static double Y(double value, double most) => Height - Bottom - Math.Max(0, value) / most * (Height - Bottom - Top);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
