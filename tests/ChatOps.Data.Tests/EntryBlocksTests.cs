using ChatOps.Documents;
using CsCheck;

namespace ChatOps.Data.Tests;

/// <summary>Index entries are kept in blocks: no entry may be lost or doubled where blocks are split, emptied or read in the middle of a change.</summary>
public sealed class EntryBlocksTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_packed_comes_back() =>
        Gen.String[0, 60].Where(text => Words.WellFormed(text) == text).Array[0, 80].Sample(texts =>
        {
            List<string> entries = [.. texts.Distinct().Order(StringComparer.Ordinal)];
            Assert.Equal(entries, Block.Unpack("", null, new Block("", null, entries).Pack()).Entries);
        }, iter: 300);

    [Fact]
    public void A_split_loses_nothing_and_leaves_no_gap() =>
        Gen.String[Gen.Char['a', 'e'], 1, 40].Array[0, 2000].Sample(texts =>
        {
            List<string> entries = [.. texts.Distinct().Order(StringComparer.Ordinal)];
            var parts = new Block("", null, entries).Split().Select(part => part.Block).ToArray();

            Assert.Equal(entries, parts.SelectMany(part => part.Entries));
            Assert.Equal(["", .. parts.Skip(1).Select(part => part.Low)], parts.Select(part => part.Low));
            Assert.Equal([.. parts.Skip(1).Select(part => part.Low), null], parts.Select(part => part.High));
            Assert.All(parts, part => Assert.All(part.Entries, entry => Assert.True(part.Holds(entry))));
        }, iter: 50);

    [Fact]
    public async Task Thousands_that_come_change_and_go_are_found_as_in_a_sorted_set()
    {
        using var data = new MemoryFile();
        using var journal = new MemoryFile();
        var present = new Dictionary<string, (Ticket Ticket, long Version)>(StringComparer.Ordinal);
        var random = new Random(7);
        LiteDbStore? store = null;

        for (var round = 0; round < 40; round++)
        {
            // Often opened again, so that what is compared was on the disk.
            if (round % 8 is 0)
            {
                await (store?.DisposeAsync() ?? default);
                store = LiteDbStore.Open(data, journal);
            }

            var batch = new Batch();

            foreach (var id in Enumerable.Range(0, 400).Select(_ => $"t{random.Next(4_000)}").Distinct())
                Change(batch, id, random, round > 25, present);

            Assert.IsType<Outcome.Committed>(await store!.Commit(batch, Cancellation));

            if (round % 4 is 3)
                await Compare(store, present);
        }

        foreach (var some in present.Values.Chunk(500))
            await store!.Commit(some.Aggregate(new Batch(), (batch, one) => batch.Delete(Tickets.Kind, one.Ticket.Id, one.Version)), Cancellation);

        Assert.Empty((await store!.Find(Tickets.Open.Where(), Cancellation)).Items);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_new_document_conflicts_with_one_that_only_the_disk_knows()
    {
        using var data = new MemoryFile();
        using var journal = new MemoryFile();

        await using (var store = LiteDbStore.Open(data, journal))
            await store.Commit(new Batch().Put(Tickets.New("1", "ann")), Cancellation);

        await using var again = LiteDbStore.Open(data, journal);

        var outcomes = await Task.WhenAll(
            again.Commit(new Batch().Put(Tickets.New("2")), Cancellation),
            again.Commit(new Batch().Put(Tickets.New("3")).Put(Tickets.New("1", "eve")), Cancellation),
            again.Commit(new Batch().Put(Tickets.New("4")), Cancellation));

        Assert.Equal([new Outcome.Committed(), new Outcome.Conflict("ticket", "1"), new Outcome.Committed()], outcomes);
        Assert.Equal("ann", (await again.Get(Tickets.Kind, "1", Cancellation))!.Body.Assignee);
        Assert.Null(await again.Get(Tickets.Kind, "3", Cancellation));
        Assert.Equal(3, await again.Count(Tickets.Open.Where(), Cancellation));
    }

    private static void Change(Batch batch, string id, Random random, bool isShrinking, Dictionary<string, (Ticket Ticket, long Version)> present)
    {
        var (_, version) = present.GetValueOrDefault(id);

        if (version > 0 && (isShrinking || random.Next(3) is 0))
        {
            batch.Delete(Tickets.Kind, id, version);
            present.Remove(id);
            return;
        }

        var ticket = Tickets.New(id, $"p{random.Next(30)}", random.Next(10_000), random.Next(4) is 0 ? "closed" : "open", $"l{random.Next(5)}");
        batch.Put(ticket, version);
        present[id] = (ticket, version + 1);
    }

    private static async Task Compare(LiteDbStore store, Dictionary<string, (Ticket Ticket, long Version)> present)
    {
        var open = present.Values.Select(one => one.Ticket).Where(ticket => ticket.IsOpen)
            .OrderBy(ticket => Key.Of(ticket.Assignee, ticket.Due).Text + ticket.Id, StringComparer.Ordinal).Select(ticket => ticket.Id).ToArray();

        foreach (var descending in (bool[])[false, true])
        {
            var found = await store.Find(Tickets.Open.Where() with { Take = 10_000, Descending = descending }, Cancellation);
            Assert.Equal(descending ? open.Reverse() : open, found.Items.Select(item => item.Id));
        }

        Assert.Equal(present.Values.Count(one => one.Ticket is { IsOpen: true, Assignee: "p7" }), await store.Count(Tickets.Open.Where("p7"), Cancellation));
        Assert.Equal(present.Count, (await store.Search(Tickets.Kind, "jammed printer", take: 1, cancellation: Cancellation)).Total);
    }
}
