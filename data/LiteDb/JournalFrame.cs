using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ChatOps.Data;

/// <summary>A page of LiteDB's log behind its epoch (8 bytes), the chained CRC32C (4 bytes) and 4 bytes to spare.</summary>
internal static class JournalFrame
{
    public const int PageSize = 8192;
    public const int HeadSize = 16;
    public const int Size = PageSize + HeadSize;
    private const int CrcOffset = 8;

    // BasePage.P_IS_CONFIRMED of LiteDB 5: set in the last page of a transaction.
    private const int ConfirmedOffset = 18;

    public static long OffsetOf(long index) => JournalHead.Size + (index * Size);

    public static bool IsConfirmed(ReadOnlySpan<byte> page) => page[ConfirmedOffset] is not 0;

    /// <returns>The chain up to this frame.</returns>
    public static uint Fill(Span<byte> frame, ReadOnlySpan<byte> page, long epoch, uint chain)
    {
        var next = Crc(chain, page);
        BinaryPrimitives.WriteInt64LittleEndian(frame, epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[CrcOffset..], next);
        page.CopyTo(frame[HeadSize..]);
        return next;
    }

    /// <returns>Null where the journal ends; else whether the page is the last of a transaction.</returns>
    public static bool? Read(IBlockFile file, long index, long epoch, ref uint chain, byte[] buffer)
    {
        if (file.Read(buffer, OffsetOf(index)) < Size || BinaryPrimitives.ReadInt64LittleEndian(buffer) != epoch)
            return null;

        var page = buffer.AsSpan(HeadSize);
        var next = Crc(chain, page);

        if (BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(CrcOffset)) != next)
            return null;

        chain = next;
        return IsConfirmed(page);
    }

    public static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(data))
            crc = BitOperations.Crc32C(crc, word);

        return crc;
    }
}
