using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>The pages of a data file. One that is not what was last written in its place is not given out.</summary>
internal sealed class PageFile
{
    private const int PageSize = PageSeal.PageSize;
    private const int BlockSize = PageSeal.BlockSize;
    private const int BlocksAtOnce = 128;

    private readonly IBlockFile file;
    private readonly PageSeal seal;
    private readonly string name;
    private readonly Lock changing = new();
    private readonly byte[] block = new byte[BlockSize];
    private readonly List<ulong> marks = [];
    private FileHead head;
    private ulong digest;

    /// <param name="head">A file that is new does not have it yet.</param>
    public PageFile(IBlockFile file, FileHead head, PageSeal seal, string name)
    {
        (this.file, this.head, this.seal, this.name) = (file, head, seal, name);

        if (file.Length is 0)
            Put(head with { Sequence = head.Sequence + 1 });

        foreach (var trailer in Trailers())
            Mark(marks.Count, trailer);
    }

    public long Pages
    {
        get
        {
            lock (changing)
                return marks.Count;
        }
    }

    public FileHead Head => head;

    /// <summary>Whether the pages are those of the moment that the head names. They need not be while the journal holds some of them.</summary>
    public bool IsOfOneMoment => (head.Pages, head.Digest) == (marks.Count, digest) && (file.Length - FileHead.Size) % BlockSize is 0;

    public bool TryRead(long page, Span<byte> into)
    {
        lock (changing)
            return file.Read(block, OffsetOf(page)) is BlockSize && IsLast(page, block) && seal.TryOpen(page, block, into);
    }

    public void Write(long page, uint generation, ReadOnlySpan<byte> content)
    {
        lock (changing)
        {
            seal.Close(page, generation, content, block);
            file.Write(block, OffsetOf(page));
            Mark(page, block.AsSpan(PageSize));
        }
    }

    /// <summary>Everything written so far is durable afterwards, and the head says so.</summary>
    /// <param name="epoch">The epoch of the journal that the pages hold.</param>
    public void Seal(long epoch, bool isOpen)
    {
        lock (changing)
            Put(head with { Sequence = head.Sequence + 1, Epoch = epoch, Pages = marks.Count, Digest = digest, IsOpen = isOpen });

        file.Sync();
    }

    /// <summary>The pages that are not what was written there.</summary>
    public IReadOnlyList<long> Damaged()
    {
        var page = new byte[PageSize];
        var damaged = new List<long>();

        for (var number = 0L; number < Pages; number++)
        {
            if (!TryRead(number, page))
                damaged.Add(number);
        }

        return damaged;
    }

    /// <summary>The file as it is, as one that was closed. Whole only after a checkpoint, while nobody writes.</summary>
    public void CopyTo(Stream to)
    {
        var closed = head with { Pages = Pages, Digest = digest, IsOpen = false };
        to.Write(new byte[FileHead.Size]);
        var page = new byte[PageSize];

        for (var number = 0L; number < closed.Pages; number++)
        {
            if (!TryRead(number, page))
                throw Damage(number);

            to.Write(block);
        }

        var (offset, bytes) = closed.Write();
        to.Position = offset;
        to.Write(bytes);
    }

    public StoreException Damage(long page) => FileCheck.Damaged(name, $"page {page} is not what was written there");

    private static long OffsetOf(long page) => FileHead.Size + (page * BlockSize);

    private void Put(FileHead next)
    {
        var (offset, bytes) = next.Write();
        file.Write(bytes, offset);

        // So that the first block never has the place of a head that was not written yet.
        if (file.Length < FileHead.Size)
            file.Write(new byte[FileHead.Size - file.Length], file.Length);

        head = next;
    }

    private void Mark(long page, ReadOnlySpan<byte> trailer)
    {
        while (marks.Count <= page)
            marks.Add(0);

        var mark = PageSeal.Mark(page, trailer);
        digest ^= marks[(int)page] ^ mark;
        marks[(int)page] = mark;
    }

    private bool IsLast(long page, ReadOnlySpan<byte> found) => page < marks.Count && PageSeal.Mark(page, found[PageSize..]) == marks[(int)page];

    private IEnumerable<byte[]> Trailers()
    {
        var some = new byte[BlocksAtOnce * BlockSize];

        for (var offset = (long)FileHead.Size; file.Read(some, offset) is var read and >= BlockSize; offset += read - (read % BlockSize))
        {
            for (var at = 0; at + BlockSize <= read; at += BlockSize)
                yield return some[(at + PageSize)..(at + BlockSize)];
        }
    }
}
