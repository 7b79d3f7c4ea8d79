using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ChatOps.Cards;

/// <summary>What the bot says, in another language. The English template is the key; what is not in the book stays English.</summary>
public abstract class Phrasebook
{
    /// <summary>A language for tests: every text accented, in brackets and longer, so that one that was not looked up, or is cut, shows.</summary>
    public const string Pseudo = "qps-ploc";

    /// <summary>The same, written from right to left.</summary>
    public const string Mirrored = "qps-plocm";

    private static readonly ConcurrentDictionary<string, Phrasebook> Books = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The languages that there is a book for, and English.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "de"];

    /// <summary>What to speak with a client that asks for this: <c>de-AT</c>, or <c>de_DE.UTF-8</c> as terminals say it.</summary>
    /// <returns>One of <see cref="Languages"/>, or one of those for tests; null: no language that there is a book for.</returns>
    public static string? Match(string? tag)
    {
        if (tag is null)
            return null;

        return Array.Find([Pseudo, Mirrored], known => known == tag)
            ?? Languages.FirstOrDefault(language => tag.Split('-', '_', '.', '@')[0].Equals(language, StringComparison.OrdinalIgnoreCase));
    }

    public static bool IsRightToLeft(string language) => language is Mirrored || new Reader(language, TimeZoneInfo.Utc, default).Culture.TextInfo.IsRightToLeft;

    /// <param name="language">A BCP 47 tag; a region without a book of its own uses the language's.</param>
    public static Phrasebook For(string language) => Books.GetOrAdd(language, Open);

    /// <param name="template">A <see cref="Say.Template"/> or a term.</param>
    public abstract string Find(string template);

    private static Phrasebook Open(string language)
    {
        if (language is Pseudo or Mirrored)
            return new PseudoBook(language is Mirrored);

        var name = language.Split('-')[0].ToLowerInvariant();
        using var file = typeof(Phrasebook).Assembly.GetManifestResourceStream($"ChatOps.Locales.{name}.json");
        return file is null ? new English() : new Translated(JsonSerializer.Deserialize(file, PhrasebookJson.Default.DictionaryStringString)!);
    }

    private sealed class English : Phrasebook
    {
        public override string Find(string template) => template;
    }

    private sealed class Translated(Dictionary<string, string> phrases) : Phrasebook
    {
        private readonly FrozenDictionary<string, string> phrases = phrases.ToFrozenDictionary(StringComparer.Ordinal);

        public override string Find(string template) => phrases.GetValueOrDefault(template, template);
    }
}

/// <summary>Accents every vowel, makes every text 40 % longer and puts it in brackets that show where it ends.</summary>
/// <param name="mirrored">Set from right to left.</param>
internal sealed partial class PseudoBook(bool mirrored) : Phrasebook
{
    private const string Plain = "aceiounyACEIOUNY";
    private const string Accented = "áçéíóúñýÁÇÉÍÓÚÑÝ";
    private const char RightToLeft = '\u202E';
    private const char End = '\u202C';

    public override string Find(string template)
    {
        if (!template.Any(char.IsLetter))
            return template;

        var text = string.Concat(Placeholder().Split(template).Select(piece => piece.StartsWith('{') ? Forms(piece) : Accent(piece)));
        var longer = $"⟦{text}{Longer(template.Length * 2 / 5)}⟧";
        return mirrored ? $"{RightToLeft}{longer}{End}" : longer;
    }

    // In words, so that lines break.
    private static string Longer(int letters) => string.Concat(Enumerable.Range(1, letters).Select(n => n % 8 is 0 ? ' ' : '~'));

    // "{0:ticket|# tickets}": what stands behind the colon is said too.
    private static string Forms(string hole) => hole.Split(':', 2) is [var value, var forms] ? $"{value}:{Accent(forms)}" : hole;

    private static string Accent(string text) => string.Concat(text.Select(letter => Plain.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Accented[at] : letter));

    [GeneratedRegex(@"(\{\{|\}\}|\{\d+(?::[^{}]*)?\})")]
    private static partial Regex Placeholder();
}

[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class PhrasebookJson : JsonSerializerContext;
