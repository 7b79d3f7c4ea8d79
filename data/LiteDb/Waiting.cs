namespace ChatOps.Data;

/// <summary>Work for the writer's thread, and whoever waits for its answer.</summary>
internal abstract class Waiting(bool isAlone)
{
    public bool IsAlone => isAlone;

    /// <returns>What went wrong.</returns>
    public abstract Exception? Do();

    public abstract void Answer();

    public abstract void Fail(Exception error);
}

internal sealed class Waiting<T>(Func<T> work, bool isAlone) : Waiting(isAlone)
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Answered => answer.Task;

    public override Exception? Do()
    {
        try
        {
            result = work();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    public override void Answer() => answer.TrySetResult(result);

    public override void Fail(Exception error) => answer.TrySetException(error);
}
