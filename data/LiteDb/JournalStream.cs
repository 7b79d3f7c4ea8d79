using System.Buffers.Binary;
using ChatOps.Documents;

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

    // What a group of commits may need at the most, and what the next checkpoint will.
    private const long Reserve = 64 << 20;

    private readonly IBlockFile file;
    private readonly PageSeal seal;
    private readonly string name;
    private readonly byte[] frame = new byte[JournalFrame.Size];
    private readonly byte[] found = new byte[JournalFrame.Size];
    private readonly Lock syncing = new();
    private readonly object writing = new();
    private JournalHead head;
    private uint chain;
    private long frames;
    private long confirmed;
    private long synced;
    private Exception? fault;

    /// <param name="head">The head of the journal.</param>
    /// <param name="isNew">Whether the file has none yet.</param>
    public JournalStream(IBlockFile file, PageSeal seal, JournalHead head, bool isNew, string name)
    {
        (this.file, this.seal, this.head, this.name) = (file, seal, head, name);

        if (isNew)
            Begin(head.Epoch);
        else
            Recover();
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => Volatile.Read(ref frames) * PageSize;

    public override long Position { get; set; }

    /// <summary>How many commits LiteDB has handed over since the store was opened, durable or not.</summary>
    public long Confirmed => Volatile.Read(ref confirmed);

    public long Pages => Volatile.Read(ref frames);

    public long Epoch => head.Epoch;

    /// <summary>
    /// Why nothing more can be kept for now; null: there is room. LiteDB does not survive a write that fails, so the disk
    /// is not filled to the end.
    /// </summary>
    public StoreException? Full => file.Room < Reserve + (frames * PageSeal.BlockSize)
        ? new($"The disk is full ({file.Room >> 20} MB free), so nothing new is kept. Make room: ChatOps then goes on by itself.")
        : null;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count != PageSize || Position % PageSize is not 0)
            throw new NotSupportedException("A journal is read in whole pages.");

        if (Position >= Length)
            return 0;

        if (!TryRead(Position / PageSize, buffer.AsSpan(offset, count)))
            throw Damage(Position / PageSize);

        Position += count;
        return count;
    }

    /// <summary>Reads the last version of a page that the journal has.</summary>
    public bool TryReadNewest(uint page, Span<byte> into)
    {
        for (var index = frames - 1; index >= 0; index--)
        {
            if (TryRead(index, into) && BinaryPrimitives.ReadUInt32LittleEndian(into) == page)
                return true;
        }

        return false;
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
                Begin(head.Epoch + 1);
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
            var upTo = Volatile.Read(ref frames);

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

    private void Recover()
    {
        chain = head.Seed;
        var next = chain;
        var page = new byte[PageSize];
        var index = 0L;

        for (; JournalFrame.TryRead(file, index, head.Epoch, seal, ref next, frame, page); index++)
        {
            if (JournalFrame.IsConfirmed(page))
                (frames, chain) = (index + 1, next);
        }

        RefuseGap(index, page);
    }

    // Power loss takes what was not durable yet; a frame that a later one found durable, only damage does.
    private void RefuseGap(long end, byte[] page)
    {
        for (var index = end + 1; JournalFrame.OffsetOf(index + 1) <= file.Length; index++)
        {
            if (JournalFrame.TryRead(file, index, head.Epoch, seal, frame, page) && JournalFrame.Durable(frame) > end)
                throw Damage(end);
        }
    }

    private void Begin(long epoch)
    {
        lock (syncing)
        {
            head = head with { Epoch = epoch };
            file.Write(head.Bytes(), 0);
            // Before any frame of the old epoch is overwritten: else its first half could be replayed over a newer file.
            file.Sync();
            chain = head.Seed;
            Volatile.Write(ref frames, 0);
            synced = 0;
        }
    }

    private bool TryRead(long index, Span<byte> page)
    {
        lock (found)
            return JournalFrame.TryRead(file, index, head.Epoch, seal, found, page);
    }

    private StoreException Damage(long index) => FileCheck.Damaged(name + ".journal", $"frame {index} is not what was written there");

    private void Append(ReadOnlySpan<byte> page)
    {
        chain = JournalFrame.Fill(frame, (frames, head.Epoch, Volatile.Read(ref synced)), page, seal, chain);

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

        if (JournalFrame.IsConfirmed(page))
        {
            Volatile.Write(ref confirmed, confirmed + 1);
            Monitor.PulseAll(writing);
        }
    }
}
