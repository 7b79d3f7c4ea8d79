using System.Text;
using ChatOps.Cards;
using ChatOps.Documents;

namespace ChatOps.Commands;

/// <summary>How the members of an enum are written and read: <c>WaitingForVendor</c> is "waiting for vendor", sent as <c>waiting-for-vendor</c>.</summary>
public static class Terms
{
    // English writes them with a capital.
    private static readonly string[] Weekdays = Enum.GetNames<DayOfWeek>();

    private const int ShortestStem = 3;
    private static readonly string[] Endings = ["ing", "end", "en", "er", "em", "es", "et", "ed", "e", "n", "s", "t"];

    /// <summary>A code such as <c>P1</c> stays as it is, and so does the name of a weekday.</summary>
    public static string Label(string name) => name.Any(char.IsAsciiDigit) || Weekdays.Contains(name, StringComparer.Ordinal) ? name : Split(name, ' ');

    public static string Value(string name) => Split(name, '-');

    public static string Value(Enum value) => Value(value.ToString());

    internal static object? TryParse(Type type, string text)
    {
        var plain = string.Concat(text.Where(char.IsLetterOrDigit));
        // A number would be read as a member's value, which is nobody's word for it.
        return plain.Length > 0 && !char.IsAsciiDigit(plain[0]) && Enum.TryParse(type, plain, ignoreCase: true, out var value) && Enum.IsDefined(type, value)
            ? value
            : null;
    }

    /// <summary>The one of a few things that somebody calls by its word in any language that there is a book for, inflected or not.</summary>
    /// <param name="word">What it is called in English.</param>
    /// <returns>Null: none of them, or several.</returns>
    public static T? Meant<T>(IEnumerable<T> all, Func<T, string> word, string said)
        where T : class
    {
        var known = all.Select(one => (One: one, Words: InEveryLanguage(word(one)))).ToArray();
        var stem = Stem(said);

        return known.FirstOrDefault(pair => pair.Words.Contains(said.Trim(), StringComparer.OrdinalIgnoreCase)).One
            ?? (stem.Length > 0 && known.Where(pair => pair.Words.Any(other => Stem(other) == stem)).Take(2).ToArray() is [var only] ? only.One : null);
    }

    /// <summary>The word for it in each language that there is a book for.</summary>
    public static IReadOnlyList<string> InEveryLanguage(string word) => [.. Phrasebook.Languages.Select(language => Phrasebook.For(language).Find(word)).Distinct(StringComparer.OrdinalIgnoreCase)];

    // "Drucker" and "Drucken", "wartend" and "wartet".
    private static string Stem(string text) => string.Join(' ', Words.In(text).Select(word =>
    {
        while (Array.Find(Endings, ending => word.EndsWith(ending, StringComparison.Ordinal) && word.Length - ending.Length >= ShortestStem) is { } ending)
            word = word[..^ending.Length];

        return word;
    }));

    private static string Split(string name, char between)
    {
        var text = new StringBuilder();

        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append(between);

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
