using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// The start of a data file. It stands there twice, and each change overwrites the older one, so that power loss leaves one.
/// </summary>
/// <param name="Id">Random: the journal beside the file bears it too, and it is the salt of the file's key.</param>
/// <param name="KeyCheck">What tells a wrong key; all zero in a file that is not encrypted.</param>
internal sealed record FileHead(byte[] Id, byte[] KeyCheck)
{
    /// <summary>Where the blocks start.</summary>
    public const int Size = 2 * SlotSize;

    private const int SlotSize = 4096;
    private const ulong Magic = 0x54414453504F4843; // CHOPSDAT
    private const int NewestFormat = 1;
    private const int Checked = 80;
    private const int IdSize = 16;
    private const string CheckPurpose = "chatops key check";

    private const int LiteDbMagicOffset = 32;
    private const int UserVersionOffset = 76;
    private static readonly byte[] LiteDbMagic = "** This is a LiteDB file **"u8.ToArray();

    /// <summary>How often the head has been written.</summary>
    public long Sequence { get; init; }

    /// <summary>The pages hold everything up to this epoch of the journal; the journal has this one or the next.</summary>
    public long Epoch { get; init; }

    public long Pages { get; init; }

    /// <summary>All marks of the pages together (<see cref="PageSeal.Mark"/>).</summary>
    public ulong Digest { get; init; }

    /// <summary>In use, or not closed in order: then the journal is part of it.</summary>
    public bool IsOpen { get; init; }

    public bool IsEncrypted => KeyCheck.AsSpan().ContainsAnyExcept((byte)0);

    public static FileHead New(StoreKey? key)
    {
        var id = RandomNumberGenerator.GetBytes(IdSize);
        return new(id, CheckOf(key, id)) { IsOpen = true };
    }

    /// <exception cref="StoreException">There is none.</exception>
    public static FileHead Read(IBlockFile file, string name)
    {
        var bytes = new byte[Size];
        file.Read(bytes, 0);
        return Find(bytes, name) ?? throw Foreign(bytes, name);
    }

    /// <returns>Null: there is none that is sound.</returns>
    public static FileHead? Find(byte[] bytes, string name)
    {
        var heads = new[] { Parse(bytes.AsSpan(0, SlotSize)), Parse(bytes.AsSpan(SlotSize, SlotSize)) }.OfType<(int Format, FileHead Head)>().ToArray();

        if (heads is [])
            return null;

        var newest = heads.MaxBy(head => head.Head.Sequence);
        return newest.Format > NewestFormat ? throw FileCheck.Newer(name) : newest.Head;
    }

    /// <exception cref="StoreException">The file cannot be read with this key, or without one.</exception>
    public void CheckKey(StoreKey? key, string name)
    {
        if (IsEncrypted && key is null)
            throw new StoreException($"The store {name} is encrypted, and no key is set. Set Data:Key or Data:KeyFile to the key it was made with.");

        if (!IsEncrypted && key is not null)
        {
            throw new StoreException(
                $"The store {name} is not encrypted, and a key is set. To change over, run chatops backup without the key, then chatops restore with it into an empty data folder.");
        }

        if (!CryptographicOperations.FixedTimeEquals(KeyCheck, CheckOf(key, Id)))
            throw new StoreException($"The key does not fit: the store {name} was encrypted with another. Set Data:Key or Data:KeyFile to that one.");
    }

    /// <returns>Where it belongs, and the bytes.</returns>
    public (long Offset, byte[] Bytes) Write(int format = NewestFormat)
    {
        var bytes = new byte[SlotSize];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), format);
        bytes[12] = IsOpen ? (byte)1 : (byte)0;
        Id.CopyTo(bytes, 16);
        KeyCheck.CopyTo(bytes, 32);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(48), Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(56), Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(64), Pages);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(72), Digest);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Checked), JournalFrame.Crc(uint.MaxValue, bytes.AsSpan(0, Checked)));
        return (Sequence % 2 * SlotSize, bytes);
    }

    private static (int Format, FileHead Head)? Parse(ReadOnlySpan<byte> bytes)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) is not Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[Checked..]) != JournalFrame.Crc(uint.MaxValue, bytes[..Checked]))
        {
            return null;
        }

        var head = new FileHead(bytes.Slice(16, IdSize).ToArray(), bytes.Slice(32, IdSize).ToArray())
        {
            IsOpen = bytes[12] is not 0,
            Sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
            Epoch = BinaryPrimitives.ReadInt64LittleEndian(bytes[56..]),
            Pages = BinaryPrimitives.ReadInt64LittleEndian(bytes[64..]),
            Digest = BinaryPrimitives.ReadUInt64LittleEndian(bytes[72..]),
        };

        return (BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]), head);
    }

    private static byte[] CheckOf(StoreKey? key, byte[] id) => key is null ? new byte[IdSize] : key.For(CheckPurpose, id)[..IdSize];

    /// <summary>Whether it is a file of ChatOps from before pages had checksums.</summary>
    internal static bool IsEarlier(ReadOnlySpan<byte> start) =>
        IsLiteDb(start) && (BinaryPrimitives.ReadInt32LittleEndian(start[UserVersionOffset..]) is 1 or 2);

    private static bool IsLiteDb(ReadOnlySpan<byte> start) => start.Slice(LiteDbMagicOffset, LiteDbMagic.Length).SequenceEqual(LiteDbMagic);

    private static StoreException Foreign(byte[] bytes, string name) =>
        IsEarlier(bytes) ? new($"The store {name} was written by an earlier version of ChatOps, whose pages had no checksums. Run chatops doctor --repair: it brings everything over into a new file and keeps this one.")
        : IsLiteDb(bytes) ? new($"The file {name} is a LiteDB file of another program. Choose another file with Data:Folder.")
        : FileCheck.Damaged(name, $"it does not begin like a database of ChatOps");
}
