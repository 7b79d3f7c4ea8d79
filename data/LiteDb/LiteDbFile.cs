using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>The data file and the journal beside it, opened and found sound.</summary>
internal sealed class LiteDbFile : IDisposable
{
    /// <summary>Earlier ones are brought to it when they are opened.</summary>
    public const int NewestFormat = 4;

    private const int OldestFormat = 2;
    private const string Journalled = ".journal";

    private readonly IBlockFile data;
    private readonly IBlockFile journalFile;
    private readonly PageSeal seal;
    private readonly PageFile pages;
    private readonly string name;

    private LiteDbFile(IBlockFile data, IBlockFile journalFile, string name, StoreKey? key)
    {
        (this.data, this.journalFile, this.name) = (data, journalFile, name);
        var isNew = data.Length is 0;
        var head = isNew ? FileHead.New(key) : FileHead.Read(data, name);
        head.CheckKey(key, name);
        seal = PageSeal.For(head, key);
        Journal = OpenJournal(head, isNew);
        pages = new(data, head, seal, name);
        FileCheck.Before(pages, Journal, isNew, name);

        // From here on the journal is part of it.
        if (!head.IsOpen)
            pages.Seal(head.Epoch, isOpen: true);

        Tables = OpenTables();

        try
        {
            CheckFormat(isNew);
            Tables.Create();
            Tables.Checkpoint();
            FileCheck.After(pages, name);
        }
        catch
        {
            Tables.Abandon();
            throw;
        }
    }

    public JournalStream Journal { get; }

    public Tables Tables { get; }

    /// <summary>Null: it is not on a disk.</summary>
    public string? Path { get; private init; }

    /// <summary>In bytes, with the journal.</summary>
    public long Length => data.Length + journalFile.Length;

    public IReadOnlyList<long> Damaged() => pages.Damaged();

    public static LiteDbFile Open(string path, StoreKey? key)
    {
        var full = System.IO.Path.GetFullPath(path);

        if (!System.IO.Path.Exists(full))
            Create(full, key);

        return OpenPair(full, FileMode.OpenOrCreate, key);
    }

    public static LiteDbFile Open(IBlockFile data, IBlockFile journal, string name, StoreKey? key, string? path = null)
    {
        try
        {
            return new(data, journal, name, key) { Path = path };
        }
        catch (Exception e)
        {
            data.Dispose();
            journal.Dispose();

            if (e is StoreException)
                throw;

            throw e is IOException ? DiskFile.Unwritable(name, e) : Unreadable(name, e);
        }
    }

    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(path + Journalled);
    }

    /// <summary>The last part of opening: what the store keeps in memory.</summary>
    public void Load(params Action[] parts)
    {
        try
        {
            Array.ForEach(parts, load => load());
        }
        catch (Exception e)
        {
            Tables.Abandon();
            Dispose();
            throw e as StoreException ?? Unreadable(name, e);
        }
    }

    public bool CopyTo(string path)
    {
        if (File.Exists(path) || File.Exists(path + Journalled))
            throw new StoreException($"The backup {path} was not made, because there is such a file already. Choose another name.");

        try
        {
            Copy(path + ".unfinished");
            File.Move(path + ".unfinished", path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup {path} could not be written ({e.Message}). Make room, or choose another folder.", e);
        }
    }

    public void Dispose()
    {
        try
        {
            Tables.Dispose();

            if (!Tables.IsAbandoned && Journal.Pages is 0)
                pages.Seal(pages.Head.Epoch, isOpen: false);
        }
        catch (Exception)
        {
            // The journal holds what was answered, and everybody who waited was told.
            Tables.Abandon();
        }

        data.Dispose();
        journalFile.Dispose();
        seal.Dispose();
    }

    private void Copy(string path)
    {
        using var copy = File.Create(path);
        pages.CopyTo(copy);
        copy.Flush(flushToDisk: true);
    }

    // Made aside and then renamed, so that a store which power loss left half made is never met.
    private static void Create(string path, StoreKey? key)
    {
        if (File.Exists(path + Journalled))
            throw FileCheck.Damaged(path, $"the file is missing, and its journal is there");

        var unfinished = path + ".new";

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            OpenPair(unfinished, FileMode.Create, key).Dispose();
            File.Delete(unfinished + Journalled);
            File.Move(unfinished, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DiskFile.Unwritable(path, e);
        }
    }

    private static LiteDbFile OpenPair(string path, FileMode mode, StoreKey? key)
    {
        var first = DiskFile.Open(path, mode);

        try
        {
            return Open(first, DiskFile.Open(path + Journalled, mode), path, key, path);
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    private JournalStream OpenJournal(FileHead head, bool isNew)
    {
        var found = JournalHead.Read(journalFile, isNew, name);
        FileCheck.Pair(head, found, isNew, name);
        return new(journalFile, seal, found ?? new(head.Epoch + 1, head.Id), found is null, name);
    }

    private Tables OpenTables()
    {
        try
        {
            return new(new DataStream(pages, Journal), Journal);
        }
        catch (Exception e) when (e is not (IOException or StoreException))
        {
            throw Unreadable(name, e);
        }
    }

    private static StoreException Unreadable(string name, Exception cause) =>
        FileCheck.Damaged(name, $"LiteDB cannot read it ({cause.Message})", cause);

    private void CheckFormat(bool isNew)
    {
        if (isNew)
            Tables.Format = NewestFormat;
        else if (Tables.Format > NewestFormat)
            throw FileCheck.Newer(name);
        else if (Tables.Format is 0)
            throw new StoreException($"The file {name} is a LiteDB file of another program. Choose another file with Data:Folder.");
        else if (Tables.Format < OldestFormat)
            throw new StoreException($"The store {name} was written by an older version of ChatOps, in a form that this one does not read. Export it with that version, and import it here.");
    }
}
