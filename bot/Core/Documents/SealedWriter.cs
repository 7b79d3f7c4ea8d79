namespace ChatOps.Documents;

/// <summary>Encrypts what is written. Only disposing ends the file: one that is not ended cannot be read.</summary>
public sealed class SealedWriter : Sink
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
