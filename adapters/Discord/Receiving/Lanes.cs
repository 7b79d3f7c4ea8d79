namespace ChatOps.Discord.Receiving;

/// <summary>Work of one lane goes in order, that of different lanes side by side; whoever gives it does not wait.</summary>
internal sealed class Lanes
{
    private readonly Dictionary<string, Task> last = new(StringComparer.Ordinal);
    private int running;
    private TaskCompletionSource idle = Done();

    /// <summary>When nothing is left to do.</summary>
    public Task Idle
    {
        get
        {
            lock (last)
                return idle.Task;
        }
    }

    /// <param name="lane">Null: it waits for nothing.</param>
    /// <param name="work">It does not throw.</param>
    public void Add(string? lane, Func<Task> work)
    {
        lock (last)
        {
            if (running++ is 0)
                idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

            var before = lane is not null && last.TryGetValue(lane, out var previous) ? previous : Task.CompletedTask;
            var task = Task.Run(() => Run(before, work));

            if (lane is null)
                return;

            last[lane] = task;
            _ = task.ContinueWith(_ => Forget(lane, task), TaskScheduler.Default);
        }
    }

    private async Task Run(Task before, Func<Task> work)
    {
        await before;

        try
        {
            await work();
        }
        finally
        {
            lock (last)
            {
                if (--running is 0)
                    idle.TrySetResult();
            }
        }
    }

    private void Forget(string lane, Task task)
    {
        lock (last)
        {
            if (last.GetValueOrDefault(lane) == task)
                last.Remove(lane);
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
