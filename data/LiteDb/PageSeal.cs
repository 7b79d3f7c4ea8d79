using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// Turns a page into the block that stands in a file, and back, so that one which is not what was written there is
/// noticed: the trailer of 32 bytes covers the content, the place, the file and the generation.
/// </summary>
internal abstract class PageSeal : IDisposable
{
    public const int PageSize = JournalFrame.PageSize;
    public const int BlockSize = PageSize + TrailerSize;
    public const int TrailerSize = 32;
    private const int NonceOffset = 4;
    private const int TagOffset = 16;

    public static PageSeal For(FileHead head, StoreKey? key) => key is null ? new Checksum(head.Id) : new Cipher(key, head.Id);

    /// <param name="number">The place of the page; the complement of it in a journal.</param>
    /// <param name="generation">When it was written: the epoch of the journal.</param>
    public void Close(long number, uint generation, ReadOnlySpan<byte> page, Span<byte> block)
    {
        var trailer = block[PageSize..];
        trailer.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, generation);
        Close(Place(number, generation), page, block[..PageSize], trailer[NonceOffset..TagOffset], trailer[TagOffset..]);
    }

    /// <returns>False: it is not what was written there.</returns>
    public bool TryOpen(long number, ReadOnlySpan<byte> block, Span<byte> page)
    {
        var trailer = block[PageSize..];
        return TryOpen(Place(number, Generation(trailer)), block[..PageSize], trailer[NonceOffset..TagOffset], trailer[TagOffset..], page);
    }

    /// <summary>A number for the content of a block at its place; 0 for one that was never written.</summary>
    public static ulong Mark(long number, ReadOnlySpan<byte> trailer)
    {
        if (!trailer.ContainsAnyExcept((byte)0))
            return 0;

        var mark = BinaryPrimitives.ReadUInt64LittleEndian(trailer[TagOffset..]) + ((ulong)number * 0x9E3779B97F4A7C15) + Generation(trailer);
        mark = (mark ^ (mark >> 30)) * 0xBF58476D1CE4E5B9;
        mark = (mark ^ (mark >> 27)) * 0x94D049BB133111EB;
        return (mark ^ (mark >> 31)) | 1;
    }

    public virtual void Dispose()
    {
    }

    protected abstract void Close(ReadOnlySpan<byte> place, ReadOnlySpan<byte> page, Span<byte> content, Span<byte> nonce, Span<byte> tag);

    protected abstract bool TryOpen(ReadOnlySpan<byte> place, ReadOnlySpan<byte> content, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> tag, Span<byte> page);

    private static uint Generation(ReadOnlySpan<byte> trailer) => BinaryPrimitives.ReadUInt32LittleEndian(trailer);

    private static byte[] Place(long number, uint generation)
    {
        var place = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(place, number);
        BinaryPrimitives.WriteUInt32LittleEndian(place.AsSpan(8), generation);
        return place;
    }

    /// <summary>CRC32C.</summary>
    private sealed class Checksum(byte[] id) : PageSeal
    {
        private readonly uint seed = JournalFrame.Crc(uint.MaxValue, id);

        protected override void Close(ReadOnlySpan<byte> place, ReadOnlySpan<byte> page, Span<byte> content, Span<byte> nonce, Span<byte> tag)
        {
            page.CopyTo(content);
            BinaryPrimitives.WriteUInt32LittleEndian(tag, Sum(place, page));
        }

        protected override bool TryOpen(ReadOnlySpan<byte> place, ReadOnlySpan<byte> content, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> tag, Span<byte> page)
        {
            content.CopyTo(page);

            return BinaryPrimitives.ReadUInt32LittleEndian(tag) == Sum(place, content)
                && !nonce.ContainsAnyExcept((byte)0)
                && !tag[sizeof(uint)..].ContainsAnyExcept((byte)0);
        }

        private uint Sum(ReadOnlySpan<byte> place, ReadOnlySpan<byte> page) => JournalFrame.Crc(JournalFrame.Crc(seed, place), page);
    }

    /// <summary>AES-256-GCM under a key of this file, with a random nonce every time.</summary>
    private sealed class Cipher(StoreKey key, byte[] id) : PageSeal
    {
        private const string Purpose = "chatops pages";
        private readonly AesGcm aes = new(key.For(Purpose, id), 16);
        private readonly Lock enciphering = new();

        public override void Dispose()
        {
            aes.Dispose();
            base.Dispose();
        }

        protected override void Close(ReadOnlySpan<byte> place, ReadOnlySpan<byte> page, Span<byte> content, Span<byte> nonce, Span<byte> tag)
        {
            RandomNumberGenerator.Fill(nonce);

            lock (enciphering)
                aes.Encrypt(nonce, page, content, tag, place);
        }

        protected override bool TryOpen(ReadOnlySpan<byte> place, ReadOnlySpan<byte> content, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> tag, Span<byte> page)
        {
            try
            {
                lock (enciphering)
                    aes.Decrypt(nonce, content, tag, page, place);

                return true;
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
        }
    }
}
