using System.Diagnostics;
using System.Globalization;

namespace ChatOps.Data.Tests.Faults;

public sealed class CrashTests : IDisposable
{
    private const int KillsOfOneFile = 10;
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-crash-").FullName;
    private readonly Random random = new(7);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task No_answered_commit_is_lost_when_the_process_is_killed()
    {
        var answered = new List<string>();
        var total = 0;

        for (var kill = 0; kill < Effort.Times(50, thoroughly: 300); kill++)
        {
            if (kill % KillsOfOneFile is 0)
                answered.Clear();

            var path = Path.Combine(folder, $"{kill / KillsOfOneFile}.db");
            var said = await Killed(path, kill);
            answered.AddRange(said);
            total += said.Count;

            await using var store = LiteDbStore.Open(path);
            Assert.Equal(new Verdict(0, null), await Verdict.On(store, answered));
        }

        Assert.True(total > 1000, $"Only {total} commits were answered: nothing was tried.");
        TestContext.Current.SendDiagnosticMessage("{0} answered commits, none lost", total);
    }

    private async Task<List<string>> Killed(string path, int round)
    {
        var said = new List<string>();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Crashing.Argument, path, round.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };

        using var process = Process.Start(start)!;
        var first = new TaskCompletionSource();
        var reading = Read();

        await first.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await Task.Delay(random.Next(1, 400), TestContext.Current.CancellationToken);
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
