using System.Text.Json;
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

    public void Write(Utf8JsonWriter json, IEnumerable<WebMessage> messages)
    {
        json.WriteStartArray();

        foreach (var message in messages)
            Write(json, message);

        json.WriteEndArray();
    }

    public void Write(Utf8JsonWriter json, WebMessage message)
    {
        json.WriteStartObject();
        json.WriteNumber("number", message.Number);
        json.WriteNumber("revision", message.Revision);
        json.WriteString("at", message.At);
        json.WriteString("state", message.State.ToString().ToLowerInvariant());

        if (message.Words is { } words)
        {
            json.WriteString("words", words);
            Write(json, "files", message.Files);
        }
        else if (message.Said is { } said)
        {
            Write(json, message, said);
        }

        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, WebMessage message, Message said)
    {
        if (said.Text is { } text)
            json.WriteString("text", new MarkdownSpeech(reader).Draw(text));

        if (said.Shown is { } shown)
            json.WriteString("shown", $"{shown.Kind}:{shown.Id}");

        if (said.Card is not { } card)
            return;

        json.WriteString("title", new PlainSpeech(reader).Draw(card.Title));
        json.WritePropertyName("card");
        new CardDrawing(reader, new()
        {
            FileUrl = hash => FileTransfer.UrlOf(person, message, hash),
            ChartUrl = TwoThemes.Url,
            IdUrl = number => bot.Opens(number) ? $"#{number}" : null,
        }).Write(json, WithoutLateUndo(said, card));
        Write(json, "fileInputs", card.Body.SelectMany(FileInputs));
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);

        foreach (var text in texts)
            json.WriteStringValue(text);

        json.WriteEndArray();
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
