using System.Globalization;
using System.Text;
using ChatOps.Cards;

namespace ChatOps.Discord.Drawing;

/// <summary>
/// The Markdown of Discord. Values are escaped, so that what users wrote becomes neither emphasis, headline, list, spoiler,
/// link, mention nor emoji. Times are told to the client, which shows them in the zone of whoever reads.
/// </summary>
internal sealed class DiscordSpeech(Reader reader) : Speech(reader)
{
    private const string Always = "\\`*_~|<>[]@";

    public static string Escape(string text) => Markdown.Escape(Clean(text), Always, IsMarkHere);

    /// <summary>Without what no client shows: control characters but line breaks, and halves of characters.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter)))
            return text;

        var clean = new StringBuilder(text.Length);

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' || !Rune.IsControl(rune))
                clean.Append(rune);
            else if (rune.Value is '\t')
                clean.Append(' ');
        }

        return clean.ToString();
    }

    protected override string Literal(string markdown) => markdown;

    protected override string Words(string text) => Escape(text);

    protected override string Time(Part.Time time)
    {
        var style = time.Style switch { TimeStyle.Relative => 'R', TimeStyle.Day => 'D', _ => 'f' };
        return $"<t:{time.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}:{style}>";
    }

    protected override string Link(Part.Link link) =>
        $"[{Escape(link.Text)}](<{new Uri(link.Url).AbsoluteUri.Replace(">", "%3E", StringComparison.Ordinal)}>)";

    private static bool IsMarkHere(string text, int at) => text[at] switch
    {
        '#' or '+' or '-' => Markdown.IsLineStart(text, at),
        '.' or ')' => Markdown.IsOrdinal(text, at),
        // A link, or an emoji by its name.
        ':' => at + 1 < text.Length && (text[at + 1] is '/' or '_' or '+' || char.IsLetter(text[at + 1])),
        _ => false,
    };
}
