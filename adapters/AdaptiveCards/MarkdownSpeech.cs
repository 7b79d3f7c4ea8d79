using ChatOps.Cards;

namespace ChatOps.AdaptiveCards;

/// <summary>
/// The Markdown of a TextBlock. Values are escaped, so that what users wrote becomes neither emphasis, list, link (also
/// none that a client finds by itself), HTML nor one of the <c>{{DATE()}}</c> functions of Adaptive Cards.
/// </summary>
/// <param name="mentions">Null: people are only named.</param>
/// <param name="idUrl">Where the number of a thing leads to; null: it is words alone.</param>
public sealed class MarkdownSpeech(Reader reader, Mentions? mentions = null, Func<string, string?>? idUrl = null) : Speech(reader)
{
    private const string Always = "\\`*_[]<>~&|@";

    public static string Escape(string text) => Markdown.Escape(text, Always, IsMarkHere);

    protected override string Literal(string markdown) => markdown;

    protected override string Words(string text) => Escape(text);

    protected override string Who(Part.Who who) => mentions?.Of(who) ?? base.Who(who);

    protected override string Id(Part.Id id) => idUrl?.Invoke(id.Subject) is { } url ? $"[{Escape(id.Subject)}]({url})" : base.Id(id);

    protected override string Link(Part.Link link) =>
        $"[{Escape(link.Text)}]({new Uri(link.Url).AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})";

    private static bool IsMarkHere(string text, int at) => text[at] switch
    {
        '#' or '+' or '-' or '=' => Markdown.IsLineStart(text, at) && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] == text[at]),
        '.' => Markdown.IsOrdinal(text, at) && IsWordEnd(text, at) || at >= 3 && text.AsSpan(at - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase),
        ')' => Markdown.IsOrdinal(text, at) && IsWordEnd(text, at),
        ':' => at + 2 < text.Length && text[at + 1] is '/' && text[at + 2] is '/',
        '{' => at > 0 && text[at - 1] is '{',
        _ => false,
    };

    private static bool IsWordEnd(string text, int at) => at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]);
}
