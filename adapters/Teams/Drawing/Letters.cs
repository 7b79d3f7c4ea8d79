using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.AdaptiveCards;

namespace ChatOps.Teams.Drawing;

/// <summary>How long JSON becomes when it is sent, found out without writing it.</summary>
internal static class Letters
{
    private const int LongestNumber = 24;

    /// <summary>In letters of UTF-16; never less than it becomes.</summary>
    public static int Of(JsonNode? node) => node switch
    {
        JsonObject one => 2 + one.Sum(property => OfText(property.Key) + 2 + Of(property.Value)),
        JsonArray many => 2 + many.Sum(item => Of(item) + 1),
        JsonValue value when Written.At(value) is { } written => written.Letters,
        JsonValue value when value.GetValueKind() is JsonValueKind.String => OfText(value.GetValue<string>()),
        _ => LongestNumber,
    };

    private static int OfText(string text)
    {
        var length = text.Length + 2;

        foreach (var letter in text)
            length += letter switch { '"' or '\\' or '\n' or '\r' or '\t' => 1, < ' ' or (> '~' and < '\u00A1') or (>= '\u2000' and <= '\u20FF') or >= '\uD800' => 5, _ => 0 };

        return length;
    }
}
