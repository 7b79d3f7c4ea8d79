using ChatOps.Documents;

namespace ChatOps.Data.Tests;

/// <summary>What is committed to the log of the embedded store, and is not in its tables yet.</summary>
public sealed class LogTests : IDisposable
{
    private readonly MemoryFile data = new();
    private readonly MemoryFile journal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        data.Dispose();
        journal.Dispose();
    }

    [Fact]
    public async Task A_crash_leaves_all_of_it()
    {
        await using var store = LiteDbStore.Open(data, journal);
        await Change(store);

        await using var after = Crashed();
        await Look(after);
    }

    [Fact]
    public async Task A_crash_leaves_what_changes_and_takes_away_what_the_tables_have()
    {
        await using (var first = LiteDbStore.Open(data, journal))
            await first.Commit(new Batch().Put(Tickets.New("1", "eve", 5)).Put(Tickets.New("gone", "eve")).Schedule(Tickets.Job("done")), Cancellation);

        await using var store = LiteDbStore.Open(data, journal);
        var lease = Assert.Single(await store.Claim(9, TimeSpan.FromMinutes(1), Tickets.Start, Cancellation));
        await store.Commit(new Batch().Delete(Tickets.Kind, "gone", 1).Delete(Tickets.Kind, "1", 1).Finish(lease), Cancellation);
        await Change(store);

        await using var after = Crashed();
        await Look(after);
    }

    [Fact]
    public async Task It_is_brought_to_the_tables_when_there_is_much_of_it()
    {
        await using var store = LiteDbStore.Open(data, journal);

        for (var i = 0; i < 40; i++)
            await store.Commit(new Batch().Put(Tickets.New($"t{i}") with { Title = $"printer {i} {new string('x', 100_000)}" }).Note(Tickets.Fact($"t{i}")), Cancellation);

        await using var after = Crashed();

        foreach (var either in (LiteDbStore[])[store, after])
        {
            Assert.Equal(40, await either.Count(Tickets.Open.Where("ann"), Cancellation));
            Assert.Equal(40, (await either.Search(Tickets.Kind, "printer", take: 1, cancellation: Cancellation)).Total);
            Assert.Equal(40, (await either.Facts(new FactQuery.OfActor("ann", Tickets.Start, Tickets.Start.AddDays(1)), Cancellation)).Items.Count);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_file_from_before_the_orders_of_its_rows_were_kept_gets_them(int format)
    {
        await using (var store = LiteDbStore.Open(data, journal))
            await Change(store);

        using (var file = LiteDbFile.Open(data, journal, "in memory", null))
        {
            ForgetOrders(file);
            file.Tables.Format = format;
        }

        await using (var after = LiteDbStore.Open(data, journal))
        {
            Assert.Equal(1, (await after.Vitals(Tickets.Start, Cancellation)).Due);
            Assert.Equal(2, (await after.Facts(new FactQuery.Behind(0), Cancellation)).Items.Count);
            Assert.Equal(2, (await after.Facts(new FactQuery.OfActor("ann", Tickets.Start, Tickets.Start.AddDays(1)), Cancellation)).Items.Count);
            Assert.Equal(new Outcome.Conflict("ticket", "1"), await after.Commit(new Batch().Put(Tickets.New("1")), Cancellation));
            await Look(after);
            await after.Commit(new Batch().Note(Tickets.Fact("1", "again")), Cancellation);
            Assert.True((await new Verification(after).Run(cancellation: Cancellation)).IsSound);
            await after.Forget(Tickets.Start.AddDays(1), Cancellation);
        }

        await using var forgotten = Crashed();
        Assert.IsType<Outcome.Committed>(await forgotten.Commit(new Batch().Once("event", Tickets.Start), Cancellation));
    }

    // As earlier versions left it, with the rest of a try that was cut off: the entries are those of documents alone.
    private static void ForgetOrders(LiteDbFile file)
    {
        var table = new EntryTable(file.Tables, new(1 << 20));
        file.Tables.Begin();
        table.Change([.. table.Within(Places.Low, Places.High)], [Places.Of(Tables.Jobs, "due", Places.Of(0) + Key.Of("done since").Text)]);
        table.Save();
        file.Tables.Commit(settles: true);
        file.Tables.Publish();
        file.Tables.Checkpoint();
    }

    private LiteDbStore Crashed() => LiteDbStore.Open(new MemoryFile(data.Bytes), new MemoryFile(journal.Bytes));

    private static async Task Change(LiteDbStore store)
    {
        Assert.Equal(1, await store.NextNumber("INC", Cancellation));
        await store.Commit(new Batch().Put(Tickets.New("1", "ann", 3)).Put(Tickets.New("2", "bob")).Note(Tickets.Fact("1")).Once("event", Tickets.Start, "reply"), Cancellation);
        await store.Commit(new Batch().Put(Tickets.New("1", "bob", 1), 1).Delete(Tickets.Kind, "2", 1).Note(Tickets.Fact("1", "changed")), Cancellation);
        await store.Commit(new Batch().Schedule(Tickets.Job("a", 0, "lane")).Schedule(Tickets.Job("b", 0, "lane")), Cancellation);
        await store.Commit(new Batch().Finish(Assert.Single(await store.Claim(9, TimeSpan.FromMinutes(1), Tickets.Start, Cancellation))), Cancellation);
    }

    private static async Task Look(LiteDbStore store)
    {
        Assert.Equal("1", Assert.Single((await store.Find(Tickets.Open.Where("bob"), Cancellation)).Items).Id);
        Assert.Equal(0, await store.Count(Tickets.Open.Where("ann"), Cancellation));
        Assert.Equal(0, await store.Count(Tickets.Open.Where("eve"), Cancellation));
        Assert.Equal("1", Assert.Single((await store.Search(Tickets.Kind, "printer", cancellation: Cancellation)).Items).Id);
        Assert.Equal(["created", "changed"], (await store.Trail("1", 9, Cancellation)).Select(fact => fact.What));
        Assert.Equal(new Outcome.Duplicate("reply"), await store.Commit(new Batch().Once("event", Tickets.Start), Cancellation));
        Assert.Equal("b", Assert.Single(await store.Claim(9, TimeSpan.FromMinutes(1), Tickets.Start, Cancellation)).Job.Id);
        Assert.Equal(2, await store.NextNumber("INC", Cancellation));
    }
}
