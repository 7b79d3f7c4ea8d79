using System.Text.Json;
using ChatOps.Cards;

namespace ChatOps.Commands;

/// <summary>What people say in other languages than English when they mean a command: <see cref="CommandSpec.Says"/> of each book.</summary>
internal static class Sentences
{
    /// <summary>By the name of the command.</summary>
    public static ILookup<string, string> Foreign { get; } = Phrasebook.Languages.SelectMany(In).ToLookup(pair => pair.Command, pair => pair.Sentence, StringComparer.Ordinal);

    /// <summary>Those of one language for one command.</summary>
    public static IEnumerable<string> Of(string command, string language) => In(language).Where(pair => pair.Command == command).Select(pair => pair.Sentence);

    private static IEnumerable<(string Command, string Sentence)> In(string language)
    {
        using var file = typeof(Sentences).Assembly.GetManifestResourceStream($"ChatOps.Sentences.{language}.json");

        return file is null ? [] : JsonSerializer.Deserialize(file, PhrasebookJson.Default.DictionaryStringStringArray)!
            .SelectMany(pair => pair.Value, (pair, sentence) => (pair.Key, sentence));
    }
}
