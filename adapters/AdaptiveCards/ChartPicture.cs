using System.Globalization;
using System.Text;
using ChatOps.Cards;

namespace ChatOps.AdaptiveCards;

/// <summary>Draws a chart as an SVG that follows the reader's light or dark scheme.</summary>
internal static class ChartPicture
{
    private const string Start =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 220" font-family="system-ui,sans-serif" font-size="11">
        <style>text{fill:#475467}line{stroke:#98a2b3;stroke-opacity:.4}@media(prefers-color-scheme:dark){text{fill:#c3cad6}}</style>
        """;

    private const double Width = 480;
    private const double Height = 220;
    private const double Left = 40;
    private const double Bottom = 44;
    private const double Top = 14;

    // Told apart also without seeing colours: they differ in lightness, and the figures stand below.
    private static readonly string[] Colours = ["#3b7ddd", "#e0892b", "#2d9d78", "#9b5de5", "#c44569", "#6c7a89"];

    public static string Draw(Block.Chart chart, Texts texts)
    {
        var svg = new StringBuilder(Start);

        if (chart.Kind is ChartKind.Ring)
            Ring(svg, chart, texts);
        else
            Axes(svg, chart, texts);

        return Svg.Url(svg.Append("</svg>").ToString());
    }

    /// <summary>What somebody who cannot see it is told.</summary>
    public static string Describe(Block.Chart chart, Texts texts) =>
        $"{texts.Plain(chart.Title)}: {string.Join("; ", chart.Plots.Select(plot => $"{texts.Plain(plot.Name)} {string.Join(", ", chart.Labels.Zip(plot.Values, (label, value) => $"{texts.Plain(label)} {Number(value)}"))}"))}";

    public static Block.Table Figures(Block.Chart chart) => new(
        [chart.Title, .. chart.Plots.Select(plot => plot.Name)],
        [.. chart.Labels.Select((label, at) => new Block.Row([label, .. chart.Plots.Select(plot => Say.Text(at < plot.Values.Count ? Number(plot.Values[at]) : ""))]))]);

    private static void Axes(StringBuilder svg, Block.Chart chart, Texts texts)
    {
        var most = Math.Max(1, chart.Plots.SelectMany(plot => plot.Values).DefaultIfEmpty(1).Max());
        var step = (Width - Left - 8) / Math.Max(1, chart.Labels.Count);

        foreach (var share in (double[])[0, 0.5, 1])
        {
            Line(svg, Left, Y(share * most, most), Width - 8, Y(share * most, most));
            Text(svg, Left - 6, Y(share * most, most) + 4, Number(share * most), "end");
        }

        for (var at = 0; at < chart.Labels.Count; at++)
            Text(svg, Left + step * (at + 0.5), Height - Bottom + 15, Short(texts.Plain(chart.Labels[at]), step), "middle");

        for (var plot = 0; plot < chart.Plots.Count; plot++)
        {
            Draw(svg, chart, plot, step, most);
            Legend(svg, Left + plot * 110, Height - 6, texts.Plain(chart.Plots[plot].Name), plot);
        }
    }

    private static void Draw(StringBuilder svg, Block.Chart chart, int plot, double step, double most)
    {
        var values = chart.Plots[plot].Values.Take(chart.Labels.Count).ToArray();

        if (chart.Kind is ChartKind.Lines)
        {
            var points = values.Select((value, at) => string.Create(CultureInfo.InvariantCulture, $"{Left + step * (at + 0.5):0.#},{Y(value, most):0.#}"));
            Add(svg, $"""<polyline fill="none" stroke-width="2.5" stroke="{Colour(plot)}" points="{string.Join(' ', points)}"/>""");
            return;
        }

        var width = Math.Min(40, step * 0.7 / chart.Plots.Count);

        for (var at = 0; at < values.Length; at++)
        {
            var x = Left + step * (at + 0.5) + width * (plot - chart.Plots.Count / 2.0);
            Add(svg, $"""<rect x="{x:0.#}" y="{Y(values[at], most):0.#}" width="{width - 2:0.#}" height="{Math.Max(0, Y(0, most) - Y(values[at], most)):0.#}" rx="2" fill="{Colour(plot)}"/>""");
        }
    }

    private static void Ring(StringBuilder svg, Block.Chart chart, Texts texts)
    {
        const double around = 2 * Math.PI * 70;
        var values = (chart.Plots is [var first, ..] ? first.Values : []).Take(chart.Labels.Count).Select(value => Math.Max(0, value)).ToArray();
        var (whole, before) = (Math.Max(values.Sum(), double.Epsilon), 0.0);

        for (var at = 0; at < values.Length; at++)
        {
            var part = values[at] / whole * around;
            Add(svg, $"""<circle cx="110" cy="110" r="70" fill="none" stroke-width="30" stroke="{Colour(at)}" stroke-dasharray="{part:0.##} {around - part:0.##}" stroke-dashoffset="{-before:0.##}" transform="rotate(-90 110 110)"/>""");
            Legend(svg, 220, 40 + at * 20, $"{texts.Plain(chart.Labels[at])}: {Number(values[at])}", at);
            before += part;
        }
    }

    private static double Y(double value, double most) => Height - Bottom - Math.Max(0, value) / most * (Height - Bottom - Top);

    private static string Colour(int at) => Colours[at % Colours.Length];

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Short(string label, double step)
    {
        var fits = Math.Max(2, (int)(step / 6));
        return label.Length <= fits ? label : label[..(fits - 1)] + "…";
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2) =>
        Add(svg, $"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}"/>""");

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor) =>
        Add(svg, $"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}">{Svg.Escape(text)}</text>""");

    private static void Legend(StringBuilder svg, double x, double y, string name, int plot)
    {
        Add(svg, $"""<rect x="{x:0.#}" y="{y - 9:0.#}" width="10" height="10" rx="2" fill="{Colour(plot)}"/>""");
        Text(svg, x + 15, y, Short(name, 240), "start");
    }

    private static void Add(StringBuilder svg, FormattableString element) => svg.Append(element.ToString(CultureInfo.InvariantCulture));
}
