namespace ChatOps.Conversations;

/// <summary>Tells whoever waits in this process that something was committed, so that nobody has to poll for it.</summary>
public sealed class Committed
{
    private volatile TaskCompletionSource next = New();

    /// <summary>Completes at the next commit after this was read. Read it, look, and wait only when there was nothing.</summary>
    public Task Next => next.Task;

    public void Raise() => Interlocked.Exchange(ref next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
