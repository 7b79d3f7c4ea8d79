using ChatOps.Documents;

namespace ChatOps.Data.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_filter_is_asked_before_the_page_is_taken()
    {
        await Many(200);
        var query = Tickets.Open.Where("ann") with { Take = 3, Filter = ticket => ticket.Count % 50 == 49 };

        var page = await Store.Find(query, Cancellation);
        Assert.Equal(["t049", "t099", "t149"], page.Items.Select(stored => stored.Id));

        var next = await Store.Find(query with { After = page.Next }, Cancellation);
        Assert.Equal(["t199"], next.Items.Select(stored => stored.Id));
        Assert.Null(next.Next);
        Assert.Equal(4, await Store.Count(query, Cancellation));
    }

    [Fact]
    public async Task A_full_last_page_says_that_it_is_the_last()
    {
        await Many(6);
        Assert.Null((await Store.Find(Tickets.Open.Where("ann") with { Take = 6 }, Cancellation)).Next);
        Assert.NotNull((await Store.Find(Tickets.Open.Where("ann") with { Take = 5 }, Cancellation)).Next);
    }

    [Fact]
    public async Task A_document_with_several_entries_in_a_range_is_shown_and_counted_once()
    {
        await Committed(new Batch().Put(Tickets.New("1", labels: ["a", "b", "c"])).Put(Tickets.New("2", labels: ["b", "d"])));

        Assert.Equal(["1", "2"], await Found(Tickets.ByLabel.Where()));
        Assert.Equal(["2", "1"], await Found(Tickets.ByLabel.Where() with { Descending = true }));
        Assert.Equal(2, await Store.Count(Tickets.ByLabel.Where(), Cancellation));
        Assert.Equal(2, await Store.Count(Tickets.ByLabel.Where() with { Filter = _ => true }, Cancellation));

        var first = await Store.Find(Tickets.ByLabel.Where() with { Take = 1 }, Cancellation);
        Assert.Equal(["2"], await Found(Tickets.ByLabel.Where() with { After = first.Next }));
    }

    [Fact]
    public async Task A_page_mark_from_elsewhere_does_not_leave_the_range()
    {
        await Committed(new Batch().Put(Tickets.New("1", "ann")).Put(Tickets.New("2", "bob")).Put(Tickets.New("3", "cat")));

        Assert.Equal(["2"], await Found(Tickets.Open.Where("bob") with { After = "" }));
        Assert.Equal(["2"], await Found(Tickets.Open.Where("bob") with { After = "zzz", Descending = true }));
        Assert.Empty(await Found(Tickets.Open.Where("bob") with { After = "zzz" }));
    }

    [Fact]
    public async Task Search_finds_documents_with_every_word_the_last_may_be_a_start()
    {
        await Committed(new Batch()
            .Put(Tickets.New("1") with { Title = "VPN drops on Wi-Fi in MÜNCHEN" })
            .Put(Tickets.New("2") with { Title = "VPN client crash: vpnui.exe", Count = 1 })
            .Put(Tickets.New("3") with { Title = "Printer's toner" }));

        await Finds("vpn", "2", "1");
        await Finds("VPN dro", "1");
        await Finds("toner printer", "3");
        await Finds("munchen", "1");
        await Finds("crash vpnu", "2");
        await Finds("vpnu crash");
        await Finds("vpn toner");
        await Finds("'; drop table doc; --");
        await Finds("!!");
        await Finds("");
        await Finds("cut \uD83D");
    }

    [Fact]
    public async Task Several_reads_at_once_give_what_each_would()
    {
        await Committed(new Batch().Put(Tickets.New("1", "bob")).Put(Tickets.New("2")).Put(Tickets.New("3")));
        var one = new WantedDocument<Ticket>(Tickets.Kind, "1");
        var none = new WantedDocument<Ticket>(Tickets.Kind, "no such");
        var cut = new WantedDocument<Ticket>(Tickets.Kind, "1\0");
        var (some, all) = (new WantedPage<Ticket>(Tickets.Open, 2), new WantedPage<Ticket>(Tickets.Open, 9));

        await Store.Read([some, one, none, cut, all], Cancellation);
        await Store.Read([], Cancellation);

        Assert.Equal(("1", 1L, "bob"), (one.Found!.Id, one.Found.Version, one.Found.Body.Assignee));
        Assert.Null(none.Found);
        Assert.Null(cut.Found);
        Assert.Equal(["2", "3"], some.Found.Items.Select(item => item.Id));
        Assert.NotNull(some.Found.Next);
        Assert.Equal(["2", "3", "1"], all.Found.Items.Select(item => item.Id));
        Assert.Null(all.Found.Next);
    }

    [Fact]
    public async Task Search_forgets_the_words_a_document_no_longer_has()
    {
        await Committed(new Batch().Put(Tickets.New("1") with { Title = "printer jam" }));
        await Committed(new Batch().Put(Tickets.New("1") with { Title = "printer toner" }, 1));

        await Finds("jam");
        await Finds("toner", "1");
        await Finds("printer", "1");
    }

    [Fact]
    public async Task Search_counts_everything_that_passes_the_filter_and_shows_the_highest_rank()
    {
        await Many(60);

        var hits = await Store.Search(Tickets.Kind, "printer", ticket => ticket.Count % 2 == 0, 3, Cancellation);

        Assert.Equal(30, hits.Total);
        Assert.Equal(["t058", "t056", "t054"], hits.Items.Select(stored => stored.Id));
    }

    private async Task Many(int count)
    {
        var batch = new Batch();

        for (var i = 0; i < count; i++)
            batch.Put(Tickets.New($"t{i:000}", due: i) with { Count = i });

        await Committed(batch);
    }

    private async Task Finds(string words, params string[] ids)
    {
        var hits = await Store.Search(Tickets.Kind, words, cancellation: Cancellation);
        Assert.Equal(ids, hits.Items.Select(stored => stored.Id));
        Assert.Equal(ids.Length, hits.Total);
    }
}
