namespace ChatOps.Data;

/// <summary>
/// LiteDB's data file. Flush is a real fsync, and no page is overwritten before the journal that explains it is on the disk.
/// Disposing closes nothing: LiteDB's readers do that to a stream they share.
/// </summary>
internal sealed class DataStream(IBlockFile file, JournalStream journal) : Stream
{
    private const int CopySize = 1 << 20;
    private bool isDirty;
    private long length = file.Length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => Volatile.Read(ref length);

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = file.Read(buffer.AsSpan(offset, count), Position);
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        journal.Sync();
        file.Write(buffer.AsSpan(offset, count), Position);
        Position += count;
        Volatile.Write(ref length, Math.Max(length, Position));
        isDirty = true;
    }

    public override void SetLength(long value)
    {
        file.SetLength(value);
        Volatile.Write(ref length, value);
        isDirty = true;
    }

    public override void Flush()
    {
        if (!isDirty)
            return;

        file.Sync();
        isDirty = false;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>The file as it is. Whole only after a checkpoint, while nobody writes.</summary>
    public void CopyAll(Stream to)
    {
        var buffer = new byte[CopySize];
        var end = Length;

        for (var at = 0L; at < end;)
        {
            var read = file.Read(buffer, at);

            if (read is 0)
                throw new EndOfStreamException($"The store ends at {at}, and should at {end}.");

            to.Write(buffer, 0, read);
            at += read;
        }
    }
}
