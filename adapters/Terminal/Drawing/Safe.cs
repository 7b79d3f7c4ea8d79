using System.Globalization;
using System.Text;

namespace ChatOps.Terminal.Drawing;

/// <summary>Makes text that anybody may have written harmless for a terminal: what is drawn is text, never a command to the terminal.</summary>
internal static class Safe
{
    private const int MostMarks = 4;

    /// <summary>Control characters become their pictures, changes of direction vanish, piles of accents are cut.</summary>
    /// <param name="lines">Line ends stay; else they become spaces.</param>
    public static string Text(string text, bool lines = false)
    {
        var safe = new StringBuilder(text.Length);
        var marks = 0;

        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;

            if (marks <= MostMarks)
                safe.Append(Harmless(rune, lines));
        }

        return safe.ToString();
    }

    private static string Harmless(Rune rune, bool lines) => rune.Value switch
    {
        '\n' or '\r' or 0x2028 or 0x2029 => lines ? "\n" : " ",
        '\t' => "    ",
        < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
        0x7F => "\u2421",
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => "\uFFFD",
            // Joiners belong to letters and emoji.
            UnicodeCategory.Format => rune.Value is 0x200C or 0x200D ? rune.ToString() : "",
            _ => rune.ToString(),
        },
    };
}
