using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>The data file and the journal beside it, opened and found sound.</summary>
internal sealed class LiteDbFile : IDisposable
{
    private const int NewestFormat = 2;
    private const string Journalled = ".journal";

    private readonly IBlockFile data;
    private readonly IBlockFile journalFile;
    private readonly DataStream stream;
    private readonly string name;

    private LiteDbFile(IBlockFile data, IBlockFile journalFile, string name)
    {
        (this.data, this.journalFile, this.name) = (data, journalFile, name);
        var head = JournalHead.Read(journalFile, data, name);
        Journal = new(journalFile, head);
        FileCheck.Before(data, Journal, name);
        var isNew = data.Length is 0;
        stream = new(data, Journal);
        Tables = OpenTables();

        try
        {
            CheckFormat(isNew);
            Tables.Create();
            Tables.Checkpoint();
            FileCheck.After(data, name);
        }
        catch
        {
            Tables.Abandon();
            throw;
        }
    }

    public JournalStream Journal { get; }

    public Tables Tables { get; }

    /// <summary>In bytes, with the journal.</summary>
    public long Length => data.Length + journalFile.Length;

    public static LiteDbFile Open(string path)
    {
        var full = Path.GetFullPath(path);

        if (!Path.Exists(full))
            Create(full);

        return OpenPair(full, FileMode.OpenOrCreate);
    }

    public static LiteDbFile Open(IBlockFile data, IBlockFile journal, string name)
    {
        try
        {
            return new(data, journal, name);
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
            throw Unreadable(name, e);
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
        }
        catch (Exception)
        {
            // The journal holds what was answered, and everybody who waited was told.
            Tables.Abandon();
        }

        data.Dispose();
        journalFile.Dispose();
    }

    private void Copy(string path)
    {
        using var copy = File.Create(path);
        stream.CopyAll(copy);
        copy.Flush(flushToDisk: true);
    }

    // Made aside and then renamed, so that a store which power loss left half made is never met.
    private static void Create(string path)
    {
        if (File.Exists(path + Journalled))
            throw FileCheck.Damaged(path, "the file is missing, and its journal is there");

        var unfinished = path + ".new";

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            OpenPair(unfinished, FileMode.Create).Dispose();
            File.Delete(unfinished + Journalled);
            File.Move(unfinished, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DiskFile.Unwritable(path, e);
        }
    }

    private static LiteDbFile OpenPair(string path, FileMode mode)
    {
        var first = DiskFile.Open(path, mode);

        try
        {
            return Open(first, DiskFile.Open(path + Journalled, mode), path);
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    private Tables OpenTables()
    {
        try
        {
            return new(stream, Journal);
        }
        catch (Exception e) when (e is not IOException)
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
        else if (Tables.Format < NewestFormat)
            throw new StoreException($"The store {name} was written by an older version of ChatOps, in a form that this one does not read. Export it with that version, and import it here.");
    }
}
