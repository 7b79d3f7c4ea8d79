using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Discord;

/// <summary>Moves time while something happens on real sockets.</summary>
internal static class Clocks
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Moves the clock on, in steps, until it is done.</summary>
    public static async Task Until(this FakeTimeProvider clock, Task task, TimeSpan step)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !task.IsCompleted;)
        {
            var waited = TimeProvider.System.GetElapsedTime(began);

            if (waited > Patience)
                throw new TimeoutException("However far the clock went, it was not done.");

            // What goes over sockets is given time to arrive, as it is in life: it takes no time by this clock. A machine
            // that is busy needs more of it, or every attempt were too late.
            await Task.WhenAny(task, Task.Delay(waited / 500 > Pause ? waited / 500 : Pause));
            clock.Advance(step);
        }

        await task;
    }

    /// <summary>Moves the clock on, in steps, until it is so.</summary>
    public static Task Until(this FakeTimeProvider clock, Func<bool> isSo, TimeSpan step) => clock.Until(Waiting(isSo), step);

    private static async Task Waiting(Func<bool> isSo)
    {
        while (!isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(5));
    }
}
