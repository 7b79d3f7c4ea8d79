using System.Diagnostics;
using System.Globalization;
using ChatOps.Data.Tests.Faults;
using ChatOps.Documents;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>A process that stands still past its lease has lost the work, and notices when it goes on.</summary>
public sealed class PausedProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_stopped_process_had_taken_up_is_done_by_another_and_not_a_second_time()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals here.");
        var place = await SharedServer.FreshSchema();
        await using var store = await PostgresStore.Open(place, Cancellation);
        await store.Commit(new Batch().Schedule(Tickets.Job("first")), Cancellation);
        using var other = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Pausing.Argument, place]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;

        try
        {
            await other.StandardInput.WriteLineAsync("take one");
            Assert.Equal("claimed first", await other.StandardOutput.ReadLineAsync(Cancellation));
            await Signal(other, "STOP");
            await other.StandardInput.WriteLineAsync("finish it");

            // Its lease still holds; a moment later it does not.
            Assert.Empty(await store.Claim(9, TimeSpan.FromMinutes(1), Tickets.Start.AddSeconds(59), Cancellation));
            var lease = Assert.Single(await store.Claim(9, TimeSpan.FromMinutes(1), Tickets.Start.AddMinutes(2), Cancellation));
            Assert.Equal(2, lease.Attempt);
            Assert.IsType<Outcome.Committed>(await store.Commit(new Batch().Finish(lease).Note(Tickets.Fact("done first", "by the one that took over")), Cancellation));

            await Signal(other, "CONT");
            Assert.Equal("too late for first", await other.StandardOutput.ReadLineAsync(Cancellation));
            Assert.Equal("by the one that took over", Assert.Single(await store.Trail("done first", 99, Cancellation)).What);

            // And it works on.
            await store.Commit(new Batch().Schedule(Tickets.Job("second")), Cancellation);
            await other.StandardInput.WriteLineAsync("take one");
            Assert.Equal("claimed second", await other.StandardOutput.ReadLineAsync(Cancellation));
            await other.StandardInput.WriteLineAsync("finish it");
            Assert.Equal("done second", await other.StandardOutput.ReadLineAsync(Cancellation));
        }
        finally
        {
            other.Kill();
            await other.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task Signal(Process process, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancellation);
        Assert.Equal(0, kill.ExitCode);
    }
}
