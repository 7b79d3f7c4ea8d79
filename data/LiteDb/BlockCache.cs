namespace ChatOps.Data;

/// <summary>
/// Blocks of index entries as they were last committed: two generations, as <see cref="DocumentCache"/> has, and those that
/// their table does not have yet.
/// </summary>
/// <param name="size">In bytes.</param>
internal sealed class BlockCache(long size)
{
    private readonly Lock changing = new();
    private Blocks young = new();
    private Blocks old = new();
    private Blocks unsaved = new();
    private long moment;

    /// <summary>Those that were published without being saved. For the writer alone.</summary>
    public IReadOnlyList<Block> Unsaved => unsaved.All;

    /// <summary>What was read from the disk at one moment is outdated at the next.</summary>
    public long Moment => Volatile.Read(ref moment);

    public Block? Find(string entry) => Find(blocks => blocks.Find(entry));

    public Block? FindBelow(string place) => Find(blocks => blocks.FindBelow(place));

    public void Offer(Block block, long readAt)
    {
        lock (changing)
        {
            if (readAt == moment)
                Add(block);
        }
    }

    /// <param name="isSaved">All are, also those from before.</param>
    public void Publish(IEnumerable<Block> changed, bool isSaved)
    {
        lock (changing)
        {
            moment++;

            if (isSaved)
                unsaved = new();

            foreach (var block in changed)
            {
                if (isSaved)
                    Add(block);
                else
                    unsaved.Set(block);
            }
        }
    }

    private Block? Find(Func<Blocks, Block?> find)
    {
        lock (changing)
        {
            if ((find(unsaved) ?? find(young)) is { } found)
                return found;

            if (find(old) is not { } aged)
                return null;

            Add(aged);
            return aged;
        }
    }

    private void Add(Block block)
    {
        old.Remove(block);
        young.Set(block);

        if (young.Size > size / 2)
            (old, young) = (young, new());
    }
}
