using System.Security.Cryptography;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Documents;

/// <summary>Where the contents of files lie, each under the SHA-256 of its content.</summary>
public sealed record FileFolder(string Path)
{
    /// <summary>Encrypts the contents; null: they are not.</summary>
    public StoreKey? Key { get; init; }

    /// <summary>Everything that is here.</summary>
    public IEnumerable<string> Hashes() =>
        Directory.Exists(Path) ? Directory.EnumerateFiles(Path).Select(file => System.IO.Path.GetFileName(file)).Where(IsHash).Order(StringComparer.Ordinal) : [];

    /// <returns>Null: there is no such file.</returns>
    /// <exception cref="StoreException">It is encrypted otherwise than this folder, or damaged.</exception>
    public Stream? Open(string hash)
    {
        if (!IsHash(hash) || !File.Exists(PathOf(hash)))
            return null;

        var file = File.OpenRead(PathOf(hash));

        try
        {
            return (SealedReader.IsSealed(file) is null, Key) switch
            {
                (true, null) => file,
                (false, { } key) => SealedReader.Open(file, key),
                (true, _) => throw new StoreException($"The attachment {hash} is not encrypted, and a key is set. To change over, run chatops backup without the key, then chatops restore with it into an empty data folder."),
                (false, null) => throw new StoreException($"The attachment {hash} is encrypted, and no key is set. Set Data:Key or Data:KeyFile to the key it was made with."),
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Takes a content in, whole or not at all.</summary>
    /// <returns>False: it is not what the hash says.</returns>
    public bool Put(string hash, Stream content)
    {
        Directory.CreateDirectory(Path);
        var draft = System.IO.Path.Combine(Path, $"{Guid.NewGuid():N}.part");

        try
        {
            using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                Write(file, to => Copy(content, to, sum));
                file.Flush(flushToDisk: true);
            }

            if (Convert.ToHexStringLower(sum.GetHashAndReset()) != hash)
                return false;

            File.Move(draft, PathOf(hash), overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    internal string PathOf(string hash) => System.IO.Path.Combine(Path, hash);

    private void Write(FileStream file, Action<Stream> write)
    {
        if (Key is null)
        {
            write(file);
            return;
        }

        using var writer = new SealedWriter(file, Key);
        write(writer);
    }

    private static bool IsHash(string name) => name is { Length: 64 } && name.All(char.IsAsciiHexDigitLower);

    private static void Copy(Stream from, Stream to, IncrementalHash sum)
    {
        var buffer = new byte[1 << 16];

        for (int read; (read = from.Read(buffer)) > 0;)
        {
            sum.AppendData(buffer, 0, read);
            to.Write(buffer.AsSpan(0, read));
        }
    }
}

/// <summary>Takes in files that people send, and gives them out again.</summary>
public sealed class Files(IStore store, FileFolder folder, TimeProvider clock)
{
    /// <summary>Bytes at the most.</summary>
    public const long Largest = 20 * 1024 * 1024;

    internal FileFolder Folder => folder;

    private static readonly TimeSpan KeptUnbound = TimeSpan.FromHours(24);

    /// <summary>Stores a file for a turn that will name it. Refused when it is too large or of a kind that is not taken.</summary>
    public Task<FileRef> Stage(Stream content, string name, Person by, CancellationToken cancellation = default) => Stage(content, name, by, Largest, cancellation);

    /// <param name="most">Bytes at the most.</param>
    internal async Task<FileRef> Stage(Stream content, string name, Person by, long most, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder.Path);
        name = Tidy.Text(Path.GetFileName(name.Replace('\\', '/')), lines: false) is { Length: > 0 } tidy ? tidy[..Math.Min(tidy.Length, 120)] : "file";
        var draft = Path.Combine(folder.Path, $"{Guid.NewGuid():N}.part");

        try
        {
            var (hash, size, type) = await Write(content, draft, name, most, cancellation);
            File.Move(draft, folder.PathOf(hash), overwrite: true);
            var stored = new StoredFile(hash, name, type, size, by.Id, clock.GetUtcNow());
            await Keep(stored, cancellation);
            return new(hash);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <returns>Null: there is no such file. Whether the reader may have it is for the caller to decide first.</returns>
    public Stream? Open(string hash) => folder.Open(hash);

    /// <summary>A file that this person has sent, or that was made for them; null: there is none.</summary>
    public async ValueTask<Cards.Attachment?> Of(Person person, string hash, CancellationToken cancellation = default) =>
        await store.Get(StoredFile.Kind, StoredFile.IdOf(new(hash), person.Id), cancellation) is { Body: var stored } ? new(stored.Hash, stored.Name, stored.Type, stored.Size) : null;

    /// <summary>Removes what nobody has named within 24 hours.</summary>
    internal async Task Sweep(CancellationToken cancellation)
    {
        var old = StoredFile.Unbound.Where() with { Until = Key.Of(clock.GetUtcNow() - KeptUnbound) };

        foreach (var file in (await store.Find(old, cancellation)).Items)
        {
            await store.Commit(new Batch().Delete(StoredFile.Kind, file.Id, file.Version), cancellation);

            if (await store.Count(StoredFile.ByHash.Where(file.Body.Hash), cancellation) is 0)
                File.Delete(folder.PathOf(file.Body.Hash));
        }
    }

    private async Task Keep(StoredFile stored, CancellationToken cancellation)
    {
        var id = StoredFile.IdOf(new(stored.Hash), stored.By);
        var known = await store.Get(StoredFile.Kind, id, cancellation);

        // Sent again: what names it already stays, and so does the file. A conflict means that it was sent twice at once.
        await store.Commit(new Batch().Put(StoredFile.Kind, stored with { Bound = known?.Body.Bound ?? false }, known?.Version ?? 0), cancellation);
    }

    private async Task<(string Hash, long Size, string Type)> Write(Stream content, string path, string name, long most, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await using var writer = folder.Key is { } key ? new SealedWriter(file, key) : (Stream)file;
        var buffer = new byte[1 << 16];
        var head = Array.Empty<byte>();
        long size = 0;

        for (int read; (read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)) > 0;)
        {
            if (size is 0)
                head = buffer[..read];

            if ((size += read) > most)
                throw new Refusal($"{name} is larger than {most / 1024 / 1024} MB. Make it smaller, or put it on a share and send the link.");

            hash.AppendData(buffer, 0, read);
            await writer.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        if (size is 0)
            throw new Refusal($"{name} is empty. Attach a file with something in it.");

        var type = FileTypes.Of(name, head) ?? throw new Refusal($"{name} is of a kind that is not taken. Send one of these: {FileTypes.Names}.");

        // An encrypted file is ended by this.
        if (writer != file)
            await writer.DisposeAsync();

        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size, type);
    }
}
