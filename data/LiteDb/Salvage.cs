using System.Buffers.Binary;
using System.Text;
using LiteDB;

namespace ChatOps.Data;

/// <summary>
/// What can still be read of LiteDB 5's pages, one by one: nothing follows a chain of pages that could lead nowhere or in a
/// circle. Data pages hold the rows; index pages say which rows there should be.
/// </summary>
internal sealed class Salvage
{
    private const int PageSize = PageSeal.PageSize;
    private const int TypeOffset = 4;
    private const int TableOffset = 19;
    private const int HighestSlotOffset = 30;
    private const int SlotSize = 4;
    private const int CollectionsOffset = 192;
    private const byte HeaderPage = 1;
    private const byte IndexPage = 3;
    private const byte DataPage = 4;

    // A data block: whether it goes on another (1), the next block (page 4, slot 1), the content.
    private const int BlockHead = 6;

    // An index node: its index (1), its level (1), the data block (5), the next node (5), two links (5 each) a level, the key.
    private const int NodeHead = 12;
    private const int LinkSize = 5;
    private const byte StringKey = 6;

    private readonly IReadOnlyDictionary<long, byte[]> pages;
    private readonly Dictionary<uint, string> tables = [];
    private readonly HashSet<(string Table, string Id)> logged = [];

    public Salvage(IReadOnlyDictionary<long, byte[]> pages)
    {
        this.pages = pages;

        if (pages.GetValueOrDefault(0) is { } header && header[TypeOffset] is HeaderPage)
            ReadTables(header);
    }

    /// <summary>Every row that is whole: as the log has it, else as its table has.</summary>
    public IEnumerable<(string Table, BsonDocument Row)> Rows()
    {
        var log = Stored().Where(row => row.Table is Tables.Log).Select(row => row.Row).OrderBy(row => row["_id"].AsInt64).SelectMany(row => row[Tables.Done].AsArray);

        foreach (var change in log.Select(change => change.AsDocument).Reverse())
        {
            var (table, row) = (change[Tables.Table].AsString, change[Tables.Row].AsDocument);

            if (logged.Add((table, row is null ? change[Tables.Gone].AsString : row["_id"].AsString)) && row is not null)
                yield return (table, row);
        }

        foreach (var (table, row) in Stored())
        {
            if (table is not Tables.Log && !logged.Contains((table, row["_id"].AsString)))
                yield return (table, row);
        }
    }

    private IEnumerable<(string Table, BsonDocument Row)> Stored()
    {
        foreach (var page in pages.Values.Where(page => page[TypeOffset] is DataPage))
        {
            foreach (var block in Slots(page).Where(block => block.Length > BlockHead && block.Span[0] is 0))
            {
                if (Whole(block) is { } bytes && Deserialize(bytes) is { } row)
                    yield return (tables.GetValueOrDefault(TableOf(page)) ?? Likely(row), row);
            }
        }
    }

    /// <summary>The ids of all rows that the indexes know, but for those that the log has.</summary>
    public IEnumerable<(string Table, string Id)> Known()
    {
        foreach (var page in pages.Values.Where(page => page[TypeOffset] is IndexPage))
        {
            foreach (var node in Slots(page))
            {
                if (tables.TryGetValue(TableOf(page), out var table) && IdIn(node.Span) is { } id && !logged.Contains((table, id)))
                    yield return (table, id);
            }
        }
    }

    private void ReadTables(byte[] header)
    {
        if (Deserialize(header[CollectionsOffset..]) is not { } collections)
            return;

        foreach (var (name, page) in collections)
            tables[(uint)page.AsInt32] = name;
    }

    private static uint TableOf(byte[] page) => BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(TableOffset));

    // Without the first page nobody knows which table is which, but the rows look different.
    private static string Likely(BsonDocument row) =>
        row.ContainsKey("k") ? Tables.Documents
        : row.ContainsKey(Tables.Done) ? Tables.Log
        : row["b"] is not { IsString: true, AsString: var text } ? Tables.Entries
        : text.StartsWith('{') ? Tables.Facts
        : text.All(char.IsAsciiDigit) ? Tables.Counters
        : Tables.Forms;

    private static IEnumerable<ReadOnlyMemory<byte>> Slots(byte[] page)
    {
        if (page[HighestSlotOffset] is byte.MaxValue)
            yield break;

        for (byte slot = 0; slot <= page[HighestSlotOffset]; slot++)
        {
            if (Slot(page, slot) is { Length: > 0 } found)
                yield return found;

            if (slot is byte.MaxValue - 1)
                yield break;
        }
    }

    private static ReadOnlyMemory<byte> Slot(byte[] page, byte slot)
    {
        var at = PageSize - ((slot + 1) * SlotSize);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(at));
        var start = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(at + 2));
        return start is 0 || start + length > PageSize ? default : page.AsMemory(start, length);
    }

    private byte[]? Whole(ReadOnlyMemory<byte> block)
    {
        var bytes = new List<byte>();

        for (var left = pages.Count; left > 0; left--)
        {
            bytes.AddRange(block.Span[BlockHead..]);
            var page = BinaryPrimitives.ReadUInt32LittleEndian(block.Span[1..]);

            if (page is uint.MaxValue)
                return [.. bytes];

            if (pages.GetValueOrDefault(page) is not { } next || next[TypeOffset] is not DataPage)
                return null;

            block = Slot(next, block.Span[5]);

            if (block.Length <= BlockHead)
                return null;
        }

        return null;
    }

    private static BsonDocument? Deserialize(byte[] bytes)
    {
        try
        {
            return BsonSerializer.Deserialize(bytes);
        }
        catch (Exception)
        {
            // LiteDB fails with whatever comes of it.
            return null;
        }
    }

    private static string? IdIn(ReadOnlySpan<byte> node)
    {
        if (node.Length < NodeHead || node[0] is not 0)
            return null;

        var key = NodeHead + (node[1] * 2 * LinkSize);

        // Ten bits of length: the upper two stand beside the type. The ends of the list have no string for a key.
        if (key + 2 > node.Length || (node[key] & 0x3F) is not StringKey)
            return null;

        var length = node[key + 1] | ((node[key] & 0xC0) << 2);
        return key + 2 + length > node.Length ? null : Encoding.UTF8.GetString(node.Slice(key + 2, length));
    }
}
