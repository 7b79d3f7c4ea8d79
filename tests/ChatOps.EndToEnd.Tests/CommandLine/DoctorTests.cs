using System.Net;
using System.Net.Sockets;

namespace ChatOps.EndToEnd.Tests.CommandLine;

public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Before_the_first_start_nothing_is_wrong()
    {
        var ended = await Chatops.Run(folder, "", "doctor", "--Urls", "http://127.0.0.1:0");

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.All(["Settings", "Data folder", "Database", "Disk", "Server", "Port", "Node"], what => Assert.Contains(what, ended.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("FAIL", ended.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "chatops-data")));
    }

    [Fact]
    public async Task A_running_server_is_seen_and_not_disturbed()
    {
        await using var server = await Chatops.Serve(folder);

        var ended = await Chatops.Run(folder, "", "doctor");

        Assert.Equal(0, ended.Code);
        Assert.Contains($"runs at {server.Address}", ended.Output, StringComparison.Ordinal);
        Assert.Contains("open in the server", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_fails_with_what_to_do()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        Directory.CreateDirectory(Path.Combine(folder.Path, "chatops-data"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "chatops-data", "chatops.db"), new string('x', 100_000), TestContext.Current.CancellationToken);

        var ended = await Chatops.Run(folder, "", "doctor", "--Urls", $"http://127.0.0.1:{((IPEndPoint)busy.LocalEndpoint).Port}");

        Assert.Equal((1, ""), (ended.Code, ended.Error));
        Assert.Contains("FAIL  Database", ended.Output, StringComparison.Ordinal);
        Assert.Contains("FAIL  Port", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_is_the_first_thing_it_says()
    {
        var ended = await Chatops.Run(folder, "", "doctor", "--Data:Engine", "x");

        Assert.Equal(1, ended.Code);
        Assert.Contains("FAIL  Settings", ended.Output, StringComparison.Ordinal);
    }
}
