using System.Buffers.Binary;

namespace ChatOps.Data;

/// <summary>The first block of a journal.</summary>
/// <param name="Epoch">Frames of another epoch are void.</param>
/// <param name="Id">That of the data file to which it belongs.</param>
internal sealed record JournalHead(long Epoch, byte[] Id)
{
    public const int Size = 4096;
    private const ulong Magic = 0x4C4E4A53504F4843; // CHOPSJNL
    private const int NewestFormat = 2;
    private const int Checked = 40;

    /// <summary>Where the chain of checksums starts: no frame of another epoch or file continues it.</summary>
    public uint Seed => JournalFrame.Crc(JournalFrame.Crc(uint.MaxValue, BitConverter.GetBytes(Epoch)), Id);

    /// <returns>Null for a file that has no head yet.</returns>
    public static JournalHead? Read(IBlockFile journal, bool isNew, string name)
    {
        if (journal.Length is 0)
            return null;

        var bytes = new byte[Size];

        if (journal.Read(bytes, 0) < Size || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic || CrcOf(bytes) != Crc(bytes))
            return isNew ? null : throw FileCheck.Damaged(name + ".journal", $"it does not begin like a journal");

        if (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)) > NewestFormat)
            throw FileCheck.Newer(name + ".journal");

        return new(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)), bytes[24..40]);
    }

    public byte[] Bytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), NewestFormat);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Epoch);
        Id.CopyTo(bytes, 24);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Checked), Crc(bytes));
        return bytes;
    }

    private static uint Crc(byte[] bytes) => JournalFrame.Crc(0, bytes.AsSpan(0, Checked));

    private static uint CrcOf(byte[] bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(Checked));
}
