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

    /// <summary>For whoever reviews what the program says: everything in both languages, by where it is said.</summary>
    [Fact]
    public void The_phrases_can_be_read_in_one_file()
    {
        var file = Path.Combine(Folder, "phrases.md");
        var table = Table(Read("de.json"));

        if (Environment.GetEnvironmentVariable("CHATOPS_PHRASES") is "write")
            File.WriteAllText(file, table);

        Assert.Equal(table, File.ReadAllText(file));
    }

    [Theory]
    [MemberData(nameof(Books))]
    public void A_text_has_at_most_two_sentences(string book)
    {
        var tooLong = Read(book).SelectMany(pair => (string[])[pair.Key, pair.Value]).Where(text => Sentence().Count(text) > 2);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Nobody_is_blamed_and_nothing_is_named_as_programs_name_it() => Assert.Equal([], Phrases.InSource.Where(text => Blame().IsMatch(text)));

    [Fact]
    public void Whoever_is_refused_reads_what_they_can_do()
    {
        Assert.NotEmpty(Phrases.Refusals);
        Assert.Equal([], Phrases.Refusals.Where(text => !Advice().IsMatch(text) && !Holds.Contains(text)));
    }

    /// <summary>People are not asked to know how commands are spelt: they get a button, or plain words. At the command line it is otherwise.</summary>
    [Theory]
    [MemberData(nameof(Books))]
    public void Nobody_has_to_know_how_a_command_is_spelt(string book)
    {
        var commands = new Features.FeatureSet(TestBot.All).Catalog.Commands.Select(spec => spec.Name).Where(name => name.Contains(' ', StringComparison.Ordinal)).ToArray();
        var german = Read(book);
        var spelt = Phrases.Said.Select(phrase => phrase.Text).Distinct().Where(text => new[] { text, german.GetValueOrDefault(text, "") }.Any(IsSpelt));

        Assert.Equal([], spelt);

        bool IsSpelt(string text) => Quoted().Matches(text).Select(match => match.Value.Trim('"', '„', '“', '`', '/')).Any(quoted => commands.Any(name => quoted.StartsWith(name, StringComparison.OrdinalIgnoreCase)) || Named().IsMatch(quoted));
    }

    // Nothing needs to be done: it is so already, or the buttons beside it say what.
    private static readonly string[] Holds = ["{0} is {1} already."];

    private static string Table(Dictionary<string, string> german)
    {
        var lines = new List<string> { "# Everything the program says", "", "Generated with the phrasebooks (CHATOPS_PHRASES=write); the English text is the key." };

        foreach (var place in Phrases.Said.GroupBy(phrase => phrase.Place).OrderBy(place => place.Key, StringComparer.Ordinal))
        {
            lines.AddRange(["", $"## {place.Key}", "", "| English | German |", "|---|---|"]);
            lines.AddRange(place.Select(phrase => phrase.Text).Distinct().Order(StringComparer.Ordinal).Select(text => $"| {Cell(text)} | {Cell(german.GetValueOrDefault(text, ""))} |"));
        }

        return string.Join('\n', lines) + "\n";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    private static IEnumerable<string> Values(string template) => Value().Matches(template).Select(match => $"{match.Groups[1].Value}{(match.Groups[2].Length > 0 ? "|" : "")}").Distinct().Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Read(string book) => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Folder, book)))!;

    private static void Write(string book, Dictionary<string, string> phrases) => File.WriteAllText(
        Path.Combine(Folder, book),
        JsonSerializer.Serialize(Phrases.InSource.ToDictionary(phrase => phrase, phrase => phrases.GetValueOrDefault(phrase, "")), Indented) + "\n");

    [GeneratedRegex(@"[.?](?=\s+\p{Lu}|\s*$)")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b(you must|you have to|invalid|illegal|failed to|wrong value|null|exception|error code|your mistake|not allowed|forbidden|Say\.|System\.)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Blame();

    // The last sentence begins with something to do, or the only one does.
    [GeneratedRegex(@"(?:^|[.,:;] (?:Or |or |Else |to |\w+, )?)(?:please )?(?:add|answer|ask|attach|be|begin|go|sign|call|change|check|choose|claim|close|estimate|correct|fetch|find|fill|give|keep|leave|link|look|make|map|mark|move|name|note|open|press|put|release|reload|remove|reopen|reply|resolve|say|send|shorten|show|split|start|take|talk|tell|tick|try|turn|type|unlink|use|wait|write)\b[^.]*(?:\.[^. ][^.]*)*[.:]?[^.]*\.?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Advice();

    [GeneratedRegex("\"[^\"]*\"|„[^“]*“|`[^`]*`")]
    private static partial Regex Quoted();

    // for:ada
    [GeneratedRegex(@"\b\p{Ll}+:(\p{L}|\{)")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<!\{)\{(\d+)(:[^{}]*)?\}")]
    private static partial Regex Value();
}
