using System.Security.Cryptography;

namespace ChatOps.Host.Backups;

/// <summary>A stream that is only written to, in order.</summary>
internal abstract class Sink : Stream
{
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

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Hands on what is written line by line; the line without its end.</summary>
internal sealed class LineSink(Action<ReadOnlyMemory<byte>> line) : Sink
{
    private byte[] held = new byte[1 << 16];
    private int length;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (int end; (end = buffer.IndexOf((byte)'\n')) >= 0; buffer = buffer[(end + 1)..])
        {
            Hold(buffer[..end]);
            line(held.AsMemory(0, length));
            length = 0;
        }

        Hold(buffer);
    }

    private void Hold(ReadOnlySpan<byte> some)
    {
        if (length + some.Length > held.Length)
            Array.Resize(ref held, Math.Max(held.Length * 2, length + some.Length));

        some.CopyTo(held.AsSpan(length));
        length += some.Length;
    }
}

/// <summary>Writes an entry, and knows what it was.</summary>
internal sealed class EntrySink(string name, Stream to) : Sink
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long bytes;

    public long Rows { get; set; }

    public string Name => name;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        bytes += buffer.Length;
        to.Write(buffer);
    }

    /// <summary>Closes it.</summary>
    public Entry End()
    {
        to.Dispose();
        return new(name, Rows, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            to.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
