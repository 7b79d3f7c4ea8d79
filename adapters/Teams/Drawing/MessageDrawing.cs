using System.Text.Json.Nodes;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Drawing;

/// <summary>
/// Draws messages for Teams as cards that it takes. What something looks like is one card, with a button to what did not
/// fit; everything else that does not fit follows in further messages.
/// </summary>
internal sealed class MessageDrawing(CardHost host)
{
    /// <summary>Of JSON: Teams takes 80 KB of UTF-16, and the message around the card needs some of that.</summary>
    public const int MostLetters = 38_000;

    private const int MostReaders = 60;

    /// <summary>Who gets a view of their own where several people read the card; empty: nobody.</summary>
    public IReadOnlyList<string> Readers { get; init; } = [];

    /// <param name="part">Which part of what something looks like, from 0.</param>
    /// <returns>None: the message is its text alone.</returns>
    public IReadOnlyList<JsonObject> Draw(Message message, int part = 0)
    {
        if (message.Card is not { } card)
            return [];

        var drawing = new CardDrawing(message.Reader, host);
        var pages = Pages.Of(card, page => drawing.Draw(page, message.Text).ToJsonString(WireJson.Plain.Options).Length <= MostLetters - Reserved(message));

        return (pages, message.Shown) switch
        {
            ([var only], _) => [Refreshed(drawing.Draw(only, message.Text), message, 0)],
            (_, { } shown) => [OnePage(drawing, card, message, pages, Math.Clamp(part, 0, pages.Count - 1), shown)],
            _ => [.. pages.Select((page, at) => drawing.Draw(Numbered(page, at, pages.Count) with { Choices = at == pages.Count - 1 ? card.Choices : [] }, at is 0 ? message.Text : null))],
        };
    }

    private JsonObject OnePage(CardDrawing drawing, Card card, Message message, IReadOnlyList<Card> pages, int at, Shown shown)
    {
        var drawn = drawing.Draw(Numbered(pages[at], at, pages.Count) with { Choices = card.Choices }, at is 0 ? message.Text : null);
        var speech = new PlainSpeech(message.Reader);
        var actions = drawn["actions"] as JsonArray;

        if (actions is null)
            drawn["actions"] = actions = [];

        if (at > 0)
            actions.Insert(0, Views.Press(speech.Draw($"Back"), shown, at - 1));

        if (at < pages.Count - 1)
            actions.Insert(0, Views.Press(speech.Draw($"More"), shown, at + 1));

        return Refreshed(drawn, message, at);
    }

    private JsonObject Refreshed(JsonObject drawn, Message message, int part)
    {
        if (message.Shown is { } shown && Readers is not [])
        {
            drawn["refresh"] = new JsonObject
            {
                ["action"] = Views.Press(new PlainSpeech(message.Reader).Draw($"Show anew"), shown, part),
                ["userIds"] = new JsonArray([.. Readers.Take(MostReaders).Select(reader => (JsonNode)reader)]),
            };
        }

        return drawn;
    }

    private static Card Numbered(Card page, int at, int count) => page with { Title = $"{page.Title} ({at + 1} of {count})" };

    // For what is put around a page when it is one of several, or drawn anew for each reader.
    private int Reserved(Message message) => 500 + (message.Shown is null ? 0 : 1000 + Readers.Take(MostReaders).Sum(reader => reader.Length + 3));
}
