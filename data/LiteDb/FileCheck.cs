using System.Buffers.Binary;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Looks at the header of a LiteDB 5 file before and after LiteDB does, which trusts what it finds.</summary>
internal static class FileCheck
{
    private const int PageSize = JournalFrame.PageSize;
    private const int VersionOffset = 59;
    private const int LastPageOffset = 64;
    private static readonly byte[] Magic = "** This is a LiteDB file **"u8.ToArray();

    public static StoreException Damaged(string name, string why, Exception? cause = null) =>
        new($"The store {name} is damaged: {why}. Put it and its journal aside and restore a backup.", cause);

    public static StoreException Newer(string name) =>
        new($"The store {name} was written by a newer version of ChatOps. Start that version, or restore a backup of this one.");

    public static void Before(IBlockFile data, JournalStream journal, string name)
    {
        if (data.Length is 0)
        {
            if (journal.Pages > 0)
                throw Damaged(name, "the file is empty, and its journal is not");

            return;
        }

        var header = Header(data);

        if (header is null || !header.AsSpan(32, Magic.Length).SequenceEqual(Magic) || header[VersionOffset] is not 8)
            throw Damaged(name, "it is not a LiteDB file");
    }

    /// <summary>After a checkpoint every page that was ever used is in the file.</summary>
    public static void After(IBlockFile data, string name)
    {
        if (Header(data) is not { } header || data.Length < (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(LastPageOffset)) + 1L) * PageSize)
            throw Damaged(name, "the end of the file is missing");
    }

    private static byte[]? Header(IBlockFile data)
    {
        var header = new byte[PageSize];
        return data.Read(header, 0) < PageSize ? null : header;
    }
}
