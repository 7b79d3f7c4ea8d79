namespace ChatOps.Data;

/// <summary>
/// LiteDB's data file. Flush is a real fsync, and no page is overwritten before the journal that explains it is on the disk.
/// Disposing closes nothing: LiteDB's readers do that to a stream they share.
/// </summary>
internal sealed class DataStream(PageFile pages, JournalStream journal) : Stream
{
    private const int PageSize = PageSeal.PageSize;
    private bool isDirty;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => pages.Pages * PageSize;

    public override long Position { get; set; }

    /// <exception cref="Documents.StoreException">The page is damaged.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var page = Whole(count);

        if (page >= pages.Pages)
            return 0;

        // Power loss in a checkpoint may tear any page; LiteDB reads the first one before it looks into the journal.
        if (!pages.TryRead(page, buffer.AsSpan(offset, count)) && !(page is 0 && journal.TryReadNewest(0, buffer.AsSpan(offset, count))))
            throw pages.Damage(page);

        Position += count;
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        var page = Whole(count);
        journal.Sync();
        pages.Write(page, (uint)journal.Epoch, buffer.AsSpan(offset, count));
        Position += count;
        isDirty = true;
    }

    public override void SetLength(long value)
    {
        if (value != Length)
            throw new NotSupportedException("A data file is not cut.");
    }

    public override void Flush()
    {
        if (!isDirty)
            return;

        pages.Seal(journal.Epoch, isOpen: true);
        isDirty = false;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    private long Whole(int count) => count is PageSize && Position % PageSize is 0
        ? Position / PageSize
        : throw new NotSupportedException("A data file is read and written in whole pages.");
}
