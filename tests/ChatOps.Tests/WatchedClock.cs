using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests;

/// <summary>A clock that tests move, and that tells how many wait for it: who has been woken is done when they wait again.</summary>
internal sealed class WatchedClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    private int waiting;

    public int Waiting => Volatile.Read(ref waiting);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref waiting);
        return new Watched(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private sealed class Watched(WatchedClock clock, ITimer timer) : ITimer
    {
        private int isOver;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) is 0)
                Interlocked.Decrement(ref clock.waiting);

            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
