using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Teams.Drawing;
using ChatOps.Teams.Hearing;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Dialogs;

/// <summary>
/// Finds tickets and assets from the box in which people write to each other. What they choose is put there as a card with
/// what stands in its row; who opens it sees what is theirs to see.
/// </summary>
internal sealed class Searches(Listener listener) : IInvoke
{
    public const string Tickets = "tickets";
    public const string Assets = "assets";
    public const string Query = "query";

    private const int PageSize = 10;
    private const int MostPages = 3;
    private const int LongestQuery = 200;

    public IReadOnlyList<string> Names => ["composeExtension/query"];

    public async Task<InvokeResponse> Answer(Arrival arrival, CancellationToken cancellation)
    {
        var value = arrival.Activity.Value;

        if (value.Text("commandId") is not (Tickets or Assets) and not null || value is not { ValueKind: JsonValueKind.Object } asked)
            return InvokeResponse.Bad("There is no such search.");

        var places = new Places(arrival.Here, null, null);
        var (text, skip, count) = (TextOf(asked), Number(asked, "skip", 0, 1000), Number(asked, "count", PageSize, PageSize * MostPages));
        var found = new List<JsonNode>();

        for (var page = skip / PageSize + 1; found.Count < count && page <= skip / PageSize + MostPages; page++)
        {
            var reply = await listener.Hear(arrival with { EventId = $"{arrival.EventId}/{page}" }, new Input.Press(Invocation(value.Text("commandId"), text, page)), places, null);

            if (reply.IsRefusal)
                return Words(reply.Message);

            var results = Results(reply.Message).ToArray();
            found.AddRange(results);

            if (results.Length < PageSize)
                break;
        }

        return found is [] ? Words(new() { Text = $"Nothing was found. Try fewer words." }) : Extension("result", ("attachmentLayout", "list"), ("attachments", new JsonArray([.. found.Take(count)])));
    }

    private static Invocation Invocation(string? command, string? text, int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);

        return command is Assets
            ? Commands.Invocation.Of("asset find", ("query", text ?? "me"), ("page", number))
            : Commands.Invocation.Of("ticket list", ("text", text), ("mine", "yes"), ("page", number));
    }

    // The first look asks for nothing in particular.
    private static string? TextOf(JsonElement value)
    {
        if (!value.TryGetProperty("parameters", out var parameters) || parameters.ValueKind is not JsonValueKind.Array)
            return null;

        var text = parameters.EnumerateArray().FirstOrDefault(parameter => parameter.Text("name") is Query).Text("value")?.Trim();
        return string.IsNullOrEmpty(text) ? null : text[..Math.Min(text.Length, LongestQuery)];
    }

    private static int Number(JsonElement value, string name, int otherwise, int most) =>
        value.TryGetProperty("queryOptions", out var options) && options.ValueKind is JsonValueKind.Object && options.TryGetProperty(name, out var number) && number.ValueKind is JsonValueKind.Number && number.TryGetInt32(out var asked)
            ? Math.Clamp(asked, 0, most)
            : otherwise;

    private static IEnumerable<JsonNode> Results(Message message) => message switch
    {
        { Card.Body: var body } when body.OfType<Block.Table>().FirstOrDefault() is { } table => table.Rows.Select(row => Result(table, row, message.Reader)),
        // The only one that fits is shown at once.
        { Shown: not null, Card: { } card } => [Result(card, card.Body.OfType<Block.Facts>().Take(1), [], message.Reader)],
        _ => [],
    };

    private static JsonObject Result(Block.Table table, Block.Row row, Reader reader)
    {
        var facts = row.Cells.Skip(2).Select((cell, at) => new Block.Fact(table.Columns[at + 2], cell)).ToArray();
        var open = row.Open is { } invocation ? (Choice[])[new($"Open", invocation)] : [];
        return Result(new(Say.Row(row.Cells.Take(2), " ")), [new Block.Facts(facts)], open, reader);
    }

    private static JsonObject Result(Card card, IEnumerable<Block.Facts> facts, IReadOnlyList<Choice> choices, Reader reader)
    {
        var speech = new PlainSpeech(reader);
        var shown = new Card(card.Title) { Body = [.. facts], Choices = choices };

        return new()
        {
            ["contentType"] = ContentTypes.Card,
            ["content"] = Activities.Alone(shown, reader),
            ["preview"] = new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.thumbnail",
                ["content"] = new JsonObject
                {
                    ["title"] = speech.Draw(card.Title),
                    ["text"] = string.Join(" · ", shown.Body.OfType<Block.Facts>().SelectMany(block => block.Items).Select(fact => speech.Draw(fact.Value)).Where(text => text.Length > 0).Take(3)),
                },
            },
        };
    }

    private static InvokeResponse Words(Message message) => Extension("message", ("text", new PlainSpeech(message.Reader).Draw(message.Text ?? message.Card?.Title ?? $"")));

    private static InvokeResponse Extension(string type, params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var extension = new JsonObject { ["type"] = type };

        foreach (var (name, value) in more)
            extension[name] = value;

        return InvokeResponse.Ok(new JsonObject { ["composeExtension"] = extension });
    }
}
