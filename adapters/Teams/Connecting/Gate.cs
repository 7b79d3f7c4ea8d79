namespace ChatOps.Teams.Connecting;

/// <summary>How many may go in how long a time.</summary>
internal sealed record Rate(int Count, TimeSpan Time);

/// <summary>What waits for what.</summary>
internal enum Haste
{
    /// <summary>Somebody sits there and waits for it.</summary>
    Answer,

    /// <summary>A notice, a card drawn anew.</summary>
    Broadcast,
}

/// <summary>
/// Lets so many through as the rates allow, in every stretch of time and not only from one full second to the next. Who
/// has to wait waits behind those of the same haste and every one in more haste.
/// </summary>
internal sealed class Gate(TimeProvider clock, params Rate[] rates)
{
    private const int ForgottenAtOnce = 256;

    private readonly Lock door = new();
    private readonly List<long> passed = [];
    private readonly Queue<TaskCompletionSource>[] waiting = [new(), new()];
    private int first;
    private ITimer? timer;

    /// <summary>Nobody has come for longer than any of its rates looks back: it can be forgotten.</summary>
    public bool IsIdle
    {
        get
        {
            lock (door)
            {
                Forget(clock.GetTimestamp());
                return passed.Count == first && !IsAnybodyWaiting;
            }
        }
    }

    private bool IsAnybodyWaiting => Array.Exists(waiting, queue => queue.Count > 0);

    public Task Pass(Haste haste, CancellationToken cancellation)
    {
        TaskCompletionSource mine;

        lock (door)
        {
            var now = clock.GetTimestamp();

            if (!IsAnybodyWaiting && Wait(now) == TimeSpan.Zero)
            {
                passed.Add(now);
                return Task.CompletedTask;
            }

            mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting[(int)haste].Enqueue(mine);
            Wake(now);
        }

        return cancellation.CanBeCanceled ? Leave(mine, cancellation) : mine.Task;
    }

    // Who goes away is passed over when their turn comes.
    private static async Task Leave(TaskCompletionSource mine, CancellationToken cancellation)
    {
        await using var gone = cancellation.Register(() => mine.TrySetCanceled(cancellation));
        await mine.Task;
    }

    private void Open()
    {
        lock (door)
        {
            timer?.Dispose();
            timer = null;
            var now = clock.GetTimestamp();

            while (IsAnybodyWaiting && Wait(now) == TimeSpan.Zero)
            {
                if (Array.Find(waiting, queue => queue.Count > 0)!.Dequeue().TrySetResult())
                    passed.Add(now);
            }

            Wake(now);
        }
    }

    private void Wake(long now)
    {
        if (IsAnybodyWaiting)
            timer ??= clock.CreateTimer(_ => Open(), null, Wait(now), Timeout.InfiniteTimeSpan);
    }

    // How long until one more would be within every rate.
    private TimeSpan Wait(long now)
    {
        Forget(now);
        var longest = TimeSpan.Zero;

        foreach (var rate in rates)
        {
            if (passed.Count - first < rate.Count)
                continue;

            var left = rate.Time - clock.GetElapsedTime(passed[^rate.Count], now);

            if (left > longest)
                longest = left;
        }

        return longest;
    }

    private void Forget(long now)
    {
        while (first < passed.Count && clock.GetElapsedTime(passed[first], now) >= rates[^1].Time)
            first++;

        if (first < ForgottenAtOnce && first < passed.Count)
            return;

        passed.RemoveRange(0, first);
        first = 0;
    }
}
