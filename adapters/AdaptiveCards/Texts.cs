using ChatOps.Cards;

namespace ChatOps.AdaptiveCards;

/// <summary>What the bot says, as the elements and the plain strings that cards are made of.</summary>
internal sealed class Texts(Reader reader, Mentions? mentions = null, Func<string, string?>? idUrl = null)
{
    private readonly MarkdownSpeech markdown = new(reader, mentions, idUrl);
    private readonly MarkdownSpeech unlinked = new(reader, mentions);
    private readonly PlainSpeech plain = new(reader);

    public Reader Reader => reader;

    /// <summary>For a place that knows Markdown: a TextBlock, a fact.</summary>
    public string Marked(Say say) => markdown.Draw(say);

    /// <summary>For a place that knows none: a label, a button, an alternative text.</summary>
    public string Plain(Say say) => WithoutFunctions(plain.Draw(say));

    public Element Block(Say say, params ReadOnlySpan<(string Name, Value Value)> properties) =>
        Json.Element("TextBlock", ("text", Marked(say)), ("wrap", true)).Add(properties);

    /// <summary>The title of a card, which does not lead to itself.</summary>
    public Element Title(Say say, params ReadOnlySpan<(string Name, Value Value)> properties) =>
        Json.Element("TextBlock", ("text", unlinked.Draw(say)), ("wrap", true)).Add(properties);

    public Element Heading(Say say) => Block(say, ("size", "Default"), ("weight", "Bolder"), ("style", "heading"));

    /// <summary>Whole words of a user: runs know no Markdown, so nothing has to be escaped but the functions of Adaptive Cards.</summary>
    public static Element Words(string words) => Json.Element("RichTextBlock", ("inlines", Json.Array(Run(words))));

    public static Element Run(string words, params ReadOnlySpan<(string Name, Value Value)> properties) =>
        Json.Element("TextRun", ("text", WithoutFunctions(words))).Add(properties);

    // {{DATE(…)}} is computed by clients wherever text is plain; where it is Markdown, an escape has prevented that.
    private static string WithoutFunctions(string text) => text.Replace("{{", "{\u2060{", StringComparison.Ordinal);
}
