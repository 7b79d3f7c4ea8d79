using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChatOps.Data;

namespace ChatOps.Benchmarks;

/// <summary>A second process on the same PostgreSQL, which measures the same turns at the same time.</summary>
internal sealed class OtherProcess : IAsyncDisposable
{
    public const string Be = "be-other-process";

    private readonly Process process;

    private OtherProcess(Process process) => this.process = process;

    public static async Task<OtherProcess> Start(string connection, int size, int conversations)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "ChatOps.Benchmarks.dll"), Be, connection, size.ToString(CultureInfo.InvariantCulture), conversations.ToString(CultureInfo.InvariantCulture)];
        var other = new OtherProcess(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!);
        await other.process.StandardOutput.ReadLineAsync();
        return other;
    }

    public async Task<Figures> Measure(string what)
    {
        await process.StandardInput.WriteLineAsync(what);
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The second process has ended.");
        return JsonSerializer.Deserialize<Figures>(line)!;
    }

    /// <summary>What it does: one measurement for each line that it reads.</summary>
    public static async Task Run(string connection, int size, int conversations)
    {
        await using var desk = await Desk.Open(await PostgresStore.Open(connection));
        var turns = new DeskTurns(size, conversations);
        Console.WriteLine("ready");

        while (await Console.In.ReadLineAsync() is { } what)
            Console.WriteLine(JsonSerializer.Serialize(await turns.Measure("the other", what, [desk], isShown: false)));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
