using System.Globalization;
using System.Text;

namespace ChatOps.Documents;

/// <summary>Cuts text into the words that search knows: lower case, without accents ("MÜNCHEN" is "munchen").</summary>
public static class Words
{
    private const int Shortest = 2;
    private const int Longest = 60;
    private const int LongestRune = 2;
    private const int MostKept = 10_000;

    // Every change of a document looks for its words.
    [ThreadStatic]
    private static HashSet<string>? spare;

    public static string[] In(string text)
    {
        var words = spare is { Capacity: < MostKept } kept ? kept : spare = new(StringComparer.Ordinal);
        words.Clear();
        var known = words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> word = stackalloc char[Longest + LongestRune];
        var length = 0;

        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                // What is too long anyway stays too long.
                length = Math.Min(length, Longest);
                length += Rune.ToLowerInvariant(rune).EncodeToUtf16(word[length..]);
            }
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark)
            {
                End(known, word[..length]);
                length = 0;
            }
        }

        End(known, word[..length]);
        return [.. words];

        static void End(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> known, ReadOnlySpan<char> word)
        {
            if (word.Length is >= Shortest and <= Longest)
                known.Add(word);
        }
    }

    /// <summary>Replaces halves of characters, which cut text can have and which neither Unicode nor a store accepts.</summary>
    internal static string WellFormed(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0
            ? text
            : string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
