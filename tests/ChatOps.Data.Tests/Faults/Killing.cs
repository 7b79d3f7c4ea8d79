using System.Diagnostics;
using System.Globalization;

namespace ChatOps.Data.Tests.Faults;

/// <summary>Starts a process that writes, and kills it in the middle.</summary>
internal static class Killing
{
    /// <param name="place">The path of a file, or a connection string.</param>
    /// <param name="answers">How many it lives to give; a moment would be before the first on a busy machine.</param>
    /// <returns>All that it gave.</returns>
    public static async Task<List<string>> Run(string place, int round, int answers)
    {
        var said = new List<string>();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Crashing.Argument, place, round.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };

        using var process = Process.Start(start)!;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Read();

        await enough.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        process.Kill();
        await reading;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said;

        async Task Read()
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                said.Add(line);

                if (said.Count >= answers)
                    enough.TrySetResult();
            }

            enough.TrySetException(new InvalidOperationException("The process ended by itself."));
        }
    }
}
