namespace ChatOps.Data.Tests.Faults;

/// <summary>What happened to a disk, in order.</summary>
internal abstract record Event
{
    public sealed record Written(int File, long Offset, byte[] Bytes) : Event;

    public sealed record Resized(int File, long Length) : Event;

    /// <param name="Until">The events of this file before that one survive power loss.</param>
    public sealed record Synced(int File, int Until) : Event;

    public sealed record Answered(string What) : Event;
}

/// <summary>A disk with two files that remembers everything that was done to it, so that power can be lost at any moment.</summary>
/// <param name="neverSynced">A file whose syncs do nothing.</param>
internal sealed class SimulatedDisk(int? neverSynced = null)
{
    private readonly int? neverSynced = neverSynced;
    private readonly Lock changing = new();
    private readonly List<Event> events = [];
    private readonly MemoryFile[] files = [new(), new()];

    public IReadOnlyList<Event> Events => events;

    public int Count
    {
        get
        {
            lock (changing)
                return events.Count;
        }
    }

    public IBlockFile File(int file) => new DiskFile(this, file);

    public void Answer(string what) => Happen(new Event.Answered(what), () => { });

    private void Happen(Event what, Action change)
    {
        lock (changing)
        {
            change();
            events.Add(what);
        }
    }

    private sealed class DiskFile(SimulatedDisk disk, int file) : IBlockFile
    {
        public long Length => disk.files[file].Length;

        public long Room => long.MaxValue;

        public int Read(Span<byte> buffer, long offset) => disk.files[file].Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> buffer, long offset)
        {
            var bytes = buffer.ToArray();
            disk.Happen(new Event.Written(file, offset, bytes), () => disk.files[file].Write(bytes, offset));
        }

        public void SetLength(long length) =>
            disk.Happen(new Event.Resized(file, length), () => disk.files[file].SetLength(length));

        public void Sync()
        {
            if (file != disk.neverSynced)
                disk.Happen(new Event.Synced(file, disk.Count), () => { });
        }

        public void Dispose()
        {
        }
    }
}
