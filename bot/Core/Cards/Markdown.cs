using System.Text;

namespace ChatOps.Cards;

/// <summary>What makes Markdown of a text wherever it is drawn, so that an adapter can keep what users wrote from becoming any.</summary>
public static class Markdown
{
    /// <param name="always">The letters that are marks wherever they stand.</param>
    /// <param name="isMark">Whether the letter there is one where it stands.</param>
    public static string Escape(string text, string always, Func<string, int, bool> isMark)
    {
        StringBuilder? escaped = null;
        var done = 0;

        for (var at = 0; at < text.Length; at++)
        {
            if (!always.Contains(text[at]) && !isMark(text, at))
                continue;

            (escaped ??= new(text.Length + 8)).Append(text, done, at - done).Append('\\');
            done = at;
        }

        return escaped?.Append(text, done, text.Length - done).ToString() ?? text;
    }

    /// <summary>Nothing stands before it on its line but what indents or begins a list.</summary>
    public static bool IsLineStart(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t' or '-')
            at--;

        return at is 0 || text[at - 1] is '\n';
    }

    /// <summary>It ends a number that begins a list: "1." at the start of a line.</summary>
    public static bool IsOrdinal(string text, int at)
    {
        var digit = at;

        while (digit > 0 && char.IsAsciiDigit(text[digit - 1]))
            digit--;

        return digit < at && IsLineStart(text, digit);
    }
}
