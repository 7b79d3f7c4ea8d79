using System.Globalization;
using System.Text;

namespace ChatOps.Commands;

/// <summary>Takes out of what people type the characters that nobody can see but that change how a text is read.</summary>
public static class Tidy
{
    /// <summary>Without control and direction-changing characters, trimmed; line ends become one space, or stay with <paramref name="lines"/>.</summary>
    public static string Text(string text, bool lines)
    {
        // Most texts are letters, digits and signs that anybody can see.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text.Trim();

        var tidy = new StringBuilder(text.Length);

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t')
                tidy.Append(rune.Value is '\n' && lines ? '\n' : ' ');
            else if (!IsHidden(rune))
                tidy.Append(rune.ToString());
        }

        return tidy.ToString().Trim();
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // Joiners are letters' business in several scripts and in emoji; marks and overrides of direction are not.
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        _ => rune == Rune.ReplacementChar,
    };
}
