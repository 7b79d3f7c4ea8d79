using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.People;

namespace ChatOps.Teams.Drawing;

/// <summary>Something that everybody can say as it stands, to begin with.</summary>
/// <param name="Command">What it runs.</param>
internal sealed record Prompt(CommandSpec Command, string Text)
{
    public string About(string language) => new PlainSpeech(new(language, TimeZoneInfo.Utc, default)).Draw(Command.Summary);
}

/// <summary>What the catalogue offers to everybody in one sentence without a value in it.</summary>
internal static class Prompts
{
    /// <returns>Those first that there are the most ways to say: they are asked for most. The same commands in every language.</returns>
    public static IReadOnlyList<Prompt> Of(Catalog catalog, string language) =>
    [
        .. catalog.Commands
            .Where(command => !command.Hidden && command.Allow.HasFlag(Roles.Everyone) && Phrasebook.Languages.All(one => command.Phrase(one) is not null))
            .OrderByDescending(command => command.Says.Count(sentence => !sentence.Contains('{')))
            .Select(command => new Prompt(command, Begun(command.Phrase(Phrasebook.Match(language) ?? "en") ?? command.Phrase("en")!))),
    ];

    private static string Begun(string sentence) => $"{sentence[..1].ToUpper(CultureInfo.InvariantCulture)}{sentence[1..]}";
}
