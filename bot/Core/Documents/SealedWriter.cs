namespace ChatOps.Documents;

/// <summary>Encrypts what is written. Only disposing ends the file: one that is not ended cannot be read.</summary>
public sealed class SealedWriter : Stream
{
    private readonly Stream to;
    private readonly SealedForm form;
    private readonly byte[] plain = new byte[SealedForm.ChunkSize];
    private readonly byte[] block = new byte[SealedForm.ChunkSize + SealedForm.TagSize];
    private int filled;
    private long chunk;
    private bool isEnded;

    /// <param name="to">Stays open.</param>
    public SealedWriter(Stream to, StoreKey key)
    {
        this.to = to;
        form = SealedForm.New(key);
        to.Write(form.Head);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            // The last chunk is known only at the end, so a full one waits for what comes behind it.
            if (filled == plain.Length)
                Put(isLast: false);

            var some = Math.Min(buffer.Length, plain.Length - filled);
            buffer[..some].CopyTo(plain.AsSpan(filled));
            filled += some;
            buffer = buffer[some..];
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !isEnded)
        {
            isEnded = true;
            Put(isLast: true);
            form.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Put(bool isLast)
    {
        form.Close(chunk++, isLast, plain.AsSpan(0, filled), block);
        to.Write(block, 0, filled + SealedForm.TagSize);
        filled = 0;
    }
}
