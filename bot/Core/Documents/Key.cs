using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatOps.Documents;

/// <summary>
/// An ordered key of strings, numbers, instants, dates, flags and enums, encoded so that ordinal text order is value order.
/// Every part is ended by U+0001, so no key is the start of a longer sibling.
/// </summary>
public readonly record struct Key(string Text)
{
    internal const char PartEnd = '\u0001';
    internal const char RangeEnd = '\u0002';
    private const int LongestPart = 100;
    private const int KeptOfLongPart = 60;

    public static Key Of(params ReadOnlySpan<object?> parts)
    {
        var text = new StringBuilder();

        foreach (var part in parts)
            text.Append(Encode(part)).Append(PartEnd);

        return new(text.ToString());
    }

    private static string Encode(object? part) => part switch
    {
        null => "",
        string text => Shorten(Clean(text)),
        bool flag => flag ? "1" : "0",
        Enum value => Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyyMMddHHmmssfffffff", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        IConvertible number => Number(number.ToInt64(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"{part.GetType()} cannot be part of a key.", nameof(part)),
    };

    // Shifted so that negative numbers come first, and of one width.
    private static string Number(long value) =>
        unchecked((ulong)value ^ (1UL << 63)).ToString("D20", CultureInfo.InvariantCulture);

    private static string Clean(string text)
    {
        var whole = Words.WellFormed(text);
        return whole.AsSpan().IndexOfAnyInRange('\0', RangeEnd) < 0 ? whole : string.Concat(whole.Where(c => c > RangeEnd));
    }

    private static string Shorten(string text)
    {
        if (text.Length <= LongestPart)
            return text;

        // Half a character outside the basic plane is no text: stores would keep something else.
        var kept = char.IsHighSurrogate(text[KeptOfLongPart - 1]) ? KeptOfLongPart - 1 : KeptOfLongPart;
        return text[..kept] + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
