using System.Text;
using ChatOps.Documents;

namespace ChatOps.Data.Tests;

public abstract partial class StoreContract
{
    private static readonly Kind<Ticket> Newer = new(
        "ticket",
        TicketJson.Default.Ticket,
        ticket => ticket.Id,
        2,
        (json, _) =>
        {
            json["status"] = "reopened";
            return json;
        });

    private static readonly Index<Ticket> ByStatus = Newer.Index("status", ticket => Key.Of(ticket.Status));

    public static TheoryData<string> Others => [.. Stores.All.Keys];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task An_export_moves_everything_to_another_store_and_back(string kindOfStore)
    {
        await FillForExport();
        await using var other = await Stores.All[kindOfStore]();
        await Move(Store, other);
        await HoldsTheExport(other);

        await using var back = await Fresh();
        await Move(other, back);
        await HoldsTheExport(back);
        Assert.Equal(await Lines(other), await Lines(back));
    }

    [Fact]
    public async Task What_is_no_export_is_refused()
    {
        await Refuses("SELECT 1", "Line 1 is not part of an export");
        await Refuses("""{"row":"export","format":99}""", "newer version");
        await Refuses("""{"row":"counter","series":"INC","last":7}""", "not an export of ChatOps");
        await Refuses("{\"row\":\"export\",\"format\":1}\nnonsense", "Line 2");
    }

    [Fact]
    public async Task A_document_of_an_older_form_is_upgraded_when_it_is_read_and_found_again_when_it_is_prepared()
    {
        await Store.Prepare([Tickets.Kind], Cancellation);
        await Committed(new Batch().Put(Tickets.New("1")));
        Assert.Equal("reopened", (await Store.Get(Newer, "1", Cancellation))!.Body.Status);
        Assert.Empty(await Found(ByStatus.Where("reopened")));

        await Store.Prepare([Newer], Cancellation);

        Assert.Equal(["1"], await Found(ByStatus.Where("reopened")));
        Assert.Equal(1, (await Store.Get(Newer, "1", Cancellation))!.Version);
        Assert.Equal(0, await Store.Count(Tickets.Open.Where(), Cancellation));
        await Committed(new Batch().Put(Newer, Tickets.New("1"), 1));
    }

    [Fact]
    public async Task Many_documents_are_indexed_anew()
    {
        await Many(700);
        await Store.Prepare([Newer], Cancellation);
        Assert.Equal(700, await Store.Count(ByStatus.Where("reopened"), Cancellation));
    }

    [Fact]
    public async Task A_document_of_a_newer_form_is_refused()
    {
        await Committed(new Batch().Put(Newer, Tickets.New("1"), 0));

        var refused = await Assert.ThrowsAsync<StoreException>(async () => await Store.Get(Tickets.Kind, "1", Cancellation));

        Assert.Contains("Start the newer version", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreException>(() => Store.Prepare([Tickets.Kind], Cancellation));
    }

    [Fact]
    public async Task An_import_indexed_otherwise_is_indexed_anew()
    {
        await Store.Prepare([Tickets.Kind], Cancellation);
        await Committed(new Batch().Put(Tickets.New("1")));
        await using var other = await Fresh();
        await other.Prepare([Newer], Cancellation);

        await Move(Store, other);

        Assert.Equal(1, await other.Count(ByStatus.Where("reopened"), Cancellation));
    }

    private static async Task Move(IStore from, IStore to)
    {
        using var file = new MemoryStream();
        await from.Export(file, Cancellation);
        file.Position = 0;
        await to.Import(file, Cancellation);
    }

    private static async Task<IEnumerable<string>> Lines(IStore store)
    {
        using var file = new MemoryStream();
        await store.Export(file, Cancellation);
        return Encoding.UTF8.GetString(file.ToArray()).Split('\n').Order(StringComparer.Ordinal);
    }

    private async Task FillForExport()
    {
        await Store.Prepare([Tickets.Kind], Cancellation);

        for (var i = 0; i < 30; i++)
        {
            await Committed(new Batch()
                .Put(Tickets.New("t" + i, i % 2 == 0 ? "ann" : "bob", i, "open", "l" + (i % 3)))
                .Note(Tickets.Fact("t" + i))
                .Schedule(Tickets.Job("j" + i, lane: "lane" + (i % 15)))
                .Once("e" + i, Start, "r" + i));
        }

        await Committed(new Batch().Schedule(Tickets.Job("dead", -1)));
        await Store.Bury((await Store.Claim(1, Minute, Start, Cancellation))[0], Start, "refused", Cancellation);
        await Store.NextNumber("INC", Cancellation);
        await Store.NextNumber("INC", Cancellation);
        await Committed(new Batch().Note(Tickets.Fact("last")));
    }

    private static async Task HoldsTheExport(IStore store)
    {
        Assert.Equal(15, await store.Count(Tickets.Open.Where("bob"), Cancellation));
        Assert.Equal(10, await store.Count(Tickets.ByLabel.Where("l1"), Cancellation));
        Assert.Equal("t3", Assert.Single((await store.Search(Tickets.Kind, "t3 printer", cancellation: Cancellation)).Items).Id);
        Assert.Equal("printer t7 jammed", (await store.Get(Tickets.Kind, "t7", Cancellation))!.Body.Title);
        Assert.Equal([Tickets.Fact("t3")], (await store.Trail("t3", 9, Cancellation)).Select(fact => fact with { Link = null }));
        Assert.Equal(new Outcome.Duplicate("r7"), await store.Commit(new Batch().Once("e7", Start), Cancellation));
        Assert.Equal("refused", Assert.Single(await store.Dead(cancellation: Cancellation)).Error);
        await using var copy = await Stores.All["InMemory"]();
        await Move(store, copy);
        Assert.Equal(3, await copy.NextNumber("INC", Cancellation));
        Assert.Equal(15, (await copy.Claim(99, Minute, Start, Cancellation)).Count);
    }

    private async Task Refuses(string export, string sentence)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(export));
        var refused = await Assert.ThrowsAsync<StoreException>(() => Store.Import(file, Cancellation));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }
}
