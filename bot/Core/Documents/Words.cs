using System.Globalization;
using System.Text;

namespace ChatOps.Documents;

/// <summary>Cuts text into the words that search knows: lower case, without accents ("MÜNCHEN" is "munchen").</summary>
public static class Words
{
    private const int Shortest = 2;
    private const int Longest = 60;

    public static string[] In(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();

        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                Append(Rune.ToLowerInvariant(rune));
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark)
                End();
        }

        End();
        return [.. words];

        void Append(Rune rune)
        {
            if (rune.IsBmp)
                word.Append((char)rune.Value);
            else
                word.Append(rune.ToString());
        }

        void End()
        {
            if (word.Length is >= Shortest and <= Longest)
                words.Add(word.ToString());

            word.Clear();
        }
    }

    /// <summary>Replaces halves of characters, which cut text can have and which neither Unicode nor a store accepts.</summary>
    internal static string WellFormed(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0
            ? text
            : string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
