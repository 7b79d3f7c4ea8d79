using System.Buffers.Binary;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>The pages of a file and its journal that are what was written there.</summary>
internal sealed class SoundPages
{
    private const int PageSize = PageSeal.PageSize;
    private const int TransactionOffset = 14;
    private const int EarlierFrame = 16 + PageSize;

    private readonly Dictionary<long, byte[]> pages = [];
    private readonly SortedSet<long> damaged = [];

    public IReadOnlyDictionary<long, byte[]> Pages => pages;

    public IReadOnlyCollection<long> Damaged => damaged;

    /// <summary>Whether there is one that belongs to the file.</summary>
    public bool HasJournal { get; private set; }

    /// <exception cref="StoreException">Nothing of it can be read at all.</exception>
    public static SoundPages Of(IBlockFile data, IBlockFile? journal, StoreKey? key, string name)
    {
        var found = new SoundPages();
        var start = new byte[FileHead.Size];
        data.Read(start, 0);

        if (FileHead.IsEarlier(start))
            found.ReadEarlier(data, journal);
        else
            found.Read(data, journal, HeadOf(start, journal, key, name), key, name);

        return found;
    }

    // The journal names the file too, should its head be gone.
    private static FileHead HeadOf(byte[] start, IBlockFile? journal, StoreKey? key, string name)
    {
        if (FileHead.Find(start, name) is { } head)
        {
            head.CheckKey(key, name);
            return head;
        }

        return journal is not null && JournalHead.Read(journal, isNew: true, name) is { } beside
            ? new(beside.Id, new byte[16]) { Epoch = beside.Epoch }
            : throw new StoreException($"Nothing can be read of {name}: its start is gone, and so is its journal. Restore a backup.");
    }

    private void Read(IBlockFile data, IBlockFile? journal, FileHead head, StoreKey? key, string name)
    {
        using var seal = PageSeal.For(head, key);
        var count = Math.Max(head.Pages, (data.Length - FileHead.Size + PageSeal.BlockSize - 1) / PageSeal.BlockSize);
        var block = new byte[PageSeal.BlockSize];

        for (var number = 0L; number < count; number++)
        {
            var page = new byte[PageSize];

            if (data.Read(block, FileHead.Size + (number * PageSeal.BlockSize)) is PageSeal.BlockSize && seal.TryOpen(number, block, page))
                pages[number] = page;
            else
                damaged.Add(number);
        }

        if (journal is not null && JournalHead.Read(journal, isNew: true, name) is { } beside && beside.Id.AsSpan().SequenceEqual(head.Id) && beside.Epoch - head.Epoch is 0 or 1)
            Apply(Frames(journal, beside.Epoch, seal));
    }

    // As far as there are frames: also behind one that is damaged.
    private static IEnumerable<byte[]> Frames(IBlockFile journal, long epoch, PageSeal seal)
    {
        var frame = new byte[JournalFrame.Size];

        for (var index = 0L; JournalFrame.OffsetOf(index + 1) <= journal.Length; index++)
        {
            var page = new byte[PageSize];

            if (JournalFrame.TryRead(journal, index, epoch, seal, frame, page))
                yield return page;
        }
    }

    // Before pages had checksums: the pages stand side by side, and so does what the journal holds.
    private void ReadEarlier(IBlockFile data, IBlockFile? journal)
    {
        for (var number = 0L; (number + 1) * PageSize <= data.Length; number++)
        {
            var page = new byte[PageSize];
            data.Read(page, number * PageSize);
            pages[number] = page;
        }

        if (journal is { Length: > JournalHead.Size })
            Apply(EarlierFrames(journal));
    }

    private static IEnumerable<byte[]> EarlierFrames(IBlockFile journal)
    {
        var head = new byte[24];
        journal.Read(head, 0);
        var epoch = BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(16));
        var chain = JournalFrame.Crc(uint.MaxValue, BitConverter.GetBytes(epoch));
        var frame = new byte[EarlierFrame];

        for (var offset = (long)JournalHead.Size; journal.Read(frame, offset) is EarlierFrame; offset += EarlierFrame)
        {
            chain = JournalFrame.Crc(chain, frame.AsSpan(16));

            if (BinaryPrimitives.ReadInt64LittleEndian(frame) != epoch || BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(8)) != chain)
                yield break;

            yield return frame[16..];
        }
    }

    private void Apply(IEnumerable<byte[]> frames)
    {
        HasJournal = true;
        var waiting = new List<byte[]>();

        foreach (var page in frames)
        {
            waiting.Add(page);

            if (!JournalFrame.IsConfirmed(page))
                continue;

            foreach (var confirmed in waiting.Where(other => TransactionOf(other) == TransactionOf(page)))
            {
                var number = BinaryPrimitives.ReadUInt32LittleEndian(confirmed);
                pages[number] = confirmed;
                damaged.Remove(number);
            }

            waiting.Clear();
        }
    }

    private static uint TransactionOf(byte[] page) => BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(TransactionOffset));
}
