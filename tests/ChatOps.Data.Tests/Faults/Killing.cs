using System.Diagnostics;
using System.Globalization;

namespace ChatOps.Data.Tests.Faults;

/// <summary>Starts a process that writes, and kills it at some moment.</summary>
internal static class Killing
{
    /// <param name="place">The path of a file, or a connection string.</param>
    /// <returns>What was answered before.</returns>
    public static async Task<List<string>> Run(string place, int round, int milliseconds)
    {
        var said = new List<string>();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Crashing.Argument, place, round.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };

        using var process = Process.Start(start)!;
        var first = new TaskCompletionSource();
        var reading = Read();

        await first.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        process.Kill();
        await reading;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said;

        async Task Read()
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                said.Add(line);
                first.TrySetResult();
            }

            first.TrySetException(new InvalidOperationException("The process ended by itself."));
        }
    }
}
