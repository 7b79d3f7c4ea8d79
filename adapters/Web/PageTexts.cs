using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOps.Cards;

namespace ChatOps.Web;

/// <summary>
/// The page's own words in a reader's language. They stand where they are used: in the document as <c>{{say:Send}}</c>,
/// in the scripts as <c>local("{0} has changed.", title)</c>. The English text is the key in the phrasebook.
/// </summary>
internal sealed partial class PageTexts(Assets assets)
{
    private readonly string[] spoken = [.. assets.Names.Where(name => Path.GetExtension(name) is ".js" && name is not "adaptivecards.js").SelectMany(name => InScript(assets.Text(name))).Distinct().Order(StringComparer.Ordinal)];

    public static IEnumerable<string> InScript(string script) => Local().Matches(script).Select(match => match.Groups["text"].Value);

    public static IEnumerable<string> InDocument(string document) => Said().Matches(document).Select(match => match.Groups["text"].Value);

    /// <summary>What the scripts say, by its key.</summary>
    public JsonObject For(string language)
    {
        var book = Phrasebook.For(language);
        return new(spoken.Select(text => KeyValuePair.Create<string, JsonNode?>(text, book.Find(text))));
    }

    public static string Translate(string document, string language)
    {
        var book = Phrasebook.For(language);
        return Said().Replace(document, match => WebUtility.HtmlEncode(book.Find(match.Groups["text"].Value)));
    }

    [GeneratedRegex("""\blocal\("(?<text>[^"\\]+)"[,)]""", RegexOptions.ExplicitCapture)]
    private static partial Regex Local();

    [GeneratedRegex(@"\{\{say:(?<text>[^{}]+)\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Said();
}

/// <summary>What a browser asks for.</summary>
internal static class Locales
{
    /// <returns>The first language of <c>Accept-Language</c>, by its weights, that there is a phrasebook for; null: none.</returns>
    public static string? Of(Microsoft.AspNetCore.Http.HttpContext http) => http.Request.Headers.AcceptLanguage.ToString() is { Length: > 0 and <= 500 }
        ? new Microsoft.AspNetCore.Http.Headers.RequestHeaders(http.Request.Headers).AcceptLanguage
            .OrderByDescending(asked => asked.Quality ?? 1)
            .Select(asked => Phrasebook.Match(asked.Value.Value))
            .FirstOrDefault(language => language is not null)
        : null;
}
