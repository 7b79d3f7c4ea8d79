using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Conversations;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Drawing;

/// <summary>What a card sends that is to be drawn anew for whoever looks at it: a view of their own, or its next part.</summary>
/// <param name="Of">What it shows.</param>
/// <param name="Part">From 0.</param>
internal sealed record Views(Shown Of, int Part)
{
    private const string View = "view";
    private const string Which = "part";
    private const int LongestName = 300;
    private const int MostParts = 1000;

    public static JsonObject Press(string title, Shown shown, int part) => new()
    {
        ["type"] = "Action.Execute",
        ["verb"] = View,
        ["title"] = title,
        ["data"] = new JsonObject { [View] = $"{shown.Kind}:{shown.Id}", [Which] = part },
        ["associatedInputs"] = "none",
    };

    /// <returns>Null: this is something else.</returns>
    public static Views? Read(JsonElement data)
    {
        if (data.Text(View) is not { Length: <= LongestName } named || named.Split(':', 2) is not [{ Length: > 0 } kind, { Length: > 0 } id])
            return null;

        var part = data.TryGetProperty(Which, out var which) && which.ValueKind is JsonValueKind.Number && which.TryGetInt32(out var number) ? number : 0;
        return new(new(kind, id), Math.Clamp(part, 0, MostParts));
    }
}
