using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Discord.Drawing;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Interactions;

/// <summary>What is offered while somebody types.</summary>
internal static class Completion
{
    /// <param name="locale">What the client speaks.</param>
    public static IReadOnlyList<ApplicationCommandChoice> Of(IEnumerable<Option> options, string? locale)
    {
        var texts = new Texts(Reader.Nobody with { Language = Phrasebook.Match(locale) ?? "en" });

        return
        [
            .. options.Where(option => option.Value.Length is > 0 and <= Limits.OptionText).DistinctBy(option => option.Value).Take(Limits.Options)
                .Select(option => ApplicationCommandChoice.Of(Limits.Fit(texts.Label(option.Label), Limits.OptionText), option.Value)),
        ];
    }
}
