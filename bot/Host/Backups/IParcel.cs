using System.IO.Compression;
using ChatOps.Documents;

namespace ChatOps.Host.Backups;

/// <summary>A backup or an export, to be read.</summary>
internal interface IParcel : IDisposable
{
    /// <summary>Its path, for sentences.</summary>
    string Name { get; }

    /// <returns>Null: there is no such entry.</returns>
    Stream? Open(string entry);
}

/// <summary>A folder that <c>chatops export</c> wrote.</summary>
internal sealed class FolderParcel(string path) : IParcel
{
    public string Name => path;

    public Stream? Open(string entry) => File.Exists(Path.Combine(path, entry)) ? File.OpenRead(Path.Combine(path, entry)) : null;

    public void Dispose()
    {
    }
}

/// <summary>A file that <c>chatops backup</c> wrote.</summary>
internal sealed class FileParcel : IParcel
{
    private readonly ZipArchive archive;

    private FileParcel(string path, ZipArchive archive) => (Name, this.archive) = (path, archive);

    public string Name { get; }

    /// <param name="key">The key of this installation.</param>
    /// <exception cref="Trouble">It cannot be read, and why.</exception>
    public static FileParcel Of(string path, StoreKey? key, StoreKey? passphrase)
    {
        try
        {
            return new(path, new ZipArchive(Plain(path, File.OpenRead(path), key, passphrase), ZipArchiveMode.Read));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Trouble($"The backup {path} cannot be read ({e.Message.TrimEnd('.')}). Name another.", e);
        }
        catch (InvalidDataException e)
        {
            throw new Trouble($"{path} is no backup of ChatOps, or its end is missing. Take another copy.", e);
        }
        catch (StoreException e)
        {
            throw new Trouble($"The backup {path} cannot be read. {e.Why}", e);
        }
    }

    public Stream? Open(string entry)
    {
        try
        {
            return archive.GetEntry(entry)?.Open();
        }
        catch (InvalidDataException e)
        {
            throw new Trouble($"The backup {Name} is damaged at {entry}. Take another copy.", e);
        }
    }

    public void Dispose() => archive.Dispose();

    private static Stream Plain(string path, FileStream file, StoreKey? key, StoreKey? passphrase) => SealedReader.IsSealed(file) switch
    {
        null => file,
        true => SealedReader.Open(file, passphrase ?? throw new Trouble($"The backup {path} is encrypted with a passphrase. Give the file that holds it with --passphrase-file.")),
        false => SealedReader.Open(file, key ?? throw new Trouble($"The backup {path} is encrypted with the key of its installation. Set Data:Key or Data:KeyFile to that one.")),
    };
}
