using ChatOps.Cards;

namespace ChatOps.Terminal.Drawing;

/// <summary>What the bot says as a terminal shows it: without markup, and with nothing in it that a terminal obeys.</summary>
internal sealed class TerminalSpeech(Reader reader) : PlainSpeech(reader)
{
    protected override string Words(string text) => Safe.Text(text);

    protected override string Link(Part.Link link) =>
        link.Text == link.Url ? Words(link.Url) : $"{Words(link.Text)} ({Words(link.Url)})";
}
