using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Discord.Drawing;

namespace ChatOps.Discord.Keeping;

/// <summary>Collects what has to be kept for one message.</summary>
internal sealed class Keeper
{
    private readonly Dictionary<string, Kept> all = new(StringComparer.Ordinal);

    // A sign for the second and third of the same must still fit.
    private const int Longest = Limits.CustomId - 4;

    public IReadOnlyList<Kept> All => [.. all.Values];

    public string IdOf(Choice choice) => PressId.Of(choice) is { Length: <= Longest } id ? id : PressId.OfKeptChoice(Keep(Kept.Of(choice)));

    public string Keep(Message message) => Keep(Kept.Of(message));

    private string Keep(Kept kept)
    {
        all[kept.Id] = kept;
        return kept.Id;
    }
}
