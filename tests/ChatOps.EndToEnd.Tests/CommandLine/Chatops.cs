using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ChatOps.EndToEnd.Tests.CommandLine;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record Ended(int Code, string Output, string Error);

/// <summary>The real program, as it was built, in a folder of its own.</summary>
internal sealed class Chatops : IAsyncDisposable
{
    /// <summary>A busy machine is slow; what hangs must end some time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // Beside the tests' own folder, in the same configuration.
    private static readonly string Built = Path.Combine(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar), "..", "..", "ChatOps");

    private readonly Process process;
    private readonly BlockingCollection<string> lines = [];
    private readonly Task<string> error;

    private Chatops(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => lines.Add(line.Data ?? "\0");
        process.BeginOutputReadLine();
        error = process.StandardError.ReadToEndAsync();
    }

    public int Pid => process.Id;

    public StreamWriter Input => process.StandardInput;

    /// <summary>The address of a server that has said that it is there.</summary>
    public string Address { get; private set; } = "";

    private static string Executable => Path.Combine(Built, Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), OperatingSystem.IsWindows() ? "chatops.exe" : "chatops");

    /// <summary>Starts a server at a free port, and waits until it says that it is there.</summary>
    public static async Task<Chatops> Serve(TemporaryFolder folder, params string[] arguments)
    {
        var server = Start(folder, ["--Urls", "http://127.0.0.1:0", .. arguments]);
        server.Address = (await server.Line("ChatOps is at "))["ChatOps is at ".Length..];
        await server.Line("Try: ");
        return server;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Ended> Run(TemporaryFolder folder, string input, params string[] arguments)
    {
        await using var chatops = Start(folder, arguments);
        await chatops.Input.WriteAsync(input);
        return await chatops.End();
    }

    /// <summary>Runs a command to its end, for somebody whose machine speaks another language.</summary>
    public static async Task<Ended> RunIn(string locale, TemporaryFolder folder, params string[] arguments)
    {
        await using var chatops = Start(folder, arguments, locale);
        return await chatops.End();
    }

    public static Chatops Start(TemporaryFolder folder, params string[] arguments) => Start(folder, arguments, "C.UTF-8");

    private static Chatops Start(TemporaryFolder folder, string[] arguments, string locale)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach (var name in start.Environment.Keys.Where(name => name.Contains("__", StringComparison.Ordinal) || name is "Urls" or "URLS").ToArray())
            start.Environment.Remove(name);

        start.Environment["LC_ALL"] = locale;
        return new(Process.Start(start)!);
    }

    /// <summary>The next line that starts so.</summary>
    public async Task<string> Line(string start)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);

        return await Task.Run(
            async () =>
            {
                while (true)
                {
                    var line = lines.Take(patience.Token);

                    if (line is "\0")
                        throw new InvalidOperationException($"chatops ended before it said \"{start}\": {await error}");

                    if (line.StartsWith(start, StringComparison.Ordinal))
                        return line;
                }
            },
            patience.Token);
    }

    /// <summary>Closes its input and waits for the end.</summary>
    public async Task<Ended> End()
    {
        process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await process.WaitForExitAsync(patience.Token);
        process.WaitForExit();
        return new(process.ExitCode, string.Concat(lines.Where(line => line is not "\0").Select(line => $"{line}\n")), await error);
    }

    /// <summary>As a service manager or Ctrl+C stops it.</summary>
    public async Task<Ended> Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await End();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);

        await process.WaitForExitAsync();
        process.Dispose();
        lines.Dispose();
    }
}

/// <summary>A folder whose name has a space in it, for as long as a test runs.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chatops test ");

    public string Path => folder.FullName;

    public string ServerFile => System.IO.Path.Combine(Path, "chatops-data", "server.json");

    public JsonElement Server => JsonDocument.Parse(File.ReadAllText(ServerFile)).RootElement;

    public void Dispose() => folder.Delete(recursive: true);
}
