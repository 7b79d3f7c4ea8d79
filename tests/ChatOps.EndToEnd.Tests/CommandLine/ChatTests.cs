namespace ChatOps.EndToEnd.Tests.CommandLine;

public sealed class ChatTests : IDisposable
{
    private const string Lines = "ticket new title:\"VPN is down\" impact:high urgency:high\nticket list\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_pipe_works_without_a_server_and_what_it_did_is_kept()
    {
        var ended = await Chatops.Run(folder, Lines, "chat", "--as", "ada");

        Assert.Equal(0, ended.Code);
        Assert.StartsWith("INC-1 is received.", ended.Output, StringComparison.Ordinal);
        Assert.Contains("INC-1", (await Chatops.Run(folder, "ticket list\n", "chat", "--as", "grace")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_works_beside_a_server_on_the_same_folder()
    {
        await using var server = await Chatops.Serve(folder);

        var ended = await Chatops.Run(folder, Lines, "chat", "--as", "ada");

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.StartsWith("INC-1 is received.", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_server_left_is_no_obstacle()
    {
        await using (var server = await Chatops.Serve(folder))
        {
            Assert.Equal(0, (await Chatops.Run(folder, Lines, "chat", "--as", "ada")).Code);
            await server.Signal("KILL");
        }

        Assert.True(File.Exists(folder.ServerFile));
        Assert.Contains("INC-1", (await Chatops.Run(folder, "ticket list\n", "chat", "--as", "ada")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_line_is_an_exit_code_and_the_others_are_done()
    {
        var ended = await Chatops.Run(folder, "ticket view INC-9\nticket new\nticket list\n", "chat", "--as", "ada");

        Assert.Equal((1, ""), (ended.Code, ended.Error));
        Assert.Contains("\"ticket new\" also needs title:….", ended.Output, StringComparison.Ordinal);
        Assert.Contains("Your tickets", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_unknown_is_told_whom_to_try_beside_a_server_too()
    {
        const string Sentence = "chatops: I know nobody called \"zoe\". Try --as ada, grace, pam or ruth.\n";
        Assert.Equal(new(1, "", Sentence), await Chatops.Run(folder, "help\n", "chat", "--as", "zoe"));

        await using var server = await Chatops.Serve(folder);
        Assert.Equal(new(1, "", Sentence), await Chatops.Run(folder, "help\n", "chat", "--as", "zoe"));
    }

    [Fact]
    public async Task A_notice_is_printed_while_somebody_chats()
    {
        await using var server = await Chatops.Serve(folder);
        Assert.Equal(0, (await Chatops.Run(folder, Lines, "chat", "--as", "ada")).Code);
        await using var ada = Chatops.Start(folder, "chat", "--as", "ada");
        await ada.Input.WriteLineAsync("ticket list");
        await ada.Line("Your tickets");

        Assert.Equal(0, (await Chatops.Run(folder, "ticket assign INC-1 to:me\n", "chat", "--as", "grace")).Code);

        await ada.Line("Grace Harper takes care of INC-1.");
        Assert.Equal(0, (await ada.End()).Code);
    }

    [Fact]
    public async Task A_chat_whose_server_goes_away_ends_with_a_sentence()
    {
        await using var server = await Chatops.Serve(folder);
        await using var ada = Chatops.Start(folder, "chat", "--as", "ada");
        await ada.Input.WriteLineAsync("ticket list");
        await ada.Line("Your tickets");

        await server.Signal("TERM");
        var ended = await ada.End();

        Assert.Equal(1, ended.Code);
        Assert.Equal($"chatops: The server at {server.Address}/ no longer answers. Start it again, or this command: it then works without one.\n", ended.Error);
    }
}
