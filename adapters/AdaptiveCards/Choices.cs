using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.AdaptiveCards;

/// <summary>Buttons: the important one first, the many behind an overflow.</summary>
internal sealed class Choices(Texts texts)
{
    private const int InView = 4;
    private const int LongestTitle = 80;

    public JsonArray Draw(IReadOnlyList<Choice> choices) =>
        Json.Array(choices.OrderByDescending(choice => choice.Emphasis is Emphasis.Primary).Select((choice, at) => Button(choice, at, choices.Count)));

    /// <summary>What an element runs when it is pressed itself.</summary>
    public static JsonObject Select(string title, Invocation invocation) =>
        Json.Element("Action.Execute", ("title", title), ("tooltip", title), ("verb", "run"), ("data", Data(invocation, [])), ("associatedInputs", "none"));

    private JsonObject Button(Choice choice, int at, int count)
    {
        var title = texts.Plain(choice.Label);

        return Json.Element(
            "Action.Execute",
            ("title", title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)] + "…"),
            ("verb", "run"),
            ("data", Data(choice.Invocation, choice.Ask)),
            ("style", choice.Emphasis switch { Emphasis.Primary => "positive", Emphasis.Danger => "destructive", _ => null }),
            ("associatedInputs", choice.Alone ? "none" : null),
            // One alone behind "more" would only be hidden.
            ("mode", at >= InView && count > InView + 1 ? "secondary" : null));
    }

    private static JsonObject Data(Invocation invocation, IReadOnlyList<string> ask)
    {
        var data = new JsonObject { [Presses.Invoke] = invocation.ToString() };

        if (ask is not [])
            data[Presses.Ask] = Json.Array(ask.Select(name => (JsonNode)name));

        return data;
    }
}
