using System.Globalization;
using System.Runtime.CompilerServices;
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
    private const int StartSize = 256;
    private const int LongestPart = 100;
    private const int KeptOfLongPart = 60;

    public static Key Of(params ReadOnlySpan<object?> parts)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[StartSize]);

        foreach (var part in parts)
        {
            Append(ref text, part);
            text.AppendFormatted(PartEnd);
        }

        return new(text.ToStringAndClear());
    }

    private static void Append(ref DefaultInterpolatedStringHandler key, object? part)
    {
        switch (part)
        {
            case null:
                break;
            case string text:
                key.AppendLiteral(Shorten(Clean(text)));
                break;
            case bool flag:
                key.AppendLiteral(flag ? "1" : "0");
                break;
            case DateTimeOffset instant:
                key.AppendFormatted(instant.UtcDateTime, "yyyyMMddHHmmssfffffff");
                break;
            case DateOnly date:
                key.AppendFormatted(date, "yyyyMMdd");
                break;
            case IConvertible number:
                // Shifted so that negative numbers come first, and of one width.
                key.AppendFormatted(unchecked((ulong)number.ToInt64(CultureInfo.InvariantCulture) ^ (1UL << 63)), "D20");
                break;
            default:
                throw new ArgumentException($"{part.GetType()} cannot be part of a key.", nameof(part));
        }
    }

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
