using ChatOps.Cards;
using ChatOps.Discord.Drawing;

namespace ChatOps.Discord.Commands;

/// <summary>Words about commands, in every language there is.</summary>
internal static class Described
{
    /// <summary>Characters of a description, or of the name of a choice.</summary>
    public const int Longest = 100;

    /// <summary>Characters of the name of a command.</summary>
    public const int LongestName = 32;

    private const int MostJoined = 3;

    public static string In(string language, Say words, int longest = int.MaxValue) =>
        Limits.Fit(Texts.OneLine(new PlainSpeech(Reader.Nobody with { Language = language }).Draw(words)), longest);

    public static IReadOnlyDictionary<string, string> Others(Say words, int longest) =>
        Phrasebook.Languages.Where(language => language is not "en").ToDictionary(language => language, language => In(language, words, longest), StringComparer.Ordinal);

    /// <summary>What a noun is for: the first of what its verbs do.</summary>
    public static Say Joined(IEnumerable<Say> summaries) => Say.Row(summaries.Take(MostJoined), "; ");
}
