using System.Text.Json.Nodes;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Connecting;

/// <summary>
/// Draws messages as activities. A line above a card is the first line of it: a text and a card in one activity would be
/// torn apart by Teams, and two activities could not be drawn anew as one.
/// </summary>
internal sealed class Drawing
{
    private const int LongestSummary = 80;

    private readonly CardHost host = new() { IsTeams = true };

    public Activity Draw(Message message) => message.Card is null ? Text(message) : new()
    {
        Type = ActivityTypes.Message,
        Summary = Summary(message),
        Attachments = [new() { ContentType = ContentTypes.Card, Content = Card(message) }],
    };

    /// <summary>As a card in any case, for where nothing else can stand.</summary>
    public JsonObject Card(Message message)
    {
        return message.Card is { } card ? new CardDrawing(message.Reader, host).Draw(card, message.Text) : new CardDrawing(message.Reader, host).Draw(new Card(message.Text ?? $""));
    }

    /// <summary>One line, for a notification.</summary>
    public static string Summary(Message message)
    {
        var speech = new PlainSpeech(message.Reader);
        var line = speech.Draw(message.Text ?? message.Card?.Title ?? $"").ReplaceLineEndings(" ");
        return line.Length <= LongestSummary ? line : $"{line[..(LongestSummary - 1)]}…";
    }

    private static Activity Text(Message message) => new()
    {
        Type = ActivityTypes.Message,
        TextFormat = "markdown",
        Text = new MarkdownSpeech(message.Reader).Draw(message.Text ?? $""),
        Summary = Summary(message),
    };
}
