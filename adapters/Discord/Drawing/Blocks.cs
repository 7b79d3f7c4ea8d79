using System.Globalization;
using ChatOps.Cards;
using ChatOps.Charts;
using ChatOps.Commands;

namespace ChatOps.Discord.Drawing;

/// <summary>Draws what stands between the title of a card and its buttons.</summary>
internal sealed class Blocks(Texts texts, Uploads uploads, Tables tables)
{
    private const int BarWidth = 16;

    // What is folded elsewhere comes last: Discord cannot fold.
    public IEnumerable<Piece> Draw(IReadOnlyList<Block> blocks) =>
        blocks.OrderBy(block => block is Block.Section { Folded: true }).SelectMany(Draw);

    private IEnumerable<Piece> Draw(Block block) => block switch
    {
        Block.Text text => texts.Paragraph(text.Words, text.Subtle),
        Block.Quote quote => Quote(quote),
        Block.Facts facts => Texts.Packed(facts.Items.Select(fact => $"**{texts.Marked(fact.Name)}:** {texts.Marked(fact.Value)}")),
        Block.Table table => tables.Draw(table),
        Block.Picture picture => uploads.Picture(picture),
        Block.Chart chart => Chart(chart.Title, charts => charts.Draw(chart, Theme.Dark), charts => charts.Describe(chart), ChartPicture.Figures(chart)),
        Block.Gantt gantt => Chart(gantt.Title, charts => charts.Draw(gantt, Theme.Dark), charts => charts.Describe(gantt), gantt.Figures()),
        Block.Progress progress => Progress(progress),
        Block.Section section => Section(section),
        Block.Files files => files.Items.SelectMany(uploads.Attached),
        Block.Input input => Texts.Packed(Input(input)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private IEnumerable<Piece> Quote(Block.Quote quote)
    {
        List<string> head = [];

        if (quote.Internal)
            head.Add($"⚠ **{texts.Marked($"Internal note: the requester cannot see this")}**");

        if (quote.Heading is { } heading)
            head.Add($"-# {texts.Marked(heading).ReplaceLineEndings(" ")}");

        return Texts.Packed([.. head, .. Texts.Quoted(quote.Words)]);
    }

    private IEnumerable<Piece> Chart(Say title, Func<ChartPicture, byte[]> draw, Func<ChartPicture, string> describe, Block.Table figures)
    {
        var charts = new ChartPicture(texts.Plain, texts.Reader.Culture);
        return [.. Heading(title), uploads.Chart(draw, charts, describe(charts)), .. tables.Draw(figures)];
    }

    private IEnumerable<Piece> Progress(Block.Progress progress)
    {
        var share = Math.Clamp(progress.Share, 0, 1);
        var full = (int)Math.Round(share * BarWidth);
        return Texts.Pieces($"{texts.Marked(progress.Label)}\n{new string('▰', full)}{new string('▱', BarWidth - full)} {share.ToString("P0", CultureInfo.InvariantCulture)}");
    }

    private IEnumerable<Piece> Section(Block.Section section)
    {
        // What is folded away and not filled in is asked for elsewhere, if at all.
        Piece[] body = [.. Draw(section.Folded ? [.. section.Body.Where(block => block is not Block.Input { Values: [], Problem: null })] : section.Body)];
        return section.Folded && body is [] ? [] : [new Piece(Shapes.Line()), .. Heading(section.Title), .. body];
    }

    private IEnumerable<Piece> Heading(Say title) => texts.Marked(title).Trim() is { Length: > 0 } words ? Texts.Pieces($"**{words.ReplaceLineEndings(" ")}**") : [];

    // Filled in elsewhere: here stands what is in it so far.
    private IEnumerable<string> Input(Block.Input input)
    {
        yield return $"**{texts.Marked(input.Label)}** {ValueOf(input)}".TrimEnd();

        if (input.Problem is { } problem)
            yield return $"⚠ {texts.Marked(problem)}";

        if (input.Hint is { } hint)
            yield return $"-# {texts.Marked(hint).ReplaceLineEndings(" ")}";
    }

    private string ValueOf(Block.Input input) => string.Join(", ", input.Values.Select(value =>
        input.Options.FirstOrDefault(option => option.Value == value) is { } option ? texts.Marked(option.Label)
        : input.Kind is FieldKind.Flag ? texts.Marked(Say.Term(value is "yes" ? "yes" : "no"))
        : input.Kind is FieldKind.File ? texts.Marked($"a file")
        : DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? texts.Marked($"{at}")
        : DiscordSpeech.Escape(value)));
}
