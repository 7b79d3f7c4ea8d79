using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Brings text into a form that PostgreSQL takes, and back.</summary>
internal static class Texts
{
    // The last character there is. Before one from U+E000 to U+FFFF, it says: behind all others.
    private const string Behind = "\U0010FFFF";
    private const char Itself = '\u0003';

    /// <summary>An id of any length, short enough for an index.</summary>
    public static string Id(string text) => Key.Of(text).Text[..^1];

    /// <summary>What a column can hold: PostgreSQL knows neither U+0000 nor halves of characters.</summary>
    public static string Clean(string text) => Words.WellFormed(text).Replace("\0", "", StringComparison.Ordinal);

    /// <summary>JSON for a column. jsonb cannot hold U+0000; JSON with one is kept as a JSON string.</summary>
    public static Json ToJson(string json) => new(
        json.Contains("\\u0000", StringComparison.Ordinal) || json[0] is '"' ? $"\"{JsonEncodedText.Encode(json)}\"" : json);

    public static string FromJson(string stored) => stored[0] is '"' ? JsonNode.Parse(stored)!.GetValue<string>() : stored;

    /// <summary>
    /// An index entry for a column in "C" order. .NET orders UTF-16 and PostgreSQL UTF-8, which differ in one thing: in UTF-16,
    /// characters of two halves come before U+E000.
    /// </summary>
    public static string ToOrdered(string entry)
    {
        var clean = Clean(entry);

        return clean.AsSpan().IndexOfAnyInRange('\uE000', '\uFFFF') < 0 && !IsMarked(clean)
            ? clean
            : string.Concat(clean.EnumerateRunes().Select(ToOrdered));
    }

    public static string FromOrdered(string stored)
    {
        if (!IsMarked(stored))
            return stored;

        var entry = new StringBuilder();

        for (var i = 0; i < stored.Length; i++)
        {
            if (string.CompareOrdinal(stored, i, Behind, 0, Behind.Length) is not 0)
                entry.Append(stored[i]);
            else if (stored[i += Behind.Length] is Itself)
                entry.Append(Behind);
            else
                entry.Append(stored[i]);
        }

        return entry.ToString();
    }

    private static bool IsMarked(string text) => text.Contains(Behind, StringComparison.Ordinal);

    private static string ToOrdered(Rune rune) => rune.Value switch
    {
        >= 0xE000 and <= 0xFFFF => Behind + rune,
        0x10FFFF => Behind + Itself,
        _ => rune.ToString(),
    };
}

/// <summary>Text for a column of JSON.</summary>
internal readonly record struct Json(string Text);
