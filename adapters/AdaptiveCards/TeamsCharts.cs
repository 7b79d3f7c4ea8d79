using System.Globalization;
using ChatOps.Cards;

namespace ChatOps.AdaptiveCards;

/// <summary>Charts as Teams draws them itself, in the reader's light or dark; whoever cannot gets the table.</summary>
internal sealed class TeamsCharts(Texts texts)
{
    /// <param name="figures">What stands in its place in a client that does not know it.</param>
    public Element Draw(Block.Chart chart, IEnumerable<Element> figures)
    {
        var element = (chart.Kind, chart.Plots) switch
        {
            (ChartKind.Ring, [var only, ..]) => Json.Element("Chart.Donut", ("data", Ring(chart, only))),
            (ChartKind.Lines, _) when chart.Labels.All(label => DayOf(label) is not null) => Json.Element("Chart.Line", ("data", Plots(chart, label => DayOf(label)!))),
            (_, [var only]) => Json.Element("Chart.VerticalBar", ("data", Bars(chart, only, texts.Plain))),
            _ => Json.Element("Chart.VerticalBar.Grouped", ("data", Plots(chart, texts.Plain))),
        };

        // Colours that are told apart, also by who does not see all of them.
        return element.Add(("colorSet", "categorical"), ("title", texts.Plain(chart.Title)), ("fallback", Json.Element("Container", ("items", Json.Array(figures)))));
    }

    private Element[] Ring(Block.Chart chart, Block.Series plot) =>
        Json.Array(chart.Labels.Zip(plot.Values, (label, value) => Json.Object(("legend", texts.Plain(label)), ("value", value))));

    private Element[] Plots(Block.Chart chart, Func<Say, string> x) =>
        Json.Array(chart.Plots.Select(plot => Json.Object(("legend", texts.Plain(plot.Name)), ("values", Bars(chart, plot, x)))));

    private static Element[] Bars(Block.Chart chart, Block.Series plot, Func<Say, string> x) =>
        Json.Array(chart.Labels.Zip(plot.Values, (label, value) => Json.Object(("x", x(label)), ("y", value))));

    // Its lines run over days, and over nothing else that has a name.
    private static string? DayOf(Say label) => label.Parts is [Part.Day(var day)] ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
