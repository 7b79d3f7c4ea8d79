using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.AdaptiveCards;

/// <summary>
/// Reads what a client sends when a button is pressed: the data of the button, and beside it the inputs of its card by
/// name. It decides nothing: whether the caller may do it, and whether the values will do, is for the core to say.
/// </summary>
public static class Presses
{
    internal const string Invoke = "invoke";
    internal const string Ask = "ask";

    /// <summary>What Teams itself reads and sends back: how a dialog is opened.</summary>
    internal const string OfTeams = "msteams";

    private const int MostInputs = 60;
    private const int LongestValue = 20_000;

    /// <summary>What to answer when <see cref="Read"/> cannot make anything of it.</summary>
    public static Say Unreadable => $"That button could not be read: its card may come from an older version. Ask for it again, and press the new one.";

    /// <returns>Null: this is not what one of our buttons sends.</returns>
    public static Input.Press? Read(JsonElement data, Catalog catalog)
    {
        try
        {
            return Decode(data, catalog);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: JSON by its grammar, and no text.
            return null;
        }
    }

    private static Input.Press? Decode(JsonElement data, Catalog catalog)
    {
        if (data.ValueKind is not JsonValueKind.Object || data.EnumerateObject().Count() > MostInputs || Carried(data) is not { } invocation)
            return null;

        IReadOnlyList<string>? ask = [];
        var arguments = invocation.Arguments;

        foreach (var property in data.EnumerateObject())
        {
            if (property.Name is Invoke or OfTeams)
                continue;

            if (Values(property.Value) is not { } values)
                return null;

            if (property.Name is Ask)
                ask = values;
            else
                arguments = arguments.With(property.Name, Split(values, catalog.Find(invocation.Command)?.Field(property.Name)));
        }

        return new(invocation with { Arguments = arguments }, ask);
    }

    private static Invocation? Carried(JsonElement data) =>
        data.TryGetProperty(Invoke, out var text) && text.ValueKind is JsonValueKind.String && text.GetString() is { Length: <= LongestValue } carried
            ? Invocation.Parse(carried)
            : null;

    // An input that was left empty takes back what the button would have said in its place.
    private static string[]? Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: <= LongestValue } text ? string.IsNullOrWhiteSpace(text) ? [] : [text] : null,
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.True => ["yes"],
        JsonValueKind.False => ["no"],
        JsonValueKind.Null => [],
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String) => [.. value.EnumerateArray().Select(item => item.GetString()!)],
        _ => null,
    };

    // Several choices come as "a,b"; whether that is several or a text with a comma, the field knows.
    private static string[] Split(string[] values, Field? field) =>
        field is { Several: true } && values is [var joined]
            ? joined.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : values;
}
