using System.Diagnostics;

namespace ChatOps.Benchmarks;

/// <summary>What one way of working costs: how many a second, how long each, how much memory each.</summary>
/// <param name="Median">Of the times of single runs.</param>
internal sealed record Figures(string What, int Count, double PerSecond, TimeSpan Median, TimeSpan Percentile99, double CpuMicroseconds, double Bytes)
{
    public string Row() =>
        $"| {What} | {PerSecond:N0} | {Median.TotalMicroseconds:N0} | {Percentile99.TotalMicroseconds:N0} | {CpuMicroseconds:N0} | {Bytes / 1024:N1} |";

    public static string Head() => "| what | per second | p50 µs | p99 µs | CPU µs | KB each |\n| --- | ---: | ---: | ---: | ---: | ---: |";
}

internal static class Measure
{
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(1);

    /// <summary>Does it over and over from several conversations at once, for some seconds.</summary>
    /// <param name="turn">Gets the number of the conversation and the number of the run.</param>
    public static async Task<Figures> Run(string what, int conversations, TimeSpan time, Func<int, int, Task> turn)
    {
        var count = 0;
        await Once(conversations, Warming, turn, () => Interlocked.Increment(ref count));
        GC.Collect();

        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        var times = await Once(conversations, time, turn, () => Interlocked.Increment(ref count));
        var elapsed = Stopwatch.GetElapsedTime(started);

        times.Sort();
        return new(
            what,
            times.Count,
            times.Count / elapsed.TotalSeconds,
            times[times.Count / 2],
            times[times.Count * 99 / 100],
            (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / times.Count,
            (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / times.Count);
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
