using System.Text;
using ChatOps.Cards;

namespace ChatOps.Discord.Drawing;

/// <summary>What the bot says, as Discord's Markdown and as plain strings; long texts in parts, of which nothing is lost.</summary>
internal sealed class Texts(Reader reader)
{
    /// <summary>Characters of one part: small enough that several share a page.</summary>
    private const int Part = 1500;

    // Escaped and quoted, every character of a user may become three.
    private const int RawPart = 500;

    private readonly DiscordSpeech markdown = new(reader);
    private readonly PlainSpeech plain = new(reader);

    public Reader Reader => reader;

    public string Marked(Say say) => markdown.Draw(say);

    public string Plain(Say say) => DiscordSpeech.Clean(plain.Draw(say));

    public string Label(Say say) => OneLine(Plain(say)) is { Length: > 0 } text ? text : "–";

    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public IEnumerable<Piece> Paragraph(Say say, bool subtle = false) => Pieces(Marked(say), subtle ? "-# " : "");

    /// <summary>Whole words of a user, each line of them quoted.</summary>
    public static IEnumerable<string> Quoted(string words) =>
        Parts(DiscordSpeech.Clean(words), RawPart).Select(part => Lines(DiscordSpeech.Escape(part), "> "));

    /// <param name="prefix">Before each line.</param>
    public static IEnumerable<Piece> Pieces(string text, string prefix = "") =>
        Parts(text, Part / (prefix.Length + 1)).Select(part => Lines(part, prefix)).Where(part => part.Trim().Length > 0).Select(Piece.Text);

    /// <summary>As many lines in one piece as fit.</summary>
    public static IEnumerable<Piece> Packed(IEnumerable<string> lines)
    {
        var together = new StringBuilder();

        foreach (var line in lines)
        {
            if (together.Length > 0 && together.Length + 1 + line.Length > Part)
            {
                foreach (var piece in Pieces(together.ToString()))
                    yield return piece;

                together.Clear();
            }

            if (together.Length > 0)
                together.Append('\n');

            together.Append(line);
        }

        foreach (var piece in Pieces(together.ToString()))
            yield return piece;
    }

    /// <summary>Cut where a line ends, else between words, else between characters that belong to themselves.</summary>
    private static IEnumerable<string> Parts(string text, int most)
    {
        while (text.Length > most)
        {
            var cut = CutOf(text, most);
            yield return text[..cut].TrimEnd('\n');
            text = text[cut..].TrimStart('\n');
        }

        if (text.Length > 0)
            yield return text;
    }

    private static int CutOf(string text, int most)
    {
        var end = text.LastIndexOf('\n', most - 1) is > 0 and var line ? line + 1
            : text.LastIndexOf(' ', most - 1) is > 0 and var space ? space + 1
            : most;

        while (end > 1 && (char.IsLowSurrogate(text[end]) || text[end - 1] is '\\' || text[end - 1] is '\u200D'))
            end--;

        return end;
    }

    private static string Lines(string text, string prefix) =>
        prefix.Length is 0 ? text : string.Join('\n', text.Split('\n').Select(line => prefix + line));
}
