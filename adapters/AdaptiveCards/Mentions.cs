using ChatOps.Cards;

namespace ChatOps.AdaptiveCards;

/// <summary>Who is mentioned in one card: the words that stand for them, and the accounts behind those.</summary>
public sealed class Mentions(Func<string, string?> accountOf)
{
    private readonly Dictionary<string, (string Account, string Name)> known = new(StringComparer.Ordinal);

    /// <summary>What Teams is told beside the words.</summary>
    internal Element[] Entities => Json.Array(known.Select(one => Json.Object(
        ("type", "mention"),
        ("text", one.Key),
        ("mentioned", Json.Object(("id", one.Value.Account), ("name", one.Value.Name))))));

    /// <returns>Null: they cannot be mentioned here, or the words stand for somebody of the same name already.</returns>
    internal string? Of(Part.Who who)
    {
        if (accountOf(who.Person) is not { } account || string.Concat(who.Name.Where(letter => letter is not ('<' or '>' or '&') && !char.IsControl(letter))) is not { Length: > 0 } name)
            return null;

        var words = $"<at>{name}</at>";
        return known.TryAdd(words, (account, who.Name)) || known[words].Account == account ? words : null;
    }
}
