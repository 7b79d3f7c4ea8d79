using System.Diagnostics;

namespace ChatOps.Benchmarks;

internal static class Measure
{
    private const int Rounds = 3;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <summary>Does it over and over from several conversations at once, in rounds after a warm-up, and prints the row.</summary>
    /// <param name="turn">Gets the number of the conversation and the number of the run.</param>
    /// <param name="worker">Whose CPU time it is; null: this process.</param>
    /// <param name="allocated">How much the worker has allocated; null: the memory is that of this process.</param>
    public static async Task<Figures> Run(string what, int conversations, Func<int, int, Task> turn, Process? worker = null, bool isShown = true, Func<Task<long>>? allocated = null)
    {
        var count = 0;
        await Once(conversations, Warming, turn, Next);
        var rounds = new List<Figures>();

        for (var i = 0; i < Rounds; i++)
            rounds.Add(await OneRound(what, conversations, turn, Next, worker ?? Process.GetCurrentProcess(), allocated ?? (() => Task.FromResult(GC.GetTotalAllocatedBytes(precise: true)))));

        var figures = Figures.MedianOf(rounds);
        if (isShown)
            Console.WriteLine(figures.Row());

        return figures;

        int Next() => Interlocked.Increment(ref count);
    }

    private static async Task<Figures> OneRound(string what, int conversations, Func<int, int, Task> turn, Func<int> next, Process worker, Func<Task<long>> allocated)
    {
        GC.Collect();
        var (bytes, cpu) = (await allocated(), CpuOf(worker));
        var started = Stopwatch.GetTimestamp();
        var times = await Once(conversations, Round, turn, next);
        var elapsed = Stopwatch.GetElapsedTime(started);
        (bytes, cpu) = (await allocated() - bytes, CpuOf(worker) - cpu);

        times.Sort();
        return new(what, times.Count / elapsed.TotalSeconds, times[times.Count / 2], times[times.Count * 99 / 100], cpu / times.Count, (double)bytes / times.Count);
    }

    private static TimeSpan CpuOf(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static async Task<List<TimeSpan>> Once(int conversations, TimeSpan time, Func<int, int, Task> turn, Func<int> next)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

        var all = await Task.WhenAll(Enumerable.Range(0, conversations).Select(conversation => Task.Run(async () =>
        {
            var times = new List<TimeSpan>();

            while (Stopwatch.GetTimestamp() is var start && start < until)
            {
                await turn(conversation, next());
                times.Add(Stopwatch.GetElapsedTime(start));
            }

            return times;
        })));

        return [.. all.SelectMany(times => times)];
    }
}
