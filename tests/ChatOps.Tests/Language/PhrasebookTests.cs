using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatOps.Tests.Language;

/// <summary>
/// The phrasebooks hold everything that the program can say, and nothing else. To bring a book up to date after texts have
/// changed, run these tests with CHATOPS_PHRASES=write: new texts are added with an empty translation for somebody to fill in.
/// </summary>
public sealed partial class PhrasebookTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Books => [.. Directory.GetFiles(Folder, "*.json").Select(Path.GetFileName).OfType<string>()];

    private static string Folder => Path.Combine(Phrases.Root(), "bot", "Core", "Locales");

    [Theory]
    [MemberData(nameof(Books))]
    public void A_book_holds_exactly_what_the_program_says(string book)
    {
        var phrases = Read(book);

        if (Environment.GetEnvironmentVariable("CHATOPS_PHRASES") is "write")
            Write(book, phrases);

        Assert.NotEmpty(Phrases.InSource);
        Assert.Equal([], Phrases.InSource.Where(phrase => string.IsNullOrWhiteSpace(phrases.GetValueOrDefault(phrase))).Order(StringComparer.Ordinal));
        Assert.Equal([], phrases.Keys.Except(Phrases.InSource, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Books))]
    public void A_translation_has_the_values_of_its_text(string book)
    {
        var wrong = Read(book).Where(pair => !Values(pair.Key).SequenceEqual(Values(pair.Value)) && pair.Value.Length > 0);

        Assert.Empty(wrong.Select(pair => $"{pair.Key} → {pair.Value}"));
    }

    [Theory]
    [MemberData(nameof(Books))]
    public void The_bot_does_not_shout_in_any_language(string book) => Assert.Empty(Read(book).Where(pair => pair.Key.Contains('!') || pair.Value.Contains('!')).Select(pair => pair.Key));

    private static IEnumerable<string> Values(string template) => Value().Matches(template).Select(match => $"{match.Groups[1].Value}{(match.Groups[2].Length > 0 ? "|" : "")}").Distinct().Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Read(string book) => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Folder, book)))!;

    private static void Write(string book, Dictionary<string, string> phrases) => File.WriteAllText(
        Path.Combine(Folder, book),
        JsonSerializer.Serialize(Phrases.InSource.ToDictionary(phrase => phrase, phrase => phrases.GetValueOrDefault(phrase, "")), Indented) + "\n");

    [GeneratedRegex(@"(?<!\{)\{(\d+)(:[^{}]*)?\}")]
    private static partial Regex Value();
}
