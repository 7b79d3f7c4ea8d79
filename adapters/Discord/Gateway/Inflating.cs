using System.IO.Compression;

namespace ChatOps.Discord.Gateway;

/// <summary>Unpacks what comes in one zlib stream, message by message.</summary>
internal sealed class Inflating : IDisposable
{
    /// <summary>More than the largest server has to tell; who sends more is not Discord.</summary>
    private const int MostBytes = 64 << 20;

    private readonly Packed packed = new();
    private readonly ZLibStream zlib;
    private byte[] plain = new byte[1 << 16];

    public Inflating() => zlib = new(packed, CompressionMode.Decompress);

    /// <param name="message">A whole message: it ends where Discord has flushed.</param>
    /// <returns>Good until the next one.</returns>
    /// <exception cref="InvalidDataException">It is no such stream, or it swells without end.</exception>
    public ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> message)
    {
        packed.Rest = message;
        var length = 0;

        for (int read; (read = zlib.Read(plain.AsSpan(length))) > 0;)
        {
            length += read;

            if (length > MostBytes)
                throw new InvalidDataException("A message of the gateway has no end.");

            if (length == plain.Length)
                Array.Resize(ref plain, 2 * length);
        }

        return plain.AsMemory(0, length);
    }

    public void Dispose()
    {
        zlib.Dispose();
        packed.Dispose();
    }

    /// <summary>What is not unpacked yet.</summary>
    private sealed class Packed : Stream
    {
        public ReadOnlyMemory<byte> Rest { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var length = Math.Min(buffer.Length, Rest.Length);
            Rest.Span[..length].CopyTo(buffer);
            Rest = Rest[length..];
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
