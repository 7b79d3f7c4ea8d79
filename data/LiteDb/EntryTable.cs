using LiteDB;

namespace ChatOps.Data;

/// <summary>
/// The index entries and words of all documents in one order. They are kept in blocks: a row for each would cost a commit
/// a page or more for every one of them, and a reader a search.
/// </summary>
internal sealed class EntryTable(Tables tables, BlockCache cache)
{
    // Every group of commits copies the blocks that it changes.
    private const int MostCopied = 128;
    private const int Spare = 8;

    // What the present transaction has changed; the writer's alone.
    private Blocks changed = new();

    /// <param name="before">The entries of a row as it was.</param>
    /// <param name="after">As it is now.</param>
    public void Change(IEnumerable<string> before, IEnumerable<string> after)
    {
        var gone = before.ToHashSet(StringComparer.Ordinal);

        foreach (var entry in after)
        {
            if (!gone.Remove(entry))
                Add(entry);
        }

        foreach (var entry in gone)
        {
            var entries = Own(entry).Entries;

            if (entries.BinarySearch(entry, StringComparer.Ordinal) is >= 0 and var place)
                entries.RemoveAt(place);
        }
    }

    /// <summary>Whether there is such an entry. For the writer: with what the present transaction has changed.</summary>
    public bool Holds(string entry) => Latest(entry).Entries.BinarySearch(entry, StringComparer.Ordinal) >= 0;

    /// <summary>The entries from low to below high in order, for the writer.</summary>
    public IEnumerable<string> Within(string low, string high) => Block.Up(Latest, low, high);

    /// <summary>The last entry from low to below high, for the writer.</summary>
    public string? LastWithin(string low, string high) => Block.Down(place => changed.FindBelow(place) ?? FindBelow(place), low, high).FirstOrDefault();

    /// <summary>Writes into the present transaction what it has changed, and what others before it have.</summary>
    public void Save()
    {
        foreach (var block in cache.Unsaved.Where(block => changed.Find(block.Low) is null))
            changed.Set(block);

        JoinEmpty();
        var written = new Blocks();

        foreach (var (block, packed) in changed.All.SelectMany(block => block.Split()))
        {
            Put(block, packed);
            written.Set(block);
        }

        changed = written;
    }

    /// <summary>
    /// Begins every block with an entry of its own: what a block begins with was an entry once, and would outlive it.
    /// </summary>
    public bool Rebound()
    {
        Save();
        var before = new Block("", null, []);

        foreach (var row in tables.Range(Tables.Entries, "", Tables.End, int.MaxValue))
        {
            var block = Unpack(row);

            if (block is { Low: not "", Entries: [var first, ..] } && first != block.Low)
            {
                tables.Delete(Tables.Entries, block.Low);
                block = block with { Low = first };
                Write(before with { High = first });
                Write(block);
            }

            before = block;
        }

        return true;
    }

    /// <param name="isSaved">Else nothing but memory has it, and the log from which it comes again.</param>
    public void Publish(bool isSaved)
    {
        cache.Publish(changed.All, isSaved);
        changed = new();
    }

    public void Forget() => changed = new();

    /// <summary>The block in which an entry has its place, as committed.</summary>
    public Block Find(string entry) => cache.Find(entry) ?? Load(entry + '\0');

    /// <summary>The block with what comes right before a place, as committed.</summary>
    public Block FindBelow(string place) => cache.FindBelow(place) ?? Load(place);

    private Block Load(string below)
    {
        var moment = cache.Moment;
        var block = tables.LastBelow(Tables.Entries, below) is { } row ? Unpack(row) : new("", null, []);
        cache.Offer(block, moment);
        return block;
    }

    private static Block Unpack(BsonDocument row) => Block.Unpack(row["_id"].AsString, row["h"].AsString, row["b"].AsBinary);

    private void Write(Block block)
    {
        Put(block, block.Pack());
        changed.Set(block);
    }

    private void Put(Block block, byte[] packed) =>
        tables.Put(Tables.Entries, new BsonDocument { ["_id"] = block.Low, ["h"] = block.High ?? BsonValue.Null, ["b"] = packed });

    private Block Latest(string entry) => changed.Find(entry) ?? Find(entry);

    private void Add(string entry)
    {
        var block = Own(entry);

        if (block.Entries.BinarySearch(entry, StringComparer.Ordinal) is not (< 0 and var place))
            return;

        block.Entries.Insert(~place, entry);

        if (block.Entries.Count < MostCopied)
            return;

        var (low, high) = block.Halves();
        changed.Set(low);
        changed.Set(high);
    }

    private Block Own(string entry) => changed.Find(entry) ?? Own(Find(entry));

    // Readers go on with theirs.
    private Block Own(Block block)
    {
        var entries = new List<string>(block.Entries.Count + Spare);
        entries.AddRange(block.Entries);
        var own = block with { Entries = entries };
        changed.Set(own);
        return own;
    }

    // An empty block is given to the one before it: else a range from which much was deleted is slow to read for ever.
    private void JoinEmpty()
    {
        foreach (var low in changed.All.Where(block => block is { Entries.Count: 0, Low: not "" }).Select(block => block.Low).Reverse().ToArray())
        {
            var before = changed.FindBelow(low) ?? Own(FindBelow(low));
            tables.Delete(Tables.Entries, low);
            changed.Set(before with { High = changed.Find(low)!.High });
        }
    }
}
