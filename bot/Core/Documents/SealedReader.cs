namespace ChatOps.Documents;

/// <summary>Decrypts what <see cref="SealedWriter"/> wrote, from any place in it. Nothing is given out that is not as it was written.</summary>
public sealed class SealedReader : Stream
{
    private const int BlockSize = SealedForm.ChunkSize + SealedForm.TagSize;

    private readonly Stream from;
    private readonly SealedForm form;
    private readonly byte[] plain = new byte[SealedForm.ChunkSize];
    private readonly byte[] block = new byte[BlockSize];
    private readonly long chunks;
    private readonly long length;
    private long held = -1;

    private SealedReader(Stream from, SealedForm form)
    {
        (this.from, this.form) = (from, form);
        var body = from.Length - SealedForm.HeadSize;
        chunks = (body + BlockSize - 1) / BlockSize;
        length = body - (chunks * SealedForm.TagSize);

        if (chunks is 0 || body - ((chunks - 1) * BlockSize) < SealedForm.TagSize)
            throw new StoreException($"The encrypted file is damaged or cut off. Take another copy.");

        // Also an empty file says here whether the key is right, and one that was cut off between chunks that it was.
        Hold(0);
        Hold(chunks - 1);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    /// <summary>Looks whether a file is encrypted, and how; the position is the start again.</summary>
    /// <returns>Null: it is not. Else whether a passphrase opens it.</returns>
    public static bool? IsSealed(Stream file)
    {
        var head = new byte[SealedForm.HeadSize];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == head.Length && SealedForm.Is(head) ? SealedForm.NeedsPassphrase(head) : null;
    }

    /// <param name="from">An encrypted file; it is closed with this.</param>
    /// <exception cref="StoreException">Another key closed it, or it is damaged. Also while it is read.</exception>
    public static SealedReader Open(Stream from, StoreKey key)
    {
        var head = new byte[SealedForm.HeadSize];
        from.ReadExactly(head);
        return new(from, SealedForm.Of(head, key));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Position >= length || buffer.Length is 0)
            return 0;

        Hold(Position / SealedForm.ChunkSize);
        var at = (int)(Position % SealedForm.ChunkSize);
        var some = (int)Math.Min(Math.Min(buffer.Length, SealedForm.ChunkSize - at), length - Position);
        plain.AsSpan(at, some).CopyTo(buffer);
        Position += some;
        return some;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            form.Dispose();
            from.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Hold(long chunk)
    {
        if (chunk == held)
            return;

        from.Position = SealedForm.HeadSize + (chunk * BlockSize);
        var size = (int)Math.Min(BlockSize, from.Length - from.Position);
        from.ReadExactly(block, 0, size);
        held = -1;
        form.Open(chunk, chunk == chunks - 1, block.AsSpan(0, size), plain.AsSpan(0, size - SealedForm.TagSize));
        held = chunk;
    }
}
