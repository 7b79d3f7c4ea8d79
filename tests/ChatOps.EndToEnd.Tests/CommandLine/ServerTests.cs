using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace ChatOps.EndToEnd.Tests.CommandLine;

public sealed class ServerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_says_where_it_is_and_what_to_try_and_stops_cleanly(string signal)
    {
        await using var server = await Chatops.Serve(folder);

        Assert.StartsWith("http://127.0.0.1:", server.Address, StringComparison.Ordinal);
        Assert.Equal((server.Address, server.Pid), (folder.Server.GetProperty("address").GetString(), folder.Server.GetProperty("pid").GetInt32()));

        var ended = await server.Signal(signal);
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.False(File.Exists(folder.ServerFile));
    }

    [Fact]
    public async Task The_file_that_names_the_secret_is_for_its_user_alone()
    {
        await using var server = await Chatops.Serve(folder);

        // Windows has no file modes: there the folder of the user protects it.
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.ServerFile));
    }

    [Fact]
    public async Task Without_the_secret_the_paths_of_the_command_line_are_not_there()
    {
        await using var server = await Chatops.Serve(folder);
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { BaseAddress = new(server.Address) };
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/cli/status", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/cli/hear", body, Cancellation)).StatusCode);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new string('0', 64));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/cli/status", Cancellation)).StatusCode);

        client.DefaultRequestHeaders.Authorization = new("Bearer", folder.Server.GetProperty("secret").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/cli/status", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/cli/hear", new StringContent("nonsense"), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_busy_port_is_named_with_what_to_do()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var port = ((IPEndPoint)busy.LocalEndpoint).Port;

        var ended = await Chatops.Run(folder, "", "--Urls", $"http://localhost:{port}");

        Assert.Equal((1, $"chatops: Port {port} is in use by another program. Stop that one, or listen elsewhere: --Urls http://localhost:{port + 1}.\n"), (ended.Code, ended.Error));
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_told_where_the_first_one_is()
    {
        await using var server = await Chatops.Serve(folder);

        var ended = await Chatops.Run(folder, "", "--Urls", "http://127.0.0.1:0");

        Assert.Equal(1, ended.Code);
        Assert.Contains($"belongs to the server that already runs at {server.Address} (process {server.Pid}).", Assert.Single(ended.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_database_is_named()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "chatops-data"));
        await using var locked = new FileStream(Path.Combine(folder.Path, "chatops-data", "chatops.db"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var ended = await Chatops.Run(folder, "", "--Urls", "http://127.0.0.1:0");

        Assert.Equal(1, ended.Code);
        Assert.Contains("is in use by another process", Assert.Single(ended.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_named()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "chatops-data"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "chatops-data", "chatops.db"), new string('x', 100_000), Cancellation);

        var ended = await Chatops.Run(folder, "", "--Urls", "http://127.0.0.1:0");

        Assert.Equal(1, ended.Code);
        Assert.Contains("chatops.db", Assert.Single(ended.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "file"), "", Cancellation);

        var ended = await Chatops.Run(folder, "", "--Data:Folder", "file/data");

        Assert.Equal(1, ended.Code);
        Assert.StartsWith($"chatops: Nothing can be written to the data folder {Path.Combine(folder.Path, "file", "data")}", Assert.Single(ended.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:3978")]
    [InlineData("http://[::]:3978")]
    [InlineData("http://127.0.0.1:0;http://chat.example.com:3978")]
    public async Task Other_machines_cannot_reach_a_demonstration(string urls)
    {
        var ended = await Chatops.Run(folder, "", "--Urls", urls);

        Assert.Equal(1, ended.Code);
        Assert.Contains("in the demonstration anybody may be anybody", Assert.Single(ended.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The setting Data:Engine is \"x\"; it takes LiteDb, Postgres or InMemory.", "--Data:Engine", "x")]
    [InlineData("There is no setting Data:Fodler; Data has Engine, Folder, Key and KeyFile. Correct or remove it.", "--Data:Fodler=x")]
    [InlineData("The setting Urls has no value. Write --Urls and the value behind it.", "--Urls")]
    [InlineData("Unrecognized command or argument 'dance'. \"chatops --help\" shows what there is.", "dance")]
    public async Task What_is_wrong_with_the_command_line_is_one_sentence(string sentence, params string[] arguments) =>
        Assert.Equal(new(1, "", $"chatops: {sentence}\n"), await Chatops.Run(folder, "", arguments));

    [Fact]
    public async Task Help_shows_every_command()
    {
        var help = (await Chatops.Run(folder, "", "--help")).Output;

        Assert.All(["chatops chat", "chatops demo", "chatops doctor", "--Data:Folder"], words => Assert.Contains(words, help, StringComparison.Ordinal));

        foreach (var command in (string[])["chat", "demo", "doctor", "serve"])
            Assert.Contains("\nUsage:", (await Chatops.Run(folder, "", command, "--help")).Output, StringComparison.Ordinal);
    }
}
