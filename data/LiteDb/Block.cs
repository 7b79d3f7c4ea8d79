namespace ChatOps.Data;

/// <summary>Neighbouring index entries, kept as one row: every entry from <paramref name="Low"/> to below <paramref name="High"/> stands here.</summary>
/// <param name="High">Null: the end.</param>
/// <param name="Entries">In order. Changed by the writer alone, before anybody else sees the block.</param>
internal sealed record Block(string Low, string? High, List<string> Entries)
{
    // Several fit into a page of LiteDB, and a commit of one ticket writes some twenty of them anew.
    private const int LargestPacked = 1600;
    private const int Overhead = 64;

    /// <summary>About what it takes in memory, in bytes.</summary>
    public int Size { get; } = Overhead + Entries.Sum(entry => 2 * entry.Length + Overhead / 2);

    public static Block Unpack(string low, string? high, byte[] packed)
    {
        using var bytes = new BinaryReader(new MemoryStream(packed));
        var entries = new List<string>(bytes.Read7BitEncodedInt());

        for (var before = ""; entries.Count < entries.Capacity; entries.Add(before))
            before = string.Concat(before.AsSpan(0, bytes.Read7BitEncodedInt()), bytes.ReadString());

        return new(low, high, entries);
    }

    /// <summary>Each entry as what it shares with the one before, and the rest: neighbours share most.</summary>
    public byte[] Pack()
    {
        using var packed = new MemoryStream(2 * LargestPacked);
        using var bytes = new BinaryWriter(packed);
        bytes.Write7BitEncodedInt(Entries.Count);
        var before = "";

        foreach (var entry in Entries)
        {
            var shared = Shared(before, entry);
            bytes.Write7BitEncodedInt(shared);
            bytes.Write(entry.AsSpan(shared).ToString());
            before = entry;
        }

        bytes.Flush();
        return packed.ToArray();
    }

    /// <summary>This block, or in its place as many as it needs, each with its packed form.</summary>
    public IEnumerable<(Block Block, byte[] Packed)> Split()
    {
        var packed = Pack();

        if (packed.Length <= LargestPacked || Entries.Count < 2)
            return [(new(Low, High, Entries), packed)];

        var (low, high) = Halves();
        return [.. low.Split(), .. high.Split()];
    }

    public (Block Low, Block High) Halves()
    {
        var middle = Entries.Count / 2;
        return (new(Low, Entries[middle], Entries[..middle]), new(Entries[middle], High, Entries[middle..]));
    }

    /// <summary>The entries from low to below high in order, read as far as they are asked for.</summary>
    /// <param name="find">The block in which an entry has its place.</param>
    public static IEnumerable<string> Up(Func<string, Block> find, string low, string high)
    {
        for (string? at = low; at is not null && string.CompareOrdinal(at, high) < 0;)
        {
            var block = find(at);

            for (var i = block.PlaceOf(at); i < block.Entries.Count && string.CompareOrdinal(block.Entries[i], high) < 0; i++)
                yield return block.Entries[i];

            at = block.High;
        }
    }

    /// <summary>As <see cref="Up"/>, the last first.</summary>
    /// <param name="findBelow">The block with what comes right before a place.</param>
    public static IEnumerable<string> Down(Func<string, Block> findBelow, string low, string high)
    {
        for (var at = high; string.CompareOrdinal(low, at) < 0;)
        {
            var block = findBelow(at);

            for (var i = block.PlaceOf(at) - 1; i >= 0 && string.CompareOrdinal(block.Entries[i], low) >= 0; i--)
                yield return block.Entries[i];

            at = block.Low;
        }
    }

    public bool Holds(string place) => string.CompareOrdinal(place, Low) >= 0 && (High is null || string.CompareOrdinal(place, High) < 0);

    public bool ReachesTo(string place) => string.CompareOrdinal(Low, place) < 0 && (High is null || string.CompareOrdinal(place, High) <= 0);

    /// <summary>Where the first entry stands that is not before this place.</summary>
    public int PlaceOf(string place)
    {
        var found = Entries.BinarySearch(place, StringComparer.Ordinal);
        return found < 0 ? ~found : found;
    }

    private static int Shared(string before, string entry)
    {
        var shared = before.AsSpan().CommonPrefixLength(entry);
        return shared > 0 && char.IsHighSurrogate(entry[shared - 1]) ? shared - 1 : shared;
    }
}

/// <summary>Some blocks in order, none of which overlaps another.</summary>
internal sealed class Blocks
{
    private readonly List<Block> all = [];

    public IReadOnlyList<Block> All => all;

    /// <summary>About what they take in memory, in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>The block in which an entry has its place; null: it is not here.</summary>
    public Block? Find(string entry) => Before(After(entry, inclusive: true)) is { } block && block.Holds(entry) ? block : null;

    /// <summary>The block with what comes right before a place.</summary>
    public Block? FindBelow(string place) => Before(After(place, inclusive: false)) is { } block && block.ReachesTo(place) ? block : null;

    /// <summary>Puts it in place of all that it overlaps.</summary>
    public void Set(Block block)
    {
        Remove(block);
        all.Insert(After(block.Low, inclusive: false), block);
        Size += block.Size;
    }

    public void Remove(Block range)
    {
        var from = After(range.Low, inclusive: false);
        var until = range.High is { } high ? After(high, inclusive: false) : all.Count;

        if (Before(from) is { } lower && lower.Holds(range.Low))
            from--;

        for (var i = from; i < until; i++)
            Size -= all[i].Size;

        all.RemoveRange(from, Math.Max(0, until - from));
    }

    private Block? Before(int place) => place > 0 ? all[place - 1] : null;

    // The first block that begins behind a place, or at it.
    private int After(string place, bool inclusive)
    {
        var (low, high) = (0, all.Count);

        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(all[middle].Low, place);

            if (order < 0 || (inclusive && order is 0))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
