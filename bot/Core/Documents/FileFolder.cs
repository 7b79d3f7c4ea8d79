using System.Security.Cryptography;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Documents;

/// <summary>Where the contents of files lie, each under the SHA-256 of its content.</summary>
public sealed record FileFolder(string Path);

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
            File.Move(draft, PathOf(hash), overwrite: true);
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
    public Stream? Open(string hash) =>
        hash is { Length: 64 } && hash.All(char.IsAsciiHexDigitLower) && File.Exists(PathOf(hash)) ? File.OpenRead(PathOf(hash)) : null;

    /// <summary>Removes what nobody has named within 24 hours.</summary>
    internal async Task Sweep(CancellationToken cancellation)
    {
        var old = StoredFile.Unbound.Where() with { Until = Key.Of(clock.GetUtcNow() - KeptUnbound) };

        foreach (var file in (await store.Find(old, cancellation)).Items)
        {
            await store.Commit(new Batch().Delete(StoredFile.Kind, file.Id, file.Version), cancellation);

            if (await store.Count(StoredFile.ByHash.Where(file.Body.Hash), cancellation) is 0)
                File.Delete(PathOf(file.Body.Hash));
        }
    }

    private string PathOf(string hash) => Path.Combine(folder.Path, hash);

    private async Task Keep(StoredFile stored, CancellationToken cancellation)
    {
        var id = StoredFile.IdOf(new(stored.Hash), stored.By);
        var known = await store.Get(StoredFile.Kind, id, cancellation);

        // Sent again: what names it already stays, and so does the file. A conflict means that it was sent twice at once.
        await store.Commit(new Batch().Put(StoredFile.Kind, stored with { Bound = known?.Body.Bound ?? false }, known?.Version ?? 0), cancellation);
    }

    private static async Task<(string Hash, long Size, string Type)> Write(Stream content, string path, string name, long most, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
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
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        if (size is 0)
            throw new Refusal($"{name} is empty. Attach a file with something in it.");

        var type = FileTypes.Of(name, head) ?? throw new Refusal($"{name} is of a kind that is not taken. These are: {FileTypes.Names}.");
        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size, type);
    }
}
