namespace ChatOps.EndToEnd.Tests.CommandLine;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Database => Path.Combine(folder.Path, "chatops-data", "chatops.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_a_server_has_is_backed_up_beside_it_tried_and_brought_back()
    {
        await using (var server = await Chatops.Serve(folder))
        {
            await Chatops.Run(folder, "ticket new title:\"VPN is down\" impact:high urgency:high\n", "chat", "--as", "ada");
            Assert.Equal(0, (await Chatops.Run(folder, "", "backup", "a.backup")).Code);
            Assert.StartsWith("There is ", (await Chatops.Run(folder, "", "backup", "a.backup")).Error["chatops: ".Length..], StringComparison.Ordinal);
        }

        var verified = await Chatops.Run(folder, "", "backup", "verify", "a.backup");
        Assert.Equal((0, ""), (verified.Code, verified.Error));
        Assert.Contains("is good: ", verified.Output, StringComparison.Ordinal);

        Assert.Contains("nothing is overwritten", (await Chatops.Run(folder, "", "restore", "a.backup")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Chatops.Run(folder, "", "restore", "a.backup", "--Data:Folder", "other")).Code);
        Assert.Contains("VPN is down", (await Chatops.Run(folder, "ticket list\n", "chat", "--as", "ada", "--Data:Folder", "other")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_repaired()
    {
        await Chatops.Run(folder, "ticket new title:\"VPN is down\" impact:high urgency:high\n", "chat", "--as", "ada");
        var bytes = await File.ReadAllBytesAsync(Database, Cancellation);
        bytes[8192 + 4000] ^= 1;
        await File.WriteAllBytesAsync(Database, bytes, Cancellation);

        var refused = await Chatops.Run(folder, "ticket list\n", "chat", "--as", "ada");
        Assert.Equal($"chatops: The store {Database} is damaged: page 0 is not what was written there. Run chatops doctor --repair, which keeps what can be read, or restore a backup.\n", refused.Error);

        var repaired = await Chatops.Run(folder, "", "doctor", "--repair");
        Assert.Equal((0, ""), (repaired.Code, repaired.Error));
        Assert.Contains("ticket: 1 recovered", repaired.Output, StringComparison.Ordinal);
        // Its head alone says now that it was opened.
        Assert.Equal(bytes[8192..], (await File.ReadAllBytesAsync(Database + ".damaged", Cancellation))[8192..]);
        Assert.Contains("VPN is down", (await Chatops.Run(folder, "ticket list\n", "chat", "--as", "ada")).Output, StringComparison.Ordinal);
    }
}
