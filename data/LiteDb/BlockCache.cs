namespace ChatOps.Data;

/// <summary>Blocks of index entries as they were last committed. Two generations, as <see cref="DocumentCache"/> has.</summary>
/// <param name="size">In bytes.</param>
internal sealed class BlockCache(long size)
{
    private readonly Lock changing = new();
    private Blocks young = new();
    private Blocks old = new();
    private long moment;

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

    public void Publish(IEnumerable<Block> changed)
    {
        lock (changing)
        {
            moment++;

            foreach (var block in changed)
                Add(block);
        }
    }

    private Block? Find(Func<Blocks, Block?> find)
    {
        lock (changing)
        {
            if (find(young) is { } found)
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
