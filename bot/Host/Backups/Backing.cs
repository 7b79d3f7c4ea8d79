using System.IO.Compression;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Host.Configuration;
using ChatOps.Host.Serving;

namespace ChatOps.Host.Backups;

/// <param name="File">The full path of the backup to make.</param>
/// <param name="PassphraseFile">Null: it is encrypted when the installation is.</param>
internal sealed record BackupRequest(string File, string? PassphraseFile, string User);

/// <param name="Folder">The full path of the folder to make.</param>
internal sealed record ExportRequest(string Folder, string User);

/// <summary>Makes backups and exports of an installation while it is used.</summary>
internal sealed class Backing(IStore store, FileFolder files, Settings settings, Bot bot, TimeProvider clock)
{
    private const string Unfinished = ".unfinished";

    public async Task<Printed> Backup(BackupRequest request, Action<Say> tell, CancellationToken cancellation)
    {
        var key = request.PassphraseFile is { } file ? Passphrase.Read(file) : settings.Key;
        await Note(request.User, $"backup to {request.File}", cancellation);
        var (manifest, damaged) = await Write(request.File, key, tell, cancellation);
        await bot.Do($"cli:{request.User}", "backup", BackupReport.Complete, cancellation);
        return new([key is null ? (Say)$"{Told(manifest)} are in {request.File}, not encrypted." : $"{Told(manifest)} are in {request.File}, encrypted.", .. Damage(damaged), $"Try it: chatops backup verify {request.File}"], IsFine: damaged is []);
    }

    public async Task<Printed> Export(ExportRequest request, Action<Say> tell, CancellationToken cancellation)
    {
        RefuseExisting(request.Folder);
        await Note(request.User, $"export to {request.Folder}", cancellation);
        var unfinished = request.Folder + Unfinished;

        try
        {
            Remove(unfinished);
            Directory.CreateDirectory(unfinished);
            using var packing = new Packing(name => Create(Path.Combine(unfinished, name)), tell);
            var manifest = await packing.Pack(store, files, settings.Engine.ToString(), clock.GetUtcNow(), cancellation);
            Directory.Move(unfinished, request.Folder);
            return new([$"{Told(manifest)} are in {request.Folder}, not encrypted.", .. Damage(packing.DamagedFiles)], IsFine: packing.DamagedFiles is []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Trouble($"The export {request.Folder} could not be written ({e.Message.TrimEnd('.')}). Make room, or choose another folder.", e);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    /// <summary>Written aside, made durable and then named: a file of that name is whole.</summary>
    public async Task<(Manifest Manifest, IReadOnlyList<string> Damaged)> Write(string path, StoreKey? key, Action<Say> tell, CancellationToken cancellation)
    {
        RefuseExisting(path);
        var unfinished = path + Unfinished;

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var written = await WriteTo(unfinished, key, tell, cancellation);
            File.Move(unfinished, path);
            return written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Trouble($"The backup {path} could not be written ({e.Message.TrimEnd('.')}). Make room, or choose another folder.", e);
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }

    private async Task<(Manifest Manifest, IReadOnlyList<string> Damaged)> WriteTo(string path, StoreKey? key, Action<Say> tell, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, Mine(FileMode.Create));
        (Manifest, IReadOnlyList<string>) written;

        await using (var sealing = key is null ? null : new SealedWriter(file, key))
        await using (var archive = new ZipArchive((Stream?)sealing ?? file, ZipArchiveMode.Create, leaveOpen: true))
        using (var packing = new Packing(name => archive.CreateEntry(name, CompressionLevel.Fastest).Open(), tell))
            written = (await packing.Pack(store, files, settings.Engine.ToString(), clock.GetUtcNow(), cancellation), packing.DamagedFiles);

        file.Flush(flushToDisk: true);
        return written;
    }

    public static Say Told(Manifest manifest) =>
        $"{manifest.Documents:one document|# documents} and {manifest.Files:one attachment|# attachments} of {manifest.At}";

    private static FileStream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new(path, Mine(FileMode.CreateNew));
    }

    // What it holds is for nobody else on this machine.
    private static FileStreamOptions Mine(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return options;
    }

    private static void RefuseExisting(string path)
    {
        if (Path.Exists(path))
            throw new Trouble($"There is {path} already, and nothing is overwritten. Choose another name.");
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<Say> Damage(IReadOnlyList<string> files) =>
        files.Select(file => (Say)$"The attachment {file} is damaged; look for it in an older backup.");

    private Task<bool> Note(string user, string what, CancellationToken cancellation) => bot.Do(
        $"cli:{user}",
        "backup",
        turn =>
        {
            turn.Note("installation", what);
            return Task.FromResult(true);
        },
        cancellation);
}

/// <summary>Words in a file, which stand in no list of processes.</summary>
internal static class Passphrase
{
    /// <exception cref="Trouble">There are none.</exception>
    public static StoreKey Read(string path)
    {
        try
        {
            return StoreKey.OfPassphrase(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Trouble($"The passphrase in {path} cannot be read ({e.Message.TrimEnd('.')}). Name another file.", e);
        }
    }
}
