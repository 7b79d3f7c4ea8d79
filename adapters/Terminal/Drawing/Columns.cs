using System.Globalization;
using System.Text;

namespace ChatOps.Terminal.Drawing;

/// <summary>How many columns of a terminal text takes, and how it is cut into lines that fit.</summary>
internal static class Columns
{
    // Drawn over two columns: East Asian Wide and Fullwidth, and what is shown as emoji.
    private static readonly (int From, int To)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3), (0x25FD, 0x25FE),
        (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB),
        (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F3),
        (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728),
        (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0),
        (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x303E), (0x3041, 0x4DBF),
        (0x4E00, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60),
        (0xFFE0, 0xFFE6), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A),
        (0x1F1E6, 0x1F265), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F7E0, 0x1F7EB), (0x1F900, 0x1F9FF),
        (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    public static int Of(string text) => Elements(text).Sum(WidthOf);

    public static string Pad(string text, int columns) => text + new string(' ', Math.Max(0, columns - Of(text)));

    /// <summary>The text in lines of at most so many columns; words stay whole while they fit.</summary>
    /// <param name="hanging">How far the lines behind the first are moved in.</param>
    public static IEnumerable<string> Wrap(string text, int columns, int hanging = 0)
    {
        foreach (var line in text.Split('\n'))
        {
            var isFirst = true;

            foreach (var piece in WrapLine(line.TrimEnd(), columns, columns - hanging))
            {
                yield return isFirst ? piece : new string(' ', hanging) + piece;
                isFirst = false;
            }
        }
    }

    private static IEnumerable<string> WrapLine(string line, int first, int others)
    {
        var room = first;
        var now = new StringBuilder();
        var used = 0;

        foreach (var word in Words(line).SelectMany(word => Pieces(word, others)))
        {
            var width = Of(word);

            if (used + width > room && now.ToString().Trim() is { Length: > 0 })
            {
                yield return now.ToString().TrimEnd();
                now.Clear();
                (used, room) = (0, others);

                if (string.IsNullOrWhiteSpace(word))
                    continue;
            }

            now.Append(word);
            used += width;
        }

        yield return now.ToString().TrimEnd();
    }

    // Words and the spaces between them, each by itself.
    private static IEnumerable<string> Words(string line)
    {
        for (var at = 0; at < line.Length;)
        {
            var end = at;

            while (end < line.Length && line[end] is ' ' == line[at] is ' ')
                end++;

            yield return line[at..end];
            at = end;
        }
    }

    private static IEnumerable<string> Pieces(string word, int columns)
    {
        if (Of(word) <= columns)
        {
            yield return word;
            yield break;
        }

        var piece = new StringBuilder();
        var used = 0;

        foreach (var element in Elements(word))
        {
            if (used > 0 && used + WidthOf(element) > columns)
            {
                yield return piece.ToString();
                piece.Clear();
                used = 0;
            }

            piece.Append(element);
            used += WidthOf(element);
        }

        yield return piece.ToString();
    }

    private static IEnumerable<string> Elements(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            yield return elements.GetTextElement();
    }

    private static int WidthOf(string element) =>
        element.Contains('\uFE0F') ? 2 : element.EnumerateRunes().Max(WidthOf);

    private static int WidthOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => Array.Exists(Wide, range => rune.Value >= range.From && rune.Value <= range.To) ? 2 : 1,
    };
}
