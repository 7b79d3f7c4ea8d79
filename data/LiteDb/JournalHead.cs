using System.Buffers.Binary;

namespace ChatOps.Data;

/// <summary>The first block of a journal.</summary>
/// <param name="Epoch">Frames of another epoch are void.</param>
internal readonly record struct JournalHead(long Epoch)
{
    public const int Size = 4096;
    private const ulong Magic = 0x4C4E4A53504F4843; // CHOPSJNL
    private const int NewestFormat = 1;
    private const int Checked = 32;

    /// <summary>Where the chain of checksums starts: no frame of another epoch continues it.</summary>
    public uint Seed => JournalFrame.Crc(uint.MaxValue, BitConverter.GetBytes(Epoch));

    /// <returns>Null for a file that has no head yet.</returns>
    public static JournalHead? Read(IBlockFile journal, IBlockFile data, string name)
    {
        if (journal.Length is 0)
            return null;

        var bytes = new byte[Size];

        if (journal.Read(bytes, 0) < Size || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic || CrcOf(bytes) != Crc(bytes))
            return data.Length is 0 ? null : throw FileCheck.Damaged(name + ".journal", "it does not begin like a journal");

        if (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)) > NewestFormat)
            throw FileCheck.Newer(name + ".journal");

        return new(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)));
    }

    public byte[] Bytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), NewestFormat);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Checked), Crc(bytes));
        return bytes;
    }

    private static uint Crc(byte[] bytes) => JournalFrame.Crc(0, bytes.AsSpan(0, Checked));

    private static uint CrcOf(byte[] bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(Checked));
}
