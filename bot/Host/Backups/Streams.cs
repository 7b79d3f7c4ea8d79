using System.Security.Cryptography;
using ChatOps.Documents;

namespace ChatOps.Host.Backups;

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
