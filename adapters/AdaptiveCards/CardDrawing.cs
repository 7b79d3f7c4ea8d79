using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Charts;

namespace ChatOps.AdaptiveCards;

/// <summary>Draws cards as Adaptive Cards 1.5, for whoever reads them.</summary>
/// <param name="fileUrl">Where the content of a hash can be fetched; null: this reader cannot fetch it.</param>
/// <param name="chartUrl">
/// Where the picture of a chart is, given how it is drawn for a theme; null: it cannot be shown, and its figures are. A
/// card on its way to Teams has room for an address and not for a picture.
/// </param>
/// <param name="idUrl">Where the number of a thing leads to; null: nowhere.</param>
public sealed class CardDrawing(Reader reader, Func<string, string?> fileUrl, Func<Func<Theme, byte[]>, string>? chartUrl = null, Func<string, string?>? idUrl = null)
{
    private readonly Texts texts = new(reader, idUrl);

    public JsonObject Draw(Card card)
    {
        var blocks = new Blocks(texts, fileUrl, chartUrl);
        var actions = new Choices(texts).Draw(card.Choices);

        return Json.Element(
            "AdaptiveCard",
            ("$schema", "http://adaptivecards.io/schemas/adaptive-card.json"),
            ("version", "1.5"),
            ("fallbackText", texts.Plain(card.Title)),
            ("body", Json.Array([Title(card), .. blocks.Draw(card.Body)])),
            ("actions", actions.Count > 0 ? actions : null));
    }

    // A refusal is one sentence and nothing else: it is read as such and not as a headline.
    private JsonObject Title(Card card)
    {
        var isSentence = card.Body is [] && card.Tone is not Tone.Plain;
        var title = isSentence
            ? texts.Title(card.Title)
            : texts.Title(card.Title, ("size", "Medium"), ("weight", "Bolder"), ("style", "heading"));

        return card.Tone is Tone.Plain ? title : Json.Element("Container", ("style", StyleOf(card.Tone)), ("bleed", true), ("items", new JsonArray(title)));
    }

    private static string StyleOf(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Warning => "warning",
        _ => "attention",
    };
}
