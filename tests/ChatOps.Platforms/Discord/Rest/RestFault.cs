namespace ChatOps.Platforms.Discord.Rest;

/// <summary>Something that goes wrong with requests.</summary>
public enum RestFaultKind
{
    /// <summary>It is refused with <see cref="RestFault.Status"/>, and not done.</summary>
    Refused,

    /// <summary>The connection breaks before it is done.</summary>
    LostBefore,

    /// <summary>It is done, and the answer is lost.</summary>
    LostAfter,

    /// <summary>429, and not done.</summary>
    Limited,

    /// <summary>It is done when <see cref="RestFault.Go"/> is called.</summary>
    Held,
}

/// <param name="Times">How often it happens.</param>
/// <param name="Applies">Null: to every request.</param>
public sealed record RestFault(RestFaultKind Kind, int Times, Func<Asked, bool>? Applies = null)
{
    private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int happened;

    public int Status { get; init; } = 500;

    /// <summary>What Discord calls the reason; 0: it gives none.</summary>
    public int Code { get; init; }

    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary><c>user</c>, <c>global</c> or <c>shared</c>.</summary>
    public string Scope { get; init; } = "user";

    public int Happened => Volatile.Read(ref happened);

    public void Go() => go.TrySetResult();

    internal Task Going => go.Task;

    internal bool Takes(Asked asked) => Applies?.Invoke(asked) is not false && Interlocked.Increment(ref happened) <= Times;
}
