using System.Text;
using ChatOps.Documents;
using Microsoft.Win32.SafeHandles;

namespace ChatOps.Data.Tests.Faults;

/// <summary>The process that is killed: it writes, and says what was answered.</summary>
internal static class Crashing
{
    public const string Argument = "--crashing-store";

    // So small that some are killed during a checkpoint.
    private const int CheckpointPages = 200;

    public static async Task<int> Run(string place, int round)
    {
        IStore store = place.StartsWith("Host=", StringComparison.Ordinal) ? await PostgresStore.Open(place) : LiteDbStore.Open(place, CheckpointPages);

        // Straight to the pipe: what a buffer holds at the end was never said.
        await using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        var saying = new Lock();

        await new Workload(store, round, Say).Run(CancellationToken.None);
        return 1;

        void Say(string answered)
        {
            lock (saying)
                output.Write(Encoding.ASCII.GetBytes(answered + "\n"));
        }
    }
}
