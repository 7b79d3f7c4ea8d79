using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.AdaptiveCards;

/// <summary>Buttons: the important one first, the many behind an overflow.</summary>
internal sealed class Choices(Texts texts, CardHost host)
{
    private const int LongestTitle = 80;

    // In the width of a telephone.
    private const int LongestInDialog = 32;

    public JsonArray Draw(IReadOnlyList<Choice> choices)
    {
        Choice[] shown = [.. choices.Where(choice => !host.IsDialog || choice.Invocation.Command is not "dismiss").OrderByDescending(choice => choice.Emphasis is Emphasis.Primary)];
        return Json.Array(shown.Select((choice, at) => Button(choice, IsBehind(at, shown.Length))));
    }

    /// <summary>What an element runs when it is pressed itself.</summary>
    public JsonObject Select(string title, Invocation invocation) => Select(title, Data(invocation, []));

    public JsonObject Select(string title, JsonObject data) => Pressed(
        isDialog: false,
        ("title", title),
        ("tooltip", title),
        ("data", data),
        ("associatedInputs", "none"));

    // One alone behind "more" would only be hidden, where there is room for it.
    private bool IsBehind(int at, int count) => at >= host.ButtonsInView && (host.IsTeams || count > host.ButtonsInView + 1);

    private JsonObject Button(Choice choice, bool isBehind) => Pressed(
        isDialog: host is { IsTeams: true, OpensDialogs: true, IsDialog: false } && choice.Ask is not [],
        ("title", Title(choice)),
        ("data", Data(choice.Invocation, choice.Ask)),
        ("style", choice.Emphasis switch { Emphasis.Primary => "positive", Emphasis.Danger => "destructive", _ => null }),
        ("associatedInputs", choice.Alone ? "none" : null),
        ("mode", isBehind ? "secondary" : null));

    // Inside a dialog, and to open one, Teams knows but the older kind of action.
    private JsonObject Pressed(bool isDialog, params ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        if (isDialog || host.IsDialog)
        {
            var submit = Json.Element("Action.Submit", properties);

            if (isDialog)
                submit["data"]!.AsObject().Add(Presses.OfTeams, Json.Object(("type", "task/fetch")));

            return submit;
        }

        var fallback = host.IsTeams ? Json.Element("Action.Submit", Copied(properties)) : null;
        return Json.Element("Action.Execute", [("verb", "run"), .. properties, ("fallback", fallback)]);
    }

    private static (string Name, JsonNode? Value)[] Copied(ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        var copies = new (string Name, JsonNode? Value)[properties.Length];

        for (var at = 0; at < properties.Length; at++)
            copies[at] = (properties[at].Name, properties[at].Value?.DeepClone());

        return copies;
    }

    // A dialog says at its top already what it does.
    private string Title(Choice choice) => texts.Plain(choice.Label) is var title && host.IsDialog && title.Length > LongestInDialog ? texts.Plain($"Send") : Fitting(title);

    private static string Fitting(string title) => title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)] + "…";

    private static JsonObject Data(Invocation invocation, IReadOnlyList<string> ask)
    {
        var data = new JsonObject { [Presses.Invoke] = invocation.ToString() };

        if (ask is not [])
            data[Presses.Ask] = Json.Array(ask.Select(name => (JsonNode)name));

        return data;
    }
}
