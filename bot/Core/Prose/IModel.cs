namespace ChatOps.Prose;

/// <summary>A language model somewhere, as far as the bot needs one: it is told what to do, shown something, and says something.</summary>
public interface IModel
{
    Allowance Allowance { get; }

    /// <param name="instructions">Ours alone.</param>
    /// <param name="shown">What it is to be about.</param>
    /// <exception cref="ModelException">It does not answer, or in a way that cannot be read.</exception>
    Task<Said> Ask(string instructions, string shown, CancellationToken cancellation);
}

/// <summary>What a model said.</summary>
/// <param name="Read">Tokens that it was shown; null: it does not say.</param>
/// <param name="Written">Tokens that it wrote; null: it does not say.</param>
public sealed record Said(string? Text, long? Read, long? Written);

/// <summary>What a model may be shown, and what it may cost: each answer, and each day (UTC).</summary>
/// <param name="Patience">How long somebody waits for an answer before they see the facts alone.</param>
/// <param name="Tokens">Of one answer: what is shown and what is written, together.</param>
/// <param name="MoneyADay">In the currency of the prices.</param>
/// <param name="PriceRead">Of a million tokens that are shown to it.</param>
/// <param name="PriceWritten">Of a million tokens that it writes.</param>
public sealed record Allowance(TimeSpan Patience, int Tokens, long TokensADay, decimal MoneyADay, decimal PriceRead, decimal PriceWritten)
{
    /// <summary>Also what only few may see: the tickets of restricted queues.</summary>
    public bool Restricted { get; init; }

    /// <summary>Of the tokens of an answer, what is left for writing.</summary>
    public int MostWritten => Tokens / 4;

    public decimal Cost(long read, long written) => (read * PriceRead + written * PriceWritten) / 1_000_000;
}

/// <summary>A model that is of no use just now. The message says why, without anything that it was shown or said.</summary>
public sealed class ModelException(string why, Exception? cause = null) : Exception(why, cause);
