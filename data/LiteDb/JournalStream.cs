namespace ChatOps.Data;

/// <summary>
/// LiteDB's log as a journal of checksummed frames. A frame counts only when it belongs to the present epoch and the chain
/// of checksums is unbroken up to it, so that after power loss the log ends with the last whole commit. Disposing closes
/// nothing: LiteDB's readers do that to a stream they share.
/// </summary>
internal sealed class JournalStream : Stream
{
    private const int PageSize = JournalFrame.PageSize;
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(30);

    private readonly IBlockFile file;
    private readonly byte[] frame = new byte[JournalFrame.Size];
    private readonly Lock syncing = new();
    private readonly object writing = new();
    private JournalHead head;
    private uint chain;
    private long frames;
    private long confirmed;
    private long written;
    private long synced;
    private Exception? fault;

    /// <param name="found">The head of the journal file; null for a file that has none yet.</param>
    public JournalStream(IBlockFile file, JournalHead? found)
    {
        this.file = file;

        if (found is { } present)
            Recover(present);
        else
            Begin(new(Random.Shared.NextInt64()));
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => Volatile.Read(ref frames) * PageSize;

    public override long Position { get; set; }

    /// <summary>How many commits LiteDB has handed over since the store was opened, durable or not.</summary>
    public long Confirmed => Volatile.Read(ref confirmed);

    public long Pages => Volatile.Read(ref frames);

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count != PageSize || Position % PageSize is not 0)
            throw new NotSupportedException("A journal is read in whole pages.");

        if (Position >= Length)
            return 0;

        var read = file.Read(buffer.AsSpan(offset, count), JournalFrame.OffsetOf(Position / PageSize) + JournalFrame.HeadSize);
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (writing)
        {
            if (count != PageSize || Position != frames * PageSize)
                throw new IOException($"A journal is appended to in whole pages: {count} bytes at {Position}, expected {PageSize} at {frames * PageSize}.");

            Append(buffer.AsSpan(offset, count));
            Position += PageSize;
        }
    }

    /// <summary>LiteDB empties its log after a checkpoint. The blocks are kept, and a new epoch makes what they hold void.</summary>
    public override void SetLength(long value)
    {
        if (value is not 0)
            throw new NotSupportedException("A journal is only ever emptied.");

        lock (writing)
        {
            if (frames > 0)
                Begin(head);
        }
    }

    // LiteDB flushes when it has nothing else to do; what must be durable waits for WaitUntilDurable.
    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>Returns when that many commits have been written and survive power loss.</summary>
    public void WaitUntilDurable(long commits)
    {
        lock (writing)
        {
            while (confirmed < commits)
            {
                if (fault is not null)
                    throw new IOException("The journal could not be written: " + fault.Message, fault);

                if (!Monitor.Wait(writing, LongestWrite))
                    throw new IOException("LiteDB did not write its log in time.");
            }
        }

        Sync();
    }

    public void Sync()
    {
        lock (syncing)
        {
            var upTo = Volatile.Read(ref written);

            if (synced >= upTo)
                return;

            file.Sync();
            synced = upTo;
        }
    }

    /// <summary>Leaves nothing of earlier epochs on the disk. While nobody writes, after a checkpoint.</summary>
    public bool Wipe()
    {
        lock (writing)
        {
            if (frames > 0)
                throw new InvalidOperationException("The journal still holds what the file does not.");

            var nothing = new byte[JournalFrame.Size];

            for (var at = (long)JournalHead.Size; at < file.Length; at += nothing.Length)
                file.Write(nothing.AsSpan(0, (int)Math.Min(nothing.Length, file.Length - at)), at);

            file.Sync();
            file.SetLength(JournalHead.Size);
            file.Sync();
            return true;
        }
    }

    private void Recover(JournalHead present)
    {
        head = present;
        chain = present.Seed;
        var next = chain;

        for (var index = 0L; JournalFrame.Read(file, index, present.Epoch, ref next, frame) is { } isConfirmed; index++)
        {
            if (isConfirmed)
                (frames, chain) = (index + 1, next);
        }
    }

    private void Begin(JournalHead last)
    {
        head = new(last.Epoch + 1);
        file.Write(head.Bytes(), 0);
        // Before any frame of the old epoch is overwritten: else its first half could be replayed over a newer file.
        file.Sync();
        chain = head.Seed;
        Volatile.Write(ref frames, 0);
    }

    private void Append(ReadOnlySpan<byte> page)
    {
        chain = JournalFrame.Fill(frame, page, head.Epoch, chain);

        try
        {
            file.Write(frame, JournalFrame.OffsetOf(frames));
        }
        catch (Exception e)
        {
            fault ??= e;
            Monitor.PulseAll(writing);
            throw;
        }

        Volatile.Write(ref frames, frames + 1);
        Volatile.Write(ref written, written + 1);

        if (JournalFrame.IsConfirmed(page))
        {
            Volatile.Write(ref confirmed, confirmed + 1);
            Monitor.PulseAll(writing);
        }
    }
}
