using ChatOps.Cards;
using ChatOps.Documents;

namespace ChatOps.Host.Backups;

/// <summary>Writes everything of an installation, of one moment, in the open format.</summary>
/// <param name="create">Makes an entry; one is written at a time, and never again.</param>
/// <param name="tell">Gets a line now and then, of how far it is.</param>
internal sealed class Packing(Func<string, Stream> create, Action<Say> tell) : IDisposable
{
    private const int RowsBetweenLines = 10_000;
    private const int FilesBetweenLines = 100;

    private readonly List<Entry> entries = [];
    private readonly Dictionary<string, byte[]> forms = new(StringComparer.Ordinal);
    private EntrySink? open;

    /// <summary>Attachments that are not what was attached.</summary>
    public List<string> DamagedFiles { get; } = [];

    public async Task<Manifest> Pack(IStore store, FileFolder files, string engine, DateTimeOffset at, CancellationToken cancellation)
    {
        await using (var lines = new LineSink(Put))
            await store.Export(lines, cancellation);

        End();
        Pack(files, cancellation);
        var manifest = new Manifest(Manifest.Newest, Program, engine, at, entries);

        await using (var stream = create(Names.Manifest))
            await stream.WriteAsync(manifest.Write(), cancellation);

        return manifest;
    }

    public void Dispose() => open?.Dispose();

    private static string Program => typeof(Packing).Assembly.GetName().Version?.ToString(3) ?? "";

    private void Put(ReadOnlyMemory<byte> line)
    {
        var name = RowName.Of(line.Span);

        if (name.Row is RowName.Form)
            forms[name.Kind] = line.ToArray();

        if (name.Entry is not { } entry)
            return;

        if (open?.Name != entry)
            Begin(entry, name);

        Write(line.Span);

        if (++open!.Rows % RowsBetweenLines is 0)
            tell($"{entry}: {open.Rows}");
    }

    // Each kind stands for itself: its form is the first line.
    private void Begin(string entry, RowName name)
    {
        End();

        if (entries.Any(other => other.Name == entry))
            throw new InvalidOperationException($"The rows of {entry} do not stand together.");

        open = new(entry, create(entry));

        if (name.Row is RowName.Document && forms.TryGetValue(name.Kind, out var form))
            Write(form);
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        open!.Write(line);
        open.Write("\n"u8);
    }

    private void End()
    {
        if (open is null)
            return;

        entries.Add(open.End());
        open.Dispose();
        open = null;
    }

    private void Pack(FileFolder files, CancellationToken cancellation)
    {
        string[] hashes = [.. files.Hashes()];

        foreach (var (at, hash) in hashes.Index())
        {
            cancellation.ThrowIfCancellationRequested();

            if (at > 0 && at % FilesBetweenLines is 0)
                tell($"attachments: {at} of {hashes.Length}");

            // Swept away since.
            using var content = files.Open(hash);

            if (content is null)
                continue;

            open = new(Names.Files + hash, create(Names.Files + hash));

            try
            {
                content.CopyTo(open);
            }
            catch (StoreException)
            {
                // Damaged; what can be read of it is kept, and it is named.
            }

            End();

            if (entries[^1].Sha256 != hash)
                DamagedFiles.Add(hash);
        }
    }
}
