using System.Globalization;
using System.Text.Json.Nodes;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Web;

/// <summary>Draws the messages of a conversation for the page, as they look to their reader now.</summary>
internal sealed class Drawing(Person person, DateTimeOffset now, Bot bot)
{
    private readonly Reader reader = new(person.Language, person.Zone, now);

    public JsonArray Draw(IEnumerable<WebMessage> messages) => new([.. messages.Select(Draw)]);

    public JsonObject Draw(WebMessage message)
    {
        var drawn = new JsonObject
        {
            ["number"] = message.Number,
            ["revision"] = message.Revision,
            ["at"] = message.At.ToString("O", CultureInfo.InvariantCulture),
            ["state"] = message.State.ToString().ToLowerInvariant(),
        };

        if (message.Words is { } words)
            (drawn["words"], drawn["files"]) = (words, new JsonArray([.. message.Files.Select(file => (JsonNode)file)]));
        else if (message.Said is { } said)
            Draw(message, said, drawn);

        return drawn;
    }

    private void Draw(WebMessage message, Message said, JsonObject drawn)
    {
        if (said.Text is { } text)
            drawn["text"] = new MarkdownSpeech(reader).Draw(text);

        if (said.Shown is { } shown)
            drawn["shown"] = $"{shown.Kind}:{shown.Id}";

        if (said.Card is not { } card)
            return;

        card = WithoutLateUndo(said, card);
        drawn["title"] = new PlainSpeech(reader).Draw(card.Title);
        drawn["card"] = new CardDrawing(reader, new()
        {
            FileUrl = hash => FileTransfer.UrlOf(person, message, hash),
            ChartUrl = TwoThemes.Url,
            IdUrl = number => bot.Opens(number) ? $"#{number}" : null,
        }).Draw(card);
        drawn["fileInputs"] = new JsonArray([.. card.Body.SelectMany(FileInputs).Select(name => (JsonNode)name)]);
    }

    private Card WithoutLateUndo(Message said, Card card) => said.Undo is { } undo && undo.Until < reader.Now
        ? card with { Choices = [.. card.Choices.Where(choice => choice.Invocation != Invocation.Of("undo", ("id", undo.Id)))] }
        : card;

    private static IEnumerable<string> FileInputs(Block block) => block switch
    {
        Block.Input { Kind: FieldKind.File } input => [input.Name],
        Block.Section section => section.Body.SelectMany(FileInputs),
        _ => [],
    };
}
