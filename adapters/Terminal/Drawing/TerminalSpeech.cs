using System.Text.RegularExpressions;
using ChatOps.Cards;

namespace ChatOps.Terminal.Drawing;

/// <summary>What the bot says as a terminal shows it: without markup, and with nothing in it that a terminal obeys.</summary>
internal sealed partial class TerminalSpeech(Reader reader) : Speech(reader)
{
    protected override string Literal(string markdown) => Marks().Replace(markdown, "");

    protected override string Words(string text) => Safe.Text(text);

    protected override string Link(Part.Link link) =>
        link.Text == link.Url ? Words(link.Url) : $"{Words(link.Text)} ({Words(link.Url)})";

    [GeneratedRegex(@"\*\*|\*(?=\S)|(?<=\S)\*|`")]
    private static partial Regex Marks();
}
