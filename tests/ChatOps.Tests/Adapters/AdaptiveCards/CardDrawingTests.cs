using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tests.Adapters.AdaptiveCards;

public partial class CardDrawingTests : DrawingContract
{
    // A Teams message holds 80 KB as UTF-16.
    private const int Largest = 40_000;

    protected override string Draw(Reply reply)
    {
        var card = new CardDrawing(reply.Message.Reader, new() { FileUrl = hash => $"https://example.com/files/{hash}" }).Draw(reply.Message.Card!);

        // The line above a card is not the card's business; the adapters say it beside it.
        if (reply.Message.Text is { } text)
            card["body"]!.AsArray().Insert(0, new JsonObject { ["type"] = "TextBlock", ["text"] = new MarkdownSpeech(reply.Message.Reader).Draw(text) });

        return card.ToJsonString();
    }

    protected override void AssertWithinLimits(string drawn)
    {
        Assert.True(drawn.Length <= Largest, $"{drawn.Length} characters");
        var elements = Elements(JsonNode.Parse(drawn)!).ToArray();

        Assert.All(elements.Where(element => Type(element) is "Image"), image => Assert.NotEmpty((string)image["altText"]!));
        Assert.All(elements.Where(element => Type(element).StartsWith("Input.", StringComparison.Ordinal)), input => Assert.NotEmpty((string)input["label"]!));
        Assert.True(elements.Count(element => Type(element) is "Action.Execute" && (string?)element["mode"] is null && element["tooltip"] is null) <= 5);
        var ids = elements.Select(element => (string?)element["id"]).OfType<string>().ToArray();
        Assert.Distinct(ids);
        CardSchema.AssertValid(drawn);
    }

    protected override string Read(string drawn) => string.Join('\n', Elements(JsonNode.Parse(drawn)!).SelectMany(element => Type(element) switch
    {
        "TextBlock" => [Rendered((string)element["text"]!)],
        "Fact" => [Rendered((string)element["title"]!), Rendered((string)element["value"]!)],
        _ => new[] { "title", "text", "altText", "label", "placeholder", "value", "errorMessage" }.Select(name => element[name] is JsonValue value ? value.ToString() : ""),
    }));

    protected override void AssertInert(string drawn, string words)
    {
        base.AssertInert(drawn, words);

        var elements = Elements(JsonNode.Parse(drawn)!).ToArray();

        foreach (var element in elements.Where(element => Type(element) is "TextBlock" or "Fact"))
        {
            foreach (var text in new[] { "text", "title", "value" }.Select(name => (string?)element[name]).OfType<string>())
                Assert.DoesNotMatch(LiveMarkup(), Escaped().Replace(text, "x"));
        }

        foreach (var element in elements.Where(element => Type(element).Length > 0))
            Assert.All(element, pair => Assert.True(pair.Key is "value" || !$"{pair.Value}".Contains("{{DATE(", StringComparison.Ordinal) || pair.Value is not JsonValue));
    }

    // What a backslash makes literal is taken for a letter. What is left must hold no mark.
    [GeneratedRegex(@"\\[\\!-/:-@\[-`{-~]")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"[*_`\[\]<>~&|@]|://|www\.|(?m)^\s*([-+#=]+(\s|$)|\d+[.)])")]
    private static partial Regex LiveMarkup();

    private static string Rendered(string markdown) => Backslash().Replace(Marks().Replace(markdown, ""), "$1");

    [GeneratedRegex(@"(?<!\\)\*\*")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\\([\\!-/:-@\[-`{-~])")]
    private static partial Regex Backslash();

    private static string Type(JsonObject element) => (string?)element["type"] ?? (element.ContainsKey("title") && element.ContainsKey("value") && !element.ContainsKey("type") ? "Fact" : "");

    private static IEnumerable<JsonObject> Elements(JsonNode node) => node switch
    {
        JsonObject element => element.Where(pair => pair.Value is not null).SelectMany(pair => Elements(pair.Value!)).Prepend(element),
        JsonArray array => array.SelectMany(item => Elements(item!)),
        _ => [],
    };

    [Fact]
    public void A_number_leads_to_what_it_names_where_the_platform_can_and_a_title_does_not_lead_to_itself()
    {
        var card = new Card($"{new SubjectId("INC", 7)} Fire") { Body = [new Block.Facts(new Block.Fact($"Done", $"Fixed {new SubjectId("INC", 7)} and [INC-8](#INC-8)")), new Block.Text($"See {"[INC-9](#INC-9)"} and {new SubjectId("BLK", 1)}.")] };

        var linked = new CardDrawing(Reader.Nobody, new() { IdUrl = id => id.StartsWith("INC", StringComparison.Ordinal) ? $"#{id}" : null }).Draw(card).ToJsonString();
        Assert.Contains("Fixed [INC-7](#INC-7)", linked, StringComparison.Ordinal);
        Assert.Contains("\"INC-7 Fire\"", linked, StringComparison.Ordinal);
        Assert.DoesNotContain("See [INC-9](", linked, StringComparison.Ordinal);
        Assert.Contains("BLK-1.", linked, StringComparison.Ordinal);
        Assert.DoesNotContain("[INC-7]", new CardDrawing(Reader.Nobody, new()).Draw(card).ToJsonString(), StringComparison.Ordinal);
    }
}
