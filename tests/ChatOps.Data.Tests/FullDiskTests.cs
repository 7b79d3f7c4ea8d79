using ChatOps.Documents;

namespace ChatOps.Data.Tests;

/// <summary>A disk that fills up, and has room again later.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_answered_stays_the_rest_is_refused_and_with_room_it_goes_on()
    {
        SmallDisk disk = new(100 << 20);
        MemoryFile data = new(), journal = new();
        var store = LiteDbStore.Open(disk.With(data), disk.With(journal), checkpointPages: 1000);
        var answered = await Fill(store, 0);
        Assert.True(answered > 100, $"{answered}");

        Assert.StartsWith("The disk is full (", (await Assert.ThrowsAsync<StoreException>(() => store.Commit(Big("more"), Cancellation))).Message, StringComparison.Ordinal);
        Assert.Equal(answered, await store.Count(Tickets.Open.Where(), Cancellation));

        // Somebody makes room.
        disk.Size += 30 << 20;
        var later = await Fill(store, answered);
        Assert.True(later > answered, "It did not go on.");
        await store.DisposeAsync();

        await using var again = LiteDbStore.Open(data, journal);
        Assert.Equal(later, await again.Count(Tickets.Open.Where(), Cancellation));
        Assert.Empty(await again.DamagedPages());
    }

    private static async Task<int> Fill(LiteDbStore store, int from)
    {
        for (var i = from; ; i++)
        {
            try
            {
                await store.Commit(Big("t" + i), Cancellation);
            }
            catch (StoreException)
            {
                return i;
            }
        }
    }

    private static Batch Big(string id) => new Batch().Put(Tickets.New(id) with { Title = new string('x', 50_000) });

    private sealed class SmallDisk(long size)
    {
        private readonly List<IBlockFile> files = [];

        public long Size { get; set; } = size;

        private long Room => Size - files.Sum(file => file.Length);

        public IBlockFile With(IBlockFile file)
        {
            files.Add(file);
            return new OnDisk(file, this);
        }

        private sealed class OnDisk(IBlockFile file, SmallDisk disk) : IBlockFile
        {
            public long Length => file.Length;

            public long Room => disk.Room;

            public int Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

            public void Write(ReadOnlySpan<byte> buffer, long offset)
            {
                if (offset + buffer.Length - file.Length > disk.Room)
                    throw new IOException("no space left");

                file.Write(buffer, offset);
            }

            public void SetLength(long length) => file.SetLength(length);

            public void Sync() => file.Sync();

            public void Dispose()
            {
            }
        }
    }
}
