using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOps.Teams.Drawing;
using ChatOps.Teams.Wire;
using ChatOps.Tests.Adapters.AdaptiveCards;

namespace ChatOps.Tests.Teams.Drawing;

/// <summary>What Teams takes, and what we ask of ourselves beyond that.</summary>
internal static partial class TeamsCard
{
    private const int MostButtons = 3;
    private const int MostReaders = 60;

    public static void AssertTaken(JsonObject card)
    {
        var json = card.ToJsonString(WireJson.Plain.Options);
        Assert.True(json.Length <= MessageDrawing.MostLetters, $"{json.Length} letters");
        var elements = Elements(card).ToArray();

        Assert.Equal("full", (string?)card["msteams"]?["width"]);
        Assert.Equal("1.5", (string?)card["version"]);
        Assert.NotEmpty((string)card["fallbackText"]!);
        Assert.All(elements.Where(element => Type(element) is "Image"), Picture);
        Assert.All(elements.Where(element => Type(element).StartsWith("Input.", StringComparison.Ordinal)), Input);
        Assert.All(elements.Where(element => Type(element).StartsWith("Chart.", StringComparison.Ordinal)), chart => Assert.NotNull(chart["fallback"]));
        Assert.All(elements.Where(element => Type(element) is "Action.Execute"), Execute);
        Assert.True((card["actions"] as JsonArray)?.Count(action => (string?)action!["mode"] is null) is null or <= MostButtons, $"too many buttons: {card["actions"]?.ToJsonString()}");

        var ids = elements.Select(element => (string?)element["id"]).OfType<string>().ToArray();
        Assert.Distinct(ids.Where(id => !id.StartsWith("29:", StringComparison.Ordinal)));
        Assert.All(elements.Where(element => element["targetElements"] is JsonArray), toggle => Assert.All(toggle["targetElements"]!.AsArray(), target => Assert.Contains((string)target!, ids)));
        Assert.True(card["refresh"]?["userIds"] is not JsonArray { Count: 0 or > MostReaders });
        Mentions(card, elements);

        Assert.Equal([], TeamsSchema.Errors(card));
        CardSchema.AssertValid(WithFallbacks(card).ToJsonString());
    }

    /// <summary>Everything with a name in a card, fallbacks too.</summary>
    public static IEnumerable<JsonObject> Elements(JsonNode node) => node switch
    {
        JsonObject element => element.Where(pair => pair.Value is not null).SelectMany(pair => Elements(pair.Value!)).Prepend(element),
        JsonArray array => array.SelectMany(item => Elements(item!)),
        _ => [],
    };

    /// <summary>As a client draws it that knows Adaptive Cards 1.5 and nothing of what Teams adds.</summary>
    public static JsonObject WithFallbacks(JsonObject card)
    {
        var copy = card.DeepClone().AsObject();
        copy.Remove("msteams");
        Replace(copy);
        return copy;
    }

    private static void Replace(JsonNode? node)
    {
        if (node is JsonObject element)
        {
            foreach (var inner in element.Select(pair => pair.Value).ToArray())
                Replace(inner);
        }
        else if (node is JsonArray array)
        {
            foreach (var item in array.ToArray())
            {
                Replace(item);

                if (item is JsonObject inner && (Type(inner).StartsWith("Chart.", StringComparison.Ordinal) || Type(inner) is "ProgressBar"))
                {
                    var at = array.IndexOf(item);
                    array.RemoveAt(at);

                    if (inner["fallback"] is JsonObject fallback)
                        array.Insert(at, fallback.DeepClone());
                }
            }
        }
    }

    private static void Picture(JsonObject picture)
    {
        Assert.NotEmpty((string)picture["altText"]!);
        Assert.Matches("^(https://|data:image/png;base64,)", (string)picture["url"]!);
    }

    private static void Input(JsonObject input)
    {
        Assert.NotEmpty((string)input["label"]!);
        Assert.NotEmpty((string)input["id"]!);
        Assert.True(!input.ContainsKey("isRequired") || ((string?)input["errorMessage"])?.Length > 0);
    }

    private static void Execute(JsonObject execute)
    {
        if ((string?)execute["verb"] is "run")
            Assert.Equal(execute["data"]!.ToJsonString(), execute["fallback"]!["data"]!.ToJsonString());
    }

    private static void Mentions(JsonObject card, IEnumerable<JsonObject> elements)
    {
        var told = (card["msteams"]?["entities"] as JsonArray ?? []).Select(entity => (string)entity!["text"]!).ToArray();
        var written = elements.Where(element => element["text"] is JsonValue && (string?)element["type"] is "TextBlock").SelectMany(element => At().Matches((string)element["text"]!).Select(match => match.Value));
        Assert.All(written, words => Assert.Contains(words, told));
    }

    private static string Type(JsonObject element) => element["type"] is JsonValue value && value.GetValueKind() is System.Text.Json.JsonValueKind.String ? (string)value! : "";

    [GeneratedRegex("(?<!\\\\)<at>[^<]*</at>")]
    private static partial Regex At();
}
