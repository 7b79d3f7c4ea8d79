using System.Globalization;
using ChatOps.Cards;
using ChatOps.Charts;

namespace ChatOps.AdaptiveCards;

/// <summary>Draws what stands between the title of a card and its buttons.</summary>
internal sealed class Blocks(Texts texts, CardHost host)
{
    private const int LongestQuote = 8000;

    // Of what Teams shows, and of what a message with it may hold beside it.
    private const int MostPicturePixels = 1024;
    private const int MostPictureBytes = 10 * 1024;

    private readonly Inputs inputs = new(texts);
    private readonly Tables tables = new(texts, host);
    private readonly Choices choices = new(texts, host);
    private int sections;

    public IEnumerable<Element> Draw(IEnumerable<Block> blocks) => blocks.SelectMany(Draw);

    private IEnumerable<Element> Draw(Block block) =>
        block.IsForMany && host.KeepsDrawn ? Written.Of(block, texts.Reader.Language, () => Anew(block)) : Anew(block);

    private IEnumerable<Element> Anew(Block block) => block switch
    {
        Block.Text text => [texts.Block(text.Words, ("isSubtle", text.Subtle ? (Value)true : default))],
        Block.Quote quote => [Quote(quote)],
        Block.Facts { Items: [] } => [],
        Block.Facts facts => [Facts(facts)],
        Block.Table table => tables.Draw(table),
        Block.Picture picture => [Picture(picture)],
        Block.Chart chart when host.IsTeams => TeamsChart(chart),
        Block.Gantt gantt when host.IsTeams => TeamsGantt(gantt),
        Block.Chart chart => Chart(chart.Title, (charts, theme) => charts.Draw(chart, theme), charts => charts.Describe(chart), ChartPicture.Figures(chart)),
        Block.Gantt gantt => Chart(gantt.Title, (charts, theme) => charts.Draw(gantt, theme), charts => charts.Describe(gantt), gantt.Figures()),
        Block.Progress progress => Progress(progress),
        Block.Section section => Section(section),
        Block.Files files => files.Items.SelectMany(FileLink),
        Block.Input input => inputs.Draw(input),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private Element Quote(Block.Quote quote)
    {
        var items = new List<Element>();

        if (quote.Internal)
            items.Add(texts.Block($"Internal note: the requester cannot see this", ("size", "Small"), ("weight", "Bolder"), ("color", host.IsTeams ? null : "Warning")));

        if (quote.Heading is { } heading)
            items.Add(texts.Block(heading, ("size", "Small"), ("isSubtle", true), ("spacing", quote.Internal ? "None" : null)));

        var words = host.IsTeams || quote.Words.Length <= LongestQuote ? quote.Words : quote.Words[..LongestQuote] + "…";
        var run = Texts.Words(words);

        if (items.Count > 0)
            run.Add(("spacing", "Small"));

        items.Add(run);
        return Json.Element("Container", ("style", quote.Internal ? "warning" : "emphasis"), ("items", Json.Array(items)));
    }

    private Element Facts(Block.Facts facts) => Json.Element("FactSet", ("facts", Json.Array(facts.Items.Select(fact => Json.Object(
        ("title", texts.Marked(fact.Name)),
        ("value", texts.Marked(fact.Value)))))));

    private Element Picture(Block.Picture picture) => host.FileUrl(picture.Source) is { } url
        ? Json.Element("Image", ("url", url), ("altText", texts.Plain(picture.Alternative)), ("size", "Stretch"))
        : texts.Block(picture.Alternative, ("isSubtle", true));

    private IEnumerable<Element> Chart(Say title, Func<ChartPicture, Theme, byte[]> draw, Func<ChartPicture, string> describe, Block.Table figures)
    {
        if (host.ChartUrl is not { } chartUrl)
            return [texts.Heading(title), .. tables.Draw(figures)];

        var id = NextSection();
        var charts = new ChartPicture(texts.Plain, texts.Reader.Culture);

        return
        [
            texts.Heading(title),
            Json.Element("Image", ("url", chartUrl(theme => draw(charts, theme))), ("altText", describe(charts)), ("size", "Stretch")),
            Toggle($"Figures", id),
            Json.Element("Container", ("id", id), ("isVisible", false), ("items", Json.Array(tables.Draw(figures)))),
        ];
    }

    private IEnumerable<Element> Progress(Block.Progress progress)
    {
        var share = Math.Clamp(progress.Share, 0, 1);
        Say label = $"{progress.Label}: {Say.Text(share.ToString("P0", CultureInfo.InvariantCulture))}";

        if (host.IsTeams)
            return [texts.Block(label), Bar(share)];

        return
        [
            texts.Block(label),
            Json.Element("Image", ("url", ProgressPicture.Draw(share)), ("altText", texts.Plain(label)), ("size", "Stretch"), ("spacing", "Small")),
        ];
    }

    private static Element Bar(double share) =>
        Json.Element("ProgressBar", ("value", Math.Round(share * 100)), ("max", 100), ("spacing", "Small"), ("fallback", "drop"));

    private Element[] TeamsChart(Block.Chart chart)
    {
        var id = NextSection();
        var figures = ChartPicture.Figures(chart);

        return
        [
            texts.Heading(chart.Title),
            new TeamsCharts(texts).Draw(chart, tables.Draw(figures)),
            Toggle($"Figures", id),
            Json.Element("Container", ("id", id), ("isVisible", false), ("items", Json.Array(Facts(Named(figures))))),
        ];
    }

    private static Block.Facts Named(Block.Table figures) => new([.. figures.Rows.Select(row =>
        new Block.Fact(row.Cells[0], Say.Row(row.Cells.Skip(1).Select((cell, at) => figures.Columns.Count is 2 ? cell : (Say)$"{figures.Columns[at + 1]} {cell}"), ", ")))]);

    // The picture as it is, since no address that the internet reaches may show it; and each with its days and its bar, to be opened.
    private IEnumerable<Element> TeamsGantt(Block.Gantt gantt)
    {
        var charts = new ChartPicture(texts.Plain, texts.Reader.Culture);

        return
        [
            texts.Heading(gantt.Title),
            .. charts.Draw(gantt, Theme.Light, MostPictureBytes, MostPicturePixels) is { } png
                ? [Json.Element("Image", ("url", $"data:image/png;base64,{Convert.ToBase64String(png)}"), ("altText", charts.Describe(gantt)), ("size", "Stretch"))]
                : (Element[])[],
            .. gantt.Spans.SelectMany(Span),
        ];
    }

    private IEnumerable<Element> Span(Block.Span span)
    {
        var label = texts.Plain(span.Label);
        Say days = span.From == span.Until ? (Say)$"{span.From}" : $"{span.From} – {span.Until}";
        var open = span.Open is { } invocation ? choices.Select(label, invocation) : null;

        yield return Json.Element("RichTextBlock", ("inlines", Json.Array(Texts.Run(label, ("weight", "Bolder"), ("selectAction", open)))));
        yield return texts.Block(
            Say.Row([days, Say.Text(span.Percent), .. span.Note.Template is "" ? Array.Empty<Say>() : [span.Note]], ", "),
            ("isSubtle", true), ("spacing", "None"), ("color", span.Kind is SpanKind.Late ? "Attention" : null));

        if (span.Kind is not SpanKind.Milestone)
            yield return Bar(Math.Clamp(span.Share, 0, 1));
    }

    private IEnumerable<Element> Section(Block.Section section)
    {
        if (!section.Folded)
            return [Json.Element("Container", ("separator", true), ("items", Json.Array([texts.Heading(section.Title), .. Draw(section.Body)])))];

        var id = NextSection();
        var items = Json.Array(Draw(section.Body));
        return items is [] ? [] : [Toggle(section.Title, id), Json.Element("Container", ("id", id), ("isVisible", false), ("items", items))];
    }

    private Element Toggle(Say title, string id) => Json.Element("ActionSet", ("actions", Json.Array(
        Json.Element("Action.ToggleVisibility", ("title", texts.Plain(title)), ("targetElements", (string[])[id])))));

    private IEnumerable<Element> FileLink(Attachment file)
    {
        var url = host.FileUrl(file.Hash);
        var open = url is not null ? Json.Element("Action.OpenUrl", ("url", url), ("title", file.Name))
            : host.FilePress(file) is { } press ? choices.Select(file.Name, press)
            : null;

        if (url is not null && file.Type.StartsWith("image/", StringComparison.Ordinal))
            yield return Json.Element("Image", ("url", url), ("altText", file.Name), ("size", "Large"), ("selectAction", open));

        yield return Json.Element("RichTextBlock", ("spacing", "Small"), ("inlines", Json.Array(
            Texts.Run(file.Name, ("selectAction", open)),
            Texts.Run($"  {texts.Plain(Size(file.Size))}", ("isSubtle", true)))));
    }

    private static Say Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes:# byte|# bytes}",
        < 1_000_000 => Say.Text($"{bytes / 1000} kB"),
        _ => Say.Text(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")),
    };

    private string NextSection() => $"section-{++sections}";
}
