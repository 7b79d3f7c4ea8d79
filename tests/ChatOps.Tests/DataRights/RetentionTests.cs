using System.Text;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.DataRights;

/// <summary>What was kept long enough goes, unless the law says that it stays.</summary>
public sealed class RetentionTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Nothing_goes_without_a_rule()
    {
        await Closed("Kastanie");
        await desk.Bot.Pass(TimeSpan.FromDays(4000));
        await Nightly();
        Assert.NotNull(await desk.Ticket());
        Assert.Contains("every ticket is kept for good", (await desk.Root.Says("retention preview")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_goes_with_its_words_when_its_time_is_over()
    {
        await Closed("Kastanie");
        await desk.Ada.Says("ticket new Holunder");
        await Rule();
        Assert.Equal(["0", "0"], (await desk.Root.Says("retention preview")).Rows()[0].Cells.TakeLast(2).Select(cell => cell.ToString()));
        await desk.Bot.Pass(TimeSpan.FromDays(70));
        Assert.Equal(["1", "0"], (await desk.Root.Says("retention preview")).Rows()[0].Cells.TakeLast(2).Select(cell => cell.ToString()));

        await Nightly();

        var left = await Exported();
        Assert.DoesNotContain("kastanie", left, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("quitte", left, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Holunder", left, StringComparison.Ordinal);
        Assert.True((await desk.Ada.Says("ticket view INC-1")).IsRefusal);
        Assert.Contains(await desk.Bot.Store.Trail("ticket:INC-1", 99, Cancellation), fact => fact is { What: "retention run", Actor: "clock" });
        Assert.True((await new Verification(desk.Bot.Store).Run(cancellation: Cancellation)).IsSound);
    }

    [Fact]
    public async Task What_is_under_legal_hold_stays_whatever_is_erased()
    {
        await Closed("Kastanie");
        await desk.Root.Says("legal hold INC-1 Court");
        await Rule();
        await desk.Bot.Pass(TimeSpan.FromDays(70));
        await Nightly();
        Assert.Equal("Kastanie", (await desk.Ticket()).Title);

        var refused = await desk.Root.Says("privacy erase ada confirm:Ada");
        Assert.Equal("INC-1 is under legal hold, so Ada cannot be erased. Release it first.", refused.Line());

        await desk.Root.Says("legal release INC-1");
        await desk.Bot.Pass(TimeSpan.FromDays(1));
        await Nightly();
        Assert.DoesNotContain("Kastanie", await Exported(), StringComparison.Ordinal);
    }

    private async Task Closed(string title)
    {
        await desk.Ada.Says($"ticket new {title}");
        await desk.Ada.Says("ticket reply INC-1 Quitte");
        await desk.Grace.Says("ticket resolve INC-1 code:fixed Done");
        await desk.Ada.Says("ticket close INC-1");
    }

    private async Task Rule()
    {
        await desk.Root.Says("retention edit type:incident queue:service-desk months:2");
        await desk.Root.Says("yes");
    }

    private async Task Nightly()
    {
        await desk.Bot.Bot.Do("system", "start", turn =>
        {
            turn.Schedule($"retention:{turn.Now.Ticks}", turn.Now, Invocation.Of("retention run"));
            return Task.FromResult(true);
        }, Cancellation);
        await desk.Bot.Settle();
    }

    private async Task<string> Exported()
    {
        using var file = new MemoryStream();
        await desk.Bot.Store.Export(file, Cancellation);
        return Encoding.UTF8.GetString(file.ToArray());
    }
}
