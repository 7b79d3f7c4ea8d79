using System.Net;
using System.Net.Sockets;
using ChatOps.Tests.Adapters.Web.SigningIn;

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
        Assert.All(["Settings", "Data folder", "Database", "Disk", "Server", "Sign-in", "Model", "Port", "Node"], what => Assert.Contains(what, ended.Output, StringComparison.Ordinal));
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
    public async Task The_provider_at_which_people_sign_in_is_asked_who_it_is()
    {
        await using var provider = await IdentityProvider.Start();
        var issuer = provider.Issuer;
        string[] settings = ["doctor", "--Urls", "http://127.0.0.1:0", "--Web:Address", "https://help.firm.de", "--Web:Oidc:ClientId", "desk", "--Web:Oidc:ClientSecret", "hush", "--Web:Oidc:Authority"];

        var right = await Chatops.Run(folder, "", [.. settings, issuer.ToString()]);
        var other = await Chatops.Run(folder, "", [.. settings, new UriBuilder(issuer) { Host = "localhost" }.Uri.ToString()]);
        await provider.DisposeAsync();
        var away = await Chatops.Run(folder, "", [.. settings, issuer.ToString()]);

        Assert.Contains("OK  Sign-in", right.Output, StringComparison.Ordinal);
        Assert.All([other, away], ended => Assert.Contains("FAIL  Sign-in", ended.Output, StringComparison.Ordinal));
        Assert.All([right, other, away], ended => Assert.DoesNotContain("hush", ended.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_setting_is_the_first_thing_it_says()
    {
        var ended = await Chatops.Run(folder, "", "doctor", "--Data:Engine", "x");

        Assert.Equal(1, ended.Code);
        Assert.Contains("FAIL  Settings", ended.Output, StringComparison.Ordinal);
    }
}
