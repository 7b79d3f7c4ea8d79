using System.Net;
using System.Text.Json;

namespace ChatOps.EndToEnd.Tests.CommandLine;

/// <summary>What whoever runs the program sees of it.</summary>
public sealed class ObservingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_started_server_is_ready_and_has_figures_for_who_knows_the_token()
    {
        await using var server = await Chatops.Serve(folder, "--Metrics:Token", "a-token-of-some-length");
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { BaseAddress = new(server.Address) };

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Cancellation)).StatusCode);
        Assert.Contains("\"status\":\"ready\"", await client.GetStringAsync("/health/ready", Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/metrics", Cancellation)).StatusCode);

        client.DefaultRequestHeaders.Authorization = new("Bearer", "a-token-of-some-length");
        Assert.Contains("chatops_outbox_depth", await client.GetStringAsync("/metrics", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_is_the_same_beside_a_server_and_without_one()
    {
        var alone = await Chatops.Run(folder, "", "admin", "status");
        await using var server = await Chatops.Serve(folder);
        var beside = await Chatops.Run(folder, "", "admin", "status");

        foreach (var ended in (Ended[])[alone, beside])
        {
            Assert.Equal((0, ""), (ended.Code, ended.Error));
            Assert.DoesNotContain("days", ended.Output, StringComparison.Ordinal);
            Assert.All(["All is well", "LiteDB", "terminal", "web", "never"], words => Assert.Contains(words, ended.Output, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Logs_for_machines_are_one_object_a_line_and_name_commands_but_no_words()
    {
        await using var server = await Chatops.Serve(folder, "--Logging:Format", "Json");
        await Chatops.Run(folder, "ticket new The scanner hums\n", "chat", "--as", "ada");

        var lines = (await server.Signal("TERM")).Error.TrimEnd().Split('\n');

        Assert.All(lines, line => Assert.True(JsonElement.Parse(line).TryGetProperty("Timestamp", out _)));
        Assert.Contains(lines, line => line.Contains("ticket new", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("scanner", StringComparison.Ordinal));
    }
}
