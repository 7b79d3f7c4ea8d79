using System.Buffers.Binary;
using System.Globalization;
using ChatOps.Cards;
using ChatOps.Charts;
using SkiaSharp;

namespace ChatOps.Tests.Adapters;

/// <summary>Charts as pictures: looked at by their properties, since pixels differ with every version of the library.</summary>
public sealed class ChartTests
{
    private static readonly ChartPicture Charts = new(say => say.ToString(), CultureInfo.GetCultureInfo("en-GB"));

    public static TheoryData<string> Drawable => [.. Samples.Blocks.Where(sample => sample.Value is Block.Chart or Block.Gantt).Select(sample => sample.Key)];

    [Theory]
    [MemberData(nameof(Drawable))]
    public void A_chart_is_a_sharp_picture_with_words_for_who_cannot_see_it(string sample)
    {
        foreach (var theme in Enum.GetValues<Theme>())
        {
            var png = Draw(Samples.Blocks[sample], theme);
            Assert.Equal("\u0089PNG", System.Text.Encoding.Latin1.GetString(png, 0, 4));
            Assert.Equal(1000, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
            Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), 300, 2400);
            Assert.InRange(png.Length, 1000, 20_000);

            using var picture = SKBitmap.Decode(png);
            // More than a ground: text and shapes have been drawn.
            Assert.InRange(picture.Pixels.Distinct().Count(), 8, 16);
            Assert.Equal(Palette.Of(theme).Ground, picture.GetPixel(1, 1));
        }

        var words = Samples.Blocks[sample] switch { Block.Chart chart => Charts.Describe(chart), Block.Gantt gantt => Charts.Describe(gantt), _ => "" };
        Assert.All(Samples.TextsOf(Samples.Blocks[sample]), text => Assert.Contains(text, words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public void Every_colour_can_be_read_on_its_ground(Theme theme)
    {
        var palette = Palette.Of(theme);
        Assert.All([palette.Text, palette.Quiet, .. palette.Plots], colour => Assert.True(Contrast(colour, palette.Ground) >= 4.5, $"{colour} on {palette.Ground} has {Contrast(colour, palette.Ground):0.00}."));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(400)]
    public void However_many_lines_a_plan_has_it_is_drawn(int count)
    {
        var gantt = new Block.Gantt($"Plan", new(2026, 9, 7), [.. Enumerable.Range(0, count).Select(at => new Block.Span(Say.Text($"Task {at} \u202Eעברית 日本 😀 {new string('x', at)}"), new DateOnly(2026, 1, 1).AddDays(at), new DateOnly(2027, 1, 1).AddDays(at * 3)) { Share = at / 400.0 })]);
        Assert.InRange(Charts.Draw(gantt, Theme.Light).Length, 1000, 350_000);
        Assert.Equal(count, gantt.Figures().Rows.Count);
    }

    [Fact]
    public void A_card_holds_the_picture_of_a_chart_where_it_may_and_its_figures_always()
    {
        var card = new Card($"Plan") { Body = [Samples.Blocks["gantt"]] };
        var shown = new ChatOps.AdaptiveCards.CardDrawing(Reader.Nobody, new() { ChartUrl = ChatOps.AdaptiveCards.TwoThemes.Url }).Draw(card)["body"]!.AsArray();
        var bare = new ChatOps.AdaptiveCards.CardDrawing(Reader.Nobody, new()).Draw(card).ToJsonString();

        var image = shown.Single(element => (string?)element!["type"] is "Image")!;
        Assert.Equal(Charts.Describe((Block.Gantt)Samples.Blocks["gantt"]).Split(':')[0], ((string?)image["altText"])!.Split(':')[0]);
        var svg = System.Xml.Linq.XDocument.Parse(Uri.UnescapeDataString(((string?)image["url"])!["data:image/svg+xml,".Length..]));
        Assert.Equal(["light", "dark"], svg.Root!.Elements().Where(element => element.Name.LocalName is "image").Select(element => element.Attribute("class")!.Value));

        Assert.DoesNotContain("data:", bare, StringComparison.Ordinal);
        Assert.Contains("TSK-1 Pack", bare, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_looked_at_again_is_not_drawn_again()
    {
        var gantt = (Block.Gantt)Samples.Blocks["gantt"];
        Assert.Same(Charts.Draw(gantt, Theme.Light), Charts.Draw(gantt with { Title = gantt.Title }, Theme.Light));
        Assert.NotSame(Charts.Draw(gantt, Theme.Light), Charts.Draw(gantt, Theme.Dark));
        Assert.NotSame(Charts.Draw(gantt, Theme.Light), Charts.Draw(gantt with { Today = gantt.Today.AddDays(1) }, Theme.Light));
    }

    [Fact]
    public void The_table_beside_a_chart_has_its_figures()
    {
        var chart = (Block.Chart)Samples.Blocks["lines"];
        var table = ChartPicture.Figures(chart);

        Assert.Equal(chart.Labels, table.Rows.Select(row => row.Cells[0]));
        Assert.Equal(chart.Plots.SelectMany(plot => plot.Values), chart.Plots.SelectMany((_, at) => table.Rows.Select(row => double.Parse(row.Cells[at + 1].ToString(), CultureInfo.InvariantCulture))));
    }

    private static byte[] Draw(Block block, Theme theme) => block switch
    {
        Block.Chart chart => Charts.Draw(chart, theme),
        Block.Gantt gantt => Charts.Draw(gantt, theme),
        _ => throw new InvalidOperationException(),
    };

    private static double Contrast(SKColor one, SKColor other)
    {
        var (light, dark) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(SKColor colour) => 0.2126 * Linear(colour.Red) + 0.7152 * Linear(colour.Green) + 0.0722 * Linear(colour.Blue);

    private static double Linear(byte value) => value / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
}
