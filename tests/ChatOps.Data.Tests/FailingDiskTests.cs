using ChatOps.Documents;

namespace ChatOps.Data.Tests;

/// <summary>A disk that stops working while the store is open.</summary>
public sealed class FailingDiskTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("write")]
    [InlineData("sync")]
    public async Task After_a_disk_error_everything_fails_clearly_and_opening_again_finds_what_was_answered(string failing)
    {
        MemoryFile data = new(), journal = new();
        var (failingData, failingJournal) = (new FailingFile(data), new FailingFile(journal));
        var store = LiteDbStore.Open(failingData, failingJournal);

        for (var i = 0; i < 20; i++)
            await store.Commit(new Batch().Put(Tickets.New("t" + i)), Cancellation);

        failingData.Fails = failingJournal.Fails = failing;
        var waiting = Enumerable.Range(0, 50).Select(i => store.Commit(new Batch().Put(Tickets.New("u" + i)), Cancellation)).ToArray();

        foreach (var commit in waiting)
            MustBeReopened(await Assert.ThrowsAsync<StoreException>(() => commit));

        MustBeReopened(await Assert.ThrowsAsync<StoreException>(() => store.Commit(new Batch().Put(Tickets.New("v")), Cancellation)));
        MustBeReopened(await Assert.ThrowsAsync<StoreException>(async () => await store.Get(Tickets.Kind, "t1", Cancellation)));
        MustBeReopened(await Assert.ThrowsAsync<StoreException>(async () => await store.Find(Tickets.Open.Where(), Cancellation)));
        MustBeReopened(await Assert.ThrowsAsync<StoreException>(() => store.Backup("nowhere")));
        await store.DisposeAsync();

        await using var again = LiteDbStore.Open(data, journal);
        Assert.Equal(20, await again.Count(Tickets.Open.Where() with { Filter = ticket => ticket.Id[0] == 't' }, Cancellation));
        Assert.IsType<Outcome.Committed>(await again.Commit(new Batch().Put(Tickets.New("v")), Cancellation));
    }

    private static void MustBeReopened(StoreException refused) =>
        Assert.Equal(
            "The store had a disk error (no space left) and must be reopened: make room or repair the disk, then start ChatOps again.",
            refused.Message.Replace("The journal could not be written: ", "", StringComparison.Ordinal));

    private sealed class FailingFile(IBlockFile file) : IBlockFile
    {
        public string? Fails { get; set; }

        public long Length => file.Length;

        public long Room => file.Room;

        public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> buffer, long offset)
        {
            FailAt("write");
            file.Write(buffer, offset);
        }

        public void SetLength(long length) => file.SetLength(length);

        public void Sync()
        {
            FailAt("sync");
            file.Sync();
        }

        public void Dispose()
        {
        }

        private void FailAt(string what)
        {
            if (Fails == what)
                throw new IOException("no space left");
        }
    }
}
