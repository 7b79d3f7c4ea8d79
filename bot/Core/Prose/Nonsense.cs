using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatOps.Prose;

/// <summary>Whether what a model wrote can be shown above the facts that it was to sum up. It cannot be proved right; much of what is wrong can be seen.</summary>
internal static partial class Nonsense
{
    private const int Shortest = 20;
    private const int Longest = 1200;
    private const int MostLines = 12;
    private const int FewestWordsInCommon = 2;
    private const int WordsThatTellALanguage = 8;

    private static readonly HashSet<string> English = new(["the", "and", "is", "are", "has", "have", "of", "to", "with", "for", "not", "it", "on", "this", "that", "been", "by", "from", "be", "will"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> German = new(["der", "die", "das", "und", "ist", "sind", "hat", "haben", "von", "zu", "mit", "für", "nicht", "es", "auf", "im", "den", "dem", "ein", "eine", "wurde", "wird", "noch"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What models add although they were told not to, and what does no harm once it is gone.</summary>
    public static string Tidied(string text) => text.Trim().Replace("**", "", StringComparison.Ordinal).ReplaceLineEndings("\n");

    /// <param name="fence">The one of the request.</param>
    /// <returns>Why it cannot be shown; null: it can.</returns>
    public static string? In(string text, Account account, string fence)
    {
        var facts = account.Text;

        return text switch
        {
            { Length: < Shortest } => "too short",
            { Length: > Longest } => "too long",
            _ when text.Count(letter => letter is '\n') >= MostLines => "too many lines",
            _ when text.Any(IsInvisible) => "letters that cannot be seen",
            _ when text.Contains(fence, StringComparison.OrdinalIgnoreCase) => "the fence",
            _ when Markup().IsMatch(text) => "markup",
            _ when Link().IsMatch(text) => "a link",
            _ when Has(Mention(), text, facts, mention => mention.IndexOf('@', StringComparison.Ordinal) > 0) => "a mention",
            _ when Has(Host(), text, facts) => "an address that is not in the facts",
            _ when Has(Id(), text, facts) => "a number of a thing that is not in the facts",
            _ when Has(Figure(), text, facts) => "a figure that is not in the facts",
            _ when !IsIn(account.Language, text) => "another language",
            _ when IsRepeated(text, facts) => "somebody's own words",
            _ when Telling(text).Intersect(Telling(facts)).Take(FewestWordsInCommon).Count() < FewestWordsInCommon => "nothing of the facts",
            _ => null,
        };
    }

    private static bool IsInvisible(char letter) => letter is not '\n'
        && char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Whether the text has one that the facts do not have, or that may not be repeated even so.</summary>
    private static bool Has(Regex pattern, string text, string facts, Func<string, bool>? isHarmless = null)
    {
        var known = pattern.Matches(facts).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return pattern.Matches(text).Any(match => !known.Contains(match.Value) || isHarmless?.Invoke(match.Value) is false);
    }

    // Summing up is not repeating: whoever does has been told to.
    private static bool IsRepeated(string text, string facts)
    {
        var half = (text.Length + 1) / 2;
        return Enumerable.Range(0, text.Length - half + 1).Any(at => facts.AsSpan().Contains(text.AsSpan(at, half), StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsIn(string language, string text)
    {
        var words = Word().Matches(text).Select(match => match.Value).ToArray();
        var (mine, other) = language is "de" ? (words.Count(German.Contains), words.Count(English.Contains)) : (words.Count(English.Contains), words.Count(German.Contains));
        return mine > other || mine == other && words.Length < WordsThatTellALanguage;
    }

    private static HashSet<string> Telling(string text) => Word().Matches(text).Select(match => match.Value.ToUpperInvariant()).Where(word => word.Length >= 4).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"[<>‹›`{}|\\]|!\[|\]\(|^\s*(#|---|\*\s)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex(@"://|\bwww\.|\b(mailto|javascript|data|tel):", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    // With what stands before it: an e-mail address is no mention.
    [GeneratedRegex(@"[\w.+-]*@[\w.-]*\w|@", RegexOptions.CultureInvariant)]
    private static partial Regex Mention();

    [GeneratedRegex(@"\b[\w-]+(\.[\w-]+)*\.[a-z]{2,}\b|\b\d{1,3}(\.\d{1,3}){3}\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Host();

    [GeneratedRegex(@"\b[a-z]{2,5}[-\u2010-\u2015]\d+\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();

    [GeneratedRegex(@"[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
