using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// Reads, each to the end on the thread that began it: LiteDB binds a read to its thread, and allows a hundred at a time.
/// </summary>
internal sealed class Reader(Tables tables, EntryTable entries, Group group, DocumentCache cache) : IDisposable
{
    private const int MostReaders = 64;
    private readonly SemaphoreSlim readers = new(MostReaders);

    public Stored<T>? Get<T>(Kind<T> kind, string id)
        where T : class
    {
        if (group.Fault is { } fault)
            throw fault;

        var key = (kind.Name, id);
        var known = cache.Find(key);
        return known is { IsThere: false } ? null : known?.As(kind) ?? Load(kind, key);
    }

    public long Revision(Kind kind) => cache.Revision(kind);

    /// <summary>The entries of a range in order, read as far as they are asked for.</summary>
    public IEnumerable<string> Entries((string Kind, string Index) index, (string Low, string? High) range, bool isDescending)
    {
        var prefix = index.Kind + Key.PartEnd + index.Index + Key.PartEnd;
        var (low, high) = (prefix + range.Low, range.High is null ? prefix[..^1] + Key.RangeEnd : prefix + range.High);
        return (isDescending ? Block.Down(place => Read(_ => entries.FindBelow(place)), low, high) : Block.Up(place => Read(_ => entries.Find(place)), low, high)).Select(entry => entry[prefix.Length..]);
    }

    public T Read<T>(Func<Tables, T> read)
    {
        if (group.Fault is { } fault)
            throw fault;

        readers.Wait();

        try
        {
            return read(tables);
        }
        catch (Exception e) when (e is not StoreException)
        {
            // On damaged pages LiteDB fails with whatever comes of them.
            throw group.Fault ?? new StoreException($"The store could not be read ({e.Message}). Start ChatOps again; if that does not help, restore a backup.", e);
        }
        finally
        {
            readers.Release();
        }
    }

    public void Dispose() => readers.Dispose();

    private Stored<T>? Load<T>(Kind<T> kind, (string Kind, string Id) key)
        where T : class
    {
        var moment = cache.Moment;

        if (Read(from => from.Find(Tables.Documents, DocumentTable.IdOf(key.Kind, key.Id))) is not { } row)
        {
            // What nobody has set is asked for in every turn.
            cache.Offer(key, Cached.None, moment);
            return null;
        }

        var document = Cached.Of(key.Id, row);
        var stored = document.As(kind);
        cache.Offer(key, document, moment);
        return stored;
    }
}
