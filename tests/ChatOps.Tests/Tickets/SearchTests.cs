using ChatOps.Cards;

namespace ChatOps.Tests.Tickets;

/// <summary>Finding a ticket by what stands on it.</summary>
public sealed class SearchTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_word_in_a_reply_or_the_name_of_a_file_finds_the_ticket()
    {
        await desk.Claimed();
        await desk.Bo.Says("ticket new Something else");
        await desk.Grace.Says("ticket reply INC-1 Is it the Fanfold one in München?");
        await desk.Ada.Says("ticket attach INC-1", await desk.Ada.Uploads("smoke-signals.txt", "x"u8.ToArray()));
        await desk.Ada.Says("ticket reply INC-1 Look", await desk.Ada.Uploads("ashes.txt", "y"u8.ToArray()));

        foreach (var reader in (TestBot.Actor[])[desk.Ada, desk.Grace])
            Assert.All(await Found(reader, "fanfold", "MUNCHEN", "münchen", "fanf", "smoke", "signals", "ashes", "printer fanfold"), found => Assert.Equal("INC-1", found));

        Assert.All(await Found(desk.Bo, "fanfold", "smoke"), Assert.Empty);
    }

    [Fact]
    public async Task A_note_finds_the_ticket_for_those_who_see_notes_alone()
    {
        await desk.Claimed();
        await desk.Grace.Says("ticket note INC-1 Zwetschge", await desk.Grace.Uploads("invoice.txt", "x"u8.ToArray()));

        Assert.All(await Found(desk.Ruth, "zwetschge", "invoice"), found => Assert.Equal("INC-1", found));
        Assert.All(await Found(desk.Ada, "zwetschge", "invoice"), Assert.Empty);

        await desk.Ruth.Says("ticket update INC-1 queue:hr");
        Assert.All(await Found(desk.Ruth, "zwetschge", "printer"), Assert.Empty);
        Assert.All(await Found(desk.Holly, "zwetschge", "printer"), found => Assert.Equal("INC-1", found));
    }

    [Fact]
    public async Task What_was_taken_back_or_merged_finds_what_it_stands_on()
    {
        await desk.Claimed();
        await desk.Bo.Says("ticket new Smoke");
        var reply = await desk.Grace.Says("ticket reply INC-1 Zwetschge");
        await desk.Grace.Presses(reply, "Undo");
        var note = await desk.Grace.Says("ticket note INC-1 Mirabelle");
        await desk.Grace.Presses(note, "Undo");
        Assert.All(await Found(desk.Grace, "zwetschge", "mirabelle"), Assert.Empty);

        await desk.Grace.Says("ticket note INC-2 Reineclaude");
        await desk.Grace.Says("ticket reply INC-2 Pflaume");
        await desk.Grace.Says("ticket merge INC-2 INC-1");
        Assert.Equal("INC-1", Assert.Single(await Found(desk.Grace, "reineclaude")));
        Assert.Equal("INC-1 INC-2", Assert.Single(await Found(desk.Grace, "pflaume")));
    }

    [Fact]
    public async Task Half_a_number_finds_the_whole_ones_and_the_exact_one_comes_first()
    {
        await desk.Ada.Says("ticket new First");

        for (var i = 2; i < 104; i++)
            await desk.Bot.Store.NextNumber("INC", TestContext.Current.CancellationToken);

        await desk.Ada.Says("ticket new A hundred and four");

        for (var i = 105; i < 1042; i++)
            await desk.Bot.Store.NextNumber("INC", TestContext.Current.CancellationToken);

        await desk.Ada.Says("ticket new A thousand");
        Assert.Equal(["INC-104 INC-1042", "INC-1042", "INC-104"], await Found(desk.Grace, "104", "1042", "INC-104"));
    }

    [Fact]
    public async Task The_open_ones_come_first_and_the_total_is_that_of_the_reader()
    {
        for (var i = 1; i <= 12; i++)
        {
            await desk.Ada.Says($"ticket new Printer {i}");
            await desk.Bot.Pass(TimeSpan.FromMinutes(1));
        }

        await desk.Bo.Says("ticket new A thing");
        await desk.Grace.Says("ticket note INC-13 Looks like a printer");
        await desk.Grace.Says("ticket resolve INC-12 code:fixed x");
        await desk.Ada.Says("ticket close INC-12");

        var first = await desk.Grace.Says("find printer");
        var second = await desk.Grace.Presses(first, "Next page");
        Assert.Equal("1 to 10 of 13 tickets.", first.Message.Card!.Body.OfType<Block.Text>().Single().Words.ToString());
        Assert.Equal("INC-13", first.Numbers()[0]);
        Assert.Equal(["INC-2", "INC-1", "INC-12"], second.Numbers());
        Assert.Equal("1 to 10 of 12 tickets.", (await desk.Ada.Says("find printer")).Message.Card!.Body.OfType<Block.Text>().Single().Words.ToString());
        Assert.Equal("None.", (await desk.Bo.Says("find printer")).Message.Card!.Body.OfType<Block.Text>().Single().Words.ToString());
    }

    [Fact]
    public async Task Days_bound_what_is_found()
    {
        foreach (var title in (string[])["Monday", "Tuesday", "Wednesday"])
        {
            await desk.Ada.Says($"ticket new Printer of {title}");
            await desk.Bot.Pass(TimeSpan.FromDays(1));
        }

        await desk.Ada.Says("ticket cancel INC-2");
        await desk.Ada.Says("yes");

        Assert.Equal(["INC-3"], (await desk.Grace.Says("ticket list since:2026-09-08")).Numbers());
        Assert.Equal(["INC-3", "INC-2"], (await desk.Grace.Says("ticket list since:2026-09-08 closed:yes")).Numbers());
        Assert.Equal(["INC-2", "INC-1"], (await desk.Ada.Says("ticket list until:2026-09-08 closed:yes")).Numbers());
        Assert.Equal(["INC-3"], (await desk.Ada.Says("ticket list since:yesterday")).Numbers());
        Assert.Equal(["INC-1", "INC-2"], (await desk.Grace.Says("ticket list until:2026-09-08 text:printer")).Numbers());
        Assert.Empty((await desk.Grace.Says("ticket list since:2026-09-08 until:2026-09-08")).Numbers());
        Assert.Equal(["INC-3", "INC-1"], (await desk.Grace.Says("ticket list since:0001-01-01 until:9999-12-31")).Numbers());
    }

    private static async Task<string[]> Found(TestBot.Actor reader, params string[] texts)
    {
        var found = new List<string>();

        foreach (var text in texts)
            found.Add(string.Join(' ', (await reader.Says($"find {text}")).Numbers()));

        return [.. found];
    }
}
