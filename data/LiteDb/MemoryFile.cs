namespace ChatOps.Data;

/// <summary>Bytes that are gone with the process.</summary>
internal sealed class MemoryFile : IBlockFile
{
    private readonly Lock changing = new();
    private readonly MemoryStream bytes = new();

    public MemoryFile(params byte[] bytes) => this.bytes.Write(bytes);

    public byte[] Bytes
    {
        get
        {
            lock (changing)
                return bytes.ToArray();
        }
    }

    public long Length
    {
        get
        {
            lock (changing)
                return bytes.Length;
        }
    }

    public long Room { get; set; } = long.MaxValue;

    public int Read(Span<byte> buffer, long offset)
    {
        lock (changing)
        {
            bytes.Position = offset;
            return bytes.Read(buffer);
        }
    }

    public void Write(ReadOnlySpan<byte> buffer, long offset)
    {
        lock (changing)
        {
            bytes.Position = offset;
            bytes.Write(buffer);
        }
    }

    public void SetLength(long length)
    {
        lock (changing)
            bytes.SetLength(length);
    }

    public void Sync()
    {
    }

    public void Dispose()
    {
    }
}
