using ChatOps.Cards;
using System.Buffers.Binary;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Looks at a data file and its journal before and after LiteDB does, which trusts what it finds.</summary>
internal static class FileCheck
{
    private const int LastPageOffset = 64;

    public static StoreException Damaged(string name, Say why, Exception? cause = null) =>
        new($"The store {name} is damaged: {why}. Run chatops doctor --repair, which keeps what can be read, or restore a backup.", cause);

    public static StoreException Newer(string name) =>
        new($"The store {name} was written by a newer version of ChatOps. Start that version, or restore a backup of this one.");

    /// <summary>Only a journal that stood beside the file when it was last written explains what is in it.</summary>
    public static void Pair(FileHead head, JournalHead? journal, bool isNew, string name)
    {
        if (journal is null)
        {
            if (head.IsOpen && !isNew)
                throw Damaged(name, $"its journal is missing, and the file was not closed in order");
        }
        else if (isNew)
        {
            throw Damaged(name, $"the file is empty, and its journal is not");
        }
        else if (!journal.Id.AsSpan().SequenceEqual(head.Id) || journal.Epoch - head.Epoch is not (0 or 1))
        {
            throw new StoreException(
                $"The journal {name}.journal does not belong to {name} as that is now: one of the two is from another time. Put back both as they were together, or restore a backup into an empty data folder.");
        }
    }

    public static void Before(PageFile pages, JournalStream journal, bool isNew, string name)
    {
        if (journal.Pages is 0 && !isNew && !pages.IsOfOneMoment)
            throw Damaged(name, $"a page is missing, or is older than the others");
    }

    /// <summary>After a checkpoint every page that was ever used is in the file.</summary>
    public static void After(PageFile pages, string name)
    {
        var header = new byte[PageSeal.PageSize];

        if (!pages.TryRead(0, header))
            throw pages.Damage(0);

        if (pages.Pages <= BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(LastPageOffset)))
            throw Damaged(name, $"the end of the file is missing");
    }
}
