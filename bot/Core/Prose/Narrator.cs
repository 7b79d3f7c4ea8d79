using System.Security.Cryptography;
using ChatOps.Documents;
using Microsoft.Extensions.Logging;

namespace ChatOps.Prose;

/// <summary>
/// Puts facts into a few sentences, where a language model is set up, and remembers them by the facts: asking again, also
/// since somebody else was faster, costs nothing. Whatever is wrong with the model, the facts remain, within the reader's
/// patience.
/// </summary>
public sealed partial class Narrator(IStore store, TimeProvider clock, ILogger<Narrator> logger, IModel? model = null)
{
    private const int MostRemembered = 200;
    private const int LongestFence = 32;

    // On the safe side: in the languages that are spoken here a token has three or four.
    private const int LettersOfAToken = 2;
    private const int TokensOfInstructions = 400;

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>Whoever did not answer is left alone for so long, and nobody waits for it.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly Recent<Story> stories = new(MostRemembered);
    private readonly Purse purse = new(store, clock);
    private DateTimeOffset restsUntil;

    /// <summary>A model is set up, and may be shown such things.</summary>
    public bool MayTell(bool restricted) => model is not null && (!restricted || model.Allowance.Restricted);

    /// <summary>What it has been told before; null text: nothing that could be shown.</summary>
    internal bool Remembers(Account account, out string? text)
    {
        var isKnown = stories.TryGet(account.Hash, out var story) && story is { Text.IsCompleted: true } && IsGood(story);
        text = isKnown ? story!.Text.Result : null;
        return isKnown;
    }

    /// <summary>Has it told, once however many ask, and returns when it is remembered: within the patience of a reader.</summary>
    internal Task Tell(Account account, CancellationToken cancellation)
    {
        var story = new Story(clock.GetUtcNow(), () => Told(account));
        return stories.Keep(account.Hash, story, IsGood).Text.WaitAsync(cancellation);
    }

    private bool IsGood(Story story) => !story.Text.IsCompleted || clock.GetUtcNow() - story.At < (story.Text.Result is null ? Rest : Lasts);

    private async Task<string?> Told(Account account)
    {
        if (model is null || clock.GetUtcNow() < restsUntil)
            return null;

        try
        {
            return await Ask(account);
        }
        catch (Exception exception)
        {
            // A reader is waiting, and the facts are there whatever has happened here.
            restsUntil = clock.GetUtcNow() + Rest;
            Log.Failed(logger, exception is OperationCanceledException ? $"no answer within {model.Allowance.Patience.TotalSeconds} s" : exception is ModelException ? exception.Message : exception.GetType().Name);
            return null;
        }
    }

    private async Task<string?> Ask(Account account)
    {
        var allowance = model!.Allowance;
        var fence = RandomNumberGenerator.GetHexString(LongestFence, lowercase: true);
        account = account.Within((allowance.Tokens - allowance.MostWritten - TokensOfInstructions) * LettersOfAToken);

        long mayRead = account.Text.Length / LettersOfAToken + TokensOfInstructions;
        long mayWrite = allowance.MostWritten;

        if (await purse.Take(allowance, mayRead + mayWrite, allowance.Cost(mayRead, mayWrite)) is not { } taken)
        {
            Log.Spent(logger);
            return null;
        }

        using var patience = new CancellationTokenSource(allowance.Patience, clock);
        var said = await model.Ask(Prompt.Instructions(account, fence), Prompt.Fenced(account, fence), patience.Token).WaitAsync(patience.Token);
        var (read, written) = (Plausible(said.Read, mayRead), Plausible(said.Written, mayWrite));
        await purse.Settle(taken, read + written, allowance.Cost(read, written));
        return Checked(said.Text ?? "", account, fence);
    }

    private string? Checked(string said, Account account, string fence)
    {
        var text = Nonsense.Tidied(said);

        if (Nonsense.In(text, account, fence) is not { } why)
            return text;

        Log.Nonsense(logger, account.Of, why);
        return null;
    }

    // What cannot be so is taken for what it was to be at the most.
    private static long Plausible(long? tokens, long most) => tokens is > 0 and <= 10_000_000 ? tokens.Value : most;

    private sealed class Story(DateTimeOffset at, Func<Task<string?>> tell)
    {
        private readonly Lazy<Task<string?>> text = new(tell);

        public DateTimeOffset At => at;

        public Task<string?> Text => text.Value;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The language model is of no use just now ({Why}); the facts are shown alone")]
        public static partial void Failed(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "What the language model wrote of {What} is not shown: {Why}")]
        public static partial void Nonsense(ILogger logger, string what, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The language model has used up what it may cost today; the facts are shown alone")]
        public static partial void Spent(ILogger logger);
    }
}
