using System.Text;
using ChatOps.Cards;
using ChatOps.Documents;
using ChatOps.Host.Configuration;
using ChatOps.Host.Storing;
using ChatOps.Privacy;

namespace ChatOps.Host.Backups;

/// <summary>Brings a backup or an export into an installation that is empty, and compares what is there afterwards.</summary>
internal sealed class Restoring(IParcel parcel, Settings settings, Action<Say> say)
{
    /// <summary>How many rows are written before it is kept that they are.</summary>
    public const int SliceSize = 10_000;

    private static readonly byte[] Heading = Encoding.UTF8.GetBytes(Exported.Heading + "\n");

    /// <summary>As <see cref="SliceSize"/>, unless a test says otherwise.</summary>
    public int Slice { get; init; } = SliceSize;

    private readonly DataFolder folder = new(settings.Folder);
    private readonly Tally expected = new();

    /// <exception cref="Trouble">The backup is damaged, or there is something already. Nothing was changed then.</exception>
    public async Task<Manifest> Run(CancellationToken cancellation)
    {
        if (settings.Engine is Engine.InMemory)
            throw new Trouble($"The setting Data:Engine is InMemory, which would forget everything at once. Use LiteDb or Postgres.");

        say($"Checking {parcel.Name} …");
        var manifest = Checking.Check(parcel, cancellation);
        var progress = Begin(manifest);

        await using (var store = await OpenTarget(progress, cancellation))
        {
            await Import(store, manifest, progress, cancellation);
            ImportFiles(manifest, cancellation);
            say($"Comparing …");
            await Compare(store, expected, parcel.Name, cancellation);
            await EraseAgain(store, cancellation);
        }

        Finish();
        return manifest;
    }

    // The backup may be from before somebody was erased.
    private async Task EraseAgain(IStore store, CancellationToken cancellation)
    {
        var erasures = new Erasures(folder.Files);

        if (erasures.All is [])
            return;

        var features = Composition.Features();
        await store.Prepare(features.Kinds, cancellation);

        if (await erasures.Apply(store, features, TimeProvider.System, cancellation) is > 0 and var count)
            say($"{count:one of the people in it was erased since, and is erased again|# of the people in it were erased since, and are erased again}.");
    }

    /// <exception cref="Trouble">The store does not hold what was expected.</exception>
    public static async Task Compare(IStore store, Tally expected, string name, CancellationToken cancellation)
    {
        var found = new Tally();

        await using (var lines = new LineSink(found.Add))
            await store.Export(lines, cancellation);

        if (expected.Missing(found) is { Count: > 0 } missing)
            throw new Trouble($"What was read back is not what {name} holds: {Say.Row(missing, ", ")}. Run it again; if that does not help, take another copy.");
    }

    /// <summary>Writes all rows into a store, and tallies them.</summary>
    public static async Task Import(IParcel parcel, Entry entry, IStore store, (long Done, int Slice) from, Tally expected, Action<long> imported, CancellationToken cancellation)
    {
        using var reader = new StreamReader(parcel.Open(entry.Name)!, Encoding.UTF8);
        using var slice = new MemoryStream();
        var (form, rows, held) = (Array.Empty<byte>(), 0L, 0);

        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            var line = Encoding.UTF8.GetBytes(text + "\n");

            if (RowName.Of(line).Row is RowName.Form)
            {
                form = line;
                continue;
            }

            expected.Add(line);

            if (++rows <= from.Done)
                continue;

            if (held++ is 0)
            {
                slice.Write(Heading);
                slice.Write(form);
            }

            slice.Write(line);

            if (held == from.Slice)
                await Put();
        }

        if (held > 0)
            await Put();

        async Task Put()
        {
            slice.Position = 0;
            await store.Import(slice, cancellation);
            slice.SetLength(held = 0);
            imported(rows);
        }
    }

    private Progress Begin(Manifest manifest)
    {
        folder.Prepare();
        var fresh = Progress.Of(manifest, settings.Engine.ToString());

        if (Progress.Read(folder.RestoreProgress) is { } begun)
        {
            return begun.Source == fresh.Source && begun.Engine == fresh.Engine
                ? begun
                : throw new Trouble($"Another restore into {folder.Path} was begun and is not finished. Finish that one, or delete {folder.Restore} and begin anew in an empty place.");
        }

        if (settings.Engine is Engine.LiteDb && (File.Exists(folder.Database) || File.Exists(folder.Database + ".journal")))
            throw new Trouble($"There is a database in {folder.Path} already, and nothing is overwritten. Choose an empty folder with Data:Folder, or move chatops.db and chatops.db.journal away.");

        if (folder.Files.Hashes().Any())
            throw new Trouble($"There are attachments in {folder.Files.Path} already, and nothing is overwritten. Choose an empty folder with Data:Folder, or move them away.");

        return fresh;
    }

    private async Task<IStore> OpenTarget(Progress progress, CancellationToken cancellation)
    {
        if (settings.Engine is Engine.LiteDb)
        {
            Directory.CreateDirectory(folder.Restore);
            progress.Write(folder.RestoreProgress);
            return await folder.OpenAt(folder.RestoreDatabase, settings, cancellation);
        }

        var store = await folder.OpenAt(folder.RestoreDatabase, settings, cancellation);

        try
        {
            if (!File.Exists(folder.RestoreProgress) && await HasRows(store, cancellation))
                throw new Trouble($"There is something in the database already, and nothing is overwritten. Name an empty one with ConnectionStrings:ChatOps.");

            Directory.CreateDirectory(folder.Restore);
            progress.Write(folder.RestoreProgress);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> HasRows(IStore store, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var found = false;

        try
        {
            await using var lines = new LineSink(line =>
            {
                if (RowName.Of(line.Span).Row is not RowName.Heading)
                {
                    found = true;
                    enough.Cancel();
                }
            });

            await store.Export(lines, enough.Token);
        }
        catch (OperationCanceledException) when (found)
        {
            // One is enough.
        }

        return found;
    }

    private async Task Import(IStore store, Manifest manifest, Progress progress, CancellationToken cancellation)
    {
        foreach (var entry in manifest.Entries.Where(entry => !entry.IsFile))
        {
            var done = progress.Done.GetValueOrDefault(entry.Name);

            if (done > 0 && done < entry.Rows)
                say($"{entry.Name}: going on after {done}");

            await Import(parcel, entry, store, (done, Slice), expected, Imported, cancellation);

            void Imported(long rows)
            {
                progress.Done[entry.Name] = rows;
                progress.Write(folder.RestoreProgress);
                say($"{entry.Name}: {rows} of {entry.Rows}");
            }
        }
    }

    private void ImportFiles(Manifest manifest, CancellationToken cancellation)
    {
        var files = folder.Files with { Key = settings.Key };
        var there = files.Hashes().ToHashSet(StringComparer.Ordinal);

        foreach (var entry in manifest.Entries.Where(entry => entry.IsFile))
        {
            cancellation.ThrowIfCancellationRequested();
            var hash = entry.Name[Names.Files.Length..];

            if (there.Contains(hash))
                continue;

            using var content = parcel.Open(entry.Name)!;

            // It was damaged when the backup was made, which said so.
            if (!files.Put(hash, content))
                say($"The attachment {hash} is damaged in the backup, and left out.");
        }
    }

    private void Finish()
    {
        if (settings.Engine is Engine.LiteDb)
        {
            File.Move(folder.RestoreDatabase + ".journal", folder.Database + ".journal");
            File.Move(folder.RestoreDatabase, folder.Database);
        }

        Directory.Delete(folder.Restore, recursive: true);
    }
}
