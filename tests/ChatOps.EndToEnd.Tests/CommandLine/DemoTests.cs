using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatOps.EndToEnd.Tests.CommandLine;

public sealed partial class DemoTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_company_is_there_once_and_its_past_is_told_to_nobody()
    {
        var demo = await Chatops.Run(folder, "", "demo");

        Assert.Equal((0, ""), (demo.Code, demo.Error));
        Assert.Matches("27 people, 4 queues, [0-9]+ assets, 2 projects and 200 tickets are in .* \\([0-9.]+ s\\)\\.", demo.Output);
        Assert.DoesNotContain("Refused", demo.Output, StringComparison.Ordinal);

        Assert.EndsWith("already.\n", (await Chatops.Run(folder, "", "demo")).Output, StringComparison.Ordinal);

        var open = await Chatops.Run(folder, "ticket list\nticket list assignee:none\nticket list status:closed\n", "chat", "--as", "grace");
        Assert.InRange(int.Parse(Total().Match(open.Output).Groups["n"].Value, CultureInfo.InvariantCulture), 11, 100);

        // Her notices of two months would be printed here.
        Assert.Equal("", (await Chatops.Run(folder, "", "chat", "--as", "yuki")).Output);
    }

    [Fact]
    public async Task Beside_a_server_it_says_to_stop_that_first()
    {
        await using var server = await Chatops.Serve(folder);

        var demo = await Chatops.Run(folder, "", "demo");

        Assert.Equal(1, demo.Code);
        Assert.Contains($"belongs to the server that already runs at {server.Address}", demo.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_memory_it_would_be_forgotten() =>
        Assert.Contains("Use LiteDb for it.", (await Chatops.Run(folder, "", "demo", "--Data:Engine", "InMemory")).Error, StringComparison.Ordinal);

    [GeneratedRegex("of (?<n>[0-9]+) tickets")]
    private static partial Regex Total();
}
