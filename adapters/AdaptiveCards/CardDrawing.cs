using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Cards;

namespace ChatOps.AdaptiveCards;

/// <summary>Draws cards as Adaptive Cards 1.5, for whoever reads them and wherever they do.</summary>
public sealed class CardDrawing(Reader reader, CardHost host)
{
    /// <param name="said">A line above the card, where that has no place of its own.</param>
    public JsonObject Draw(Card card, Say? said = null) => Drawn(card, said).ToJson().AsObject();

    public void Write(Utf8JsonWriter writer, Card card) => Drawn(card, null).WriteTo(writer);

    private Element Drawn(Card card, Say? said)
    {
        if (host.IsTeams)
            card = Enclosures.OnButtons(card);

        var mentions = new Mentions(host.AccountOf);
        var texts = new Texts(reader, mentions, host.IdUrl);
        Element[] body = [.. said is null ? Array.Empty<Element>() : [texts.Block(said)], Title(card, texts), .. new Blocks(texts, host).Draw(card.Body)];
        var actions = new Choices(texts, host).Draw(card.Choices);

        return Json.Element(
            "AdaptiveCard",
            ("$schema", "http://adaptivecards.io/schemas/adaptive-card.json"),
            ("version", "1.5"),
            ("fallbackText", texts.Plain(card.Title)),
            ("body", body),
            ("actions", actions is [] ? null : actions),
            ("msteams", host.IsTeams ? OfTeams(mentions.Entities) : null));
    }

    private static Element OfTeams(Element[] entities) => Json.Object(("width", "full"), ("entities", entities is [] ? null : entities));

    // A refusal is one sentence and nothing else: it is read as such and not as a headline.
    private static Element Title(Card card, Texts texts)
    {
        var isSentence = card.Body is [] && card.Tone is not Tone.Plain;
        var title = isSentence
            ? texts.Title(card.Title)
            : texts.Title(card.Title, ("size", "Medium"), ("weight", "Bolder"), ("style", "heading"));

        return card.Tone is Tone.Plain ? title : Json.Element("Container", ("style", StyleOf(card.Tone)), ("bleed", true), ("items", Json.Array(title)));
    }

    private static string StyleOf(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Warning => "warning",
        _ => "attention",
    };
}
