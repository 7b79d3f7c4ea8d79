using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ChatOps.Data;

/// <summary>
/// A page of LiteDB's log as a block, behind its epoch (8 bytes), the chained CRC32C (4 bytes) and how many frames of this
/// epoch were durable when it was written (4 bytes).
/// </summary>
internal static class JournalFrame
{
    public const int PageSize = 8192;
    public const int HeadSize = 16;
    public const int Size = HeadSize + PageSeal.BlockSize;
    private const int ChainOffset = 8;
    private const int DurableOffset = 12;

    // BasePage.P_IS_CONFIRMED of LiteDB 5: set in the last page of a transaction.
    private const int ConfirmedOffset = 18;

    public static long OffsetOf(long index) => JournalHead.Size + (index * Size);

    public static bool IsConfirmed(ReadOnlySpan<byte> page) => page[ConfirmedOffset] is not 0;

    /// <summary>How many frames were durable when this one was written.</summary>
    public static uint Durable(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt32LittleEndian(frame[DurableOffset..]);

    /// <returns>The chain up to this frame.</returns>
    public static uint Fill(Span<byte> frame, (long Index, long Epoch, long Durable) place, ReadOnlySpan<byte> page, PageSeal seal, uint chain)
    {
        seal.Close(~place.Index, (uint)place.Epoch, page, frame[HeadSize..]);
        BinaryPrimitives.WriteInt64LittleEndian(frame, place.Epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[DurableOffset..], (uint)place.Durable);
        var next = Chained(chain, frame);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[ChainOffset..], next);
        return next;
    }

    /// <returns>False where the journal ends.</returns>
    public static bool TryRead(IBlockFile file, long index, long epoch, PageSeal seal, ref uint chain, Span<byte> frame, Span<byte> page)
    {
        if (!TryRead(file, index, epoch, seal, frame, page))
            return false;

        var next = Chained(chain, frame);

        if (BinaryPrimitives.ReadUInt32LittleEndian(frame[ChainOffset..]) != next)
            return false;

        chain = next;
        return true;
    }

    /// <returns>False: there is no sound frame of this epoch at this place.</returns>
    public static bool TryRead(IBlockFile file, long index, long epoch, PageSeal seal, Span<byte> frame, Span<byte> page) =>
        file.Read(frame[..HeadSize], OffsetOf(index)) is HeadSize
        && BinaryPrimitives.ReadInt64LittleEndian(frame) == epoch
        && file.Read(frame, OffsetOf(index)) is Size
        && BinaryPrimitives.ReadUInt32LittleEndian(frame[(HeadSize + PageSize)..]) == (uint)epoch
        && seal.TryOpen(~index, frame[HeadSize..], page);

    public static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(data))
            crc = BitOperations.Crc32C(crc, word);

        return crc;
    }

    // The trailer covers the page, so the chain need not.
    private static uint Chained(uint chain, ReadOnlySpan<byte> frame) =>
        Crc(BitOperations.Crc32C(chain, Durable(frame)), frame[(HeadSize + PageSize)..]);
}
