using ChatOps.Cards;
using ChatOps.Prose;

namespace ChatOps.Conversations;

/// <summary>The side of a turn on which facts are put into words, where a language model is set up.</summary>
public sealed partial class Turn
{
    internal Narrator? Narrator { get; set; }

    /// <summary>What the turn would like to have told; the core sees to it after the turn, and runs it anew.</summary>
    internal Account? Wanted { get; private set; }

    /// <summary>Whether there is a model that could put something into words.</summary>
    /// <param name="restricted">What only few may see: of that it is told nothing unless a setting says otherwise.</param>
    public bool Tells(bool restricted = false) => Narrator?.MayTell(restricted) is true;

    /// <summary>
    /// What stands above facts: the same in a few sentences that a language model wrote, marked as such. Nothing: there is
    /// no model, or nothing of it that could be shown. It is told what the caller is shown and nothing else.
    /// </summary>
    /// <param name="of">What the facts are, in English: <c>a ticket of a help desk</c>.</param>
    /// <param name="facts">They stand under it, always.</param>
    /// <param name="restricted">As <see cref="Tells"/> takes it.</param>
    public IReadOnlyList<Block> InShort(string of, IReadOnlyList<Block> facts, bool restricted = false)
    {
        if (Narrator is null || !Tells(restricted))
            return [];

        var account = Account.Told(of, facts, Reader);

        if (!Narrator.Remembers(account, out var text))
            Wanted ??= account;

        return text is null ? [] : [new Block.Quote(text, $"In short, written by a language model. What counts stands below.") { IsTold = true }];
    }
}
