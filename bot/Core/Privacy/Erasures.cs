using System.Globalization;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Privacy;

/// <param name="Person">A keyed digest of the id of the person.</param>
/// <param name="Placeholder">What stands for them since.</param>
public sealed record ErasureNote(string Person, string Placeholder, DateTimeOffset At);

/// <summary>
/// Who was erased, in a file beside the database that no backup replaces and nothing is taken out of: of each a digest, which
/// tells nothing to who has not the key of the audit trail.
/// </summary>
public sealed class Erasures(FileFolder files)
{
    private const char Between = '\t';

    private string Path => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(files.Path))!, "erasures");

    public IReadOnlyList<ErasureNote> All => !File.Exists(Path) ? [] :
    [
        .. from line in File.ReadAllLines(Path)
           let parts = line.Split(Between)
           where parts.Length is 3
           select new ErasureNote(parts[0], parts[1], DateTimeOffset.Parse(parts[2], CultureInfo.InvariantCulture)),
    ];

    /// <summary>After a backup was restored: erases anew everybody in it who was erased since.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Apply(IStore store, FeatureSet features, TimeProvider clock, CancellationToken cancellation = default)
    {
        var erased = All.DistinctBy(note => note.Person, StringComparer.Ordinal).ToDictionary(note => note.Person, StringComparer.Ordinal);
        var found = new List<(string Person, string Placeholder)>();

        for (string? after = null; erased.Count > 0;)
        {
            var page = await store.Find(Person.ByName.Where() with { Take = 1000, After = after }, cancellation);

            foreach (var person in page.Items.Select(item => item.Body))
            {
                if (erased.TryGetValue(store.Chain.DigestOf(person.Id), out var note))
                    found.Add((person.Id, note.Placeholder));
            }

            if ((after = page.Next) is null)
                break;
        }

        foreach (var (person, placeholder) in found)
            await new PersonalData(store, features, files, clock).Erase(person, placeholder, cancellation);

        return found.Count;
    }

    internal void Add(ErasureNote note)
    {
        if (All.Any(known => known.Person == note.Person))
            return;

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using var file = new FileStream(Path, options);
        using var text = new StreamWriter(file);
        text.WriteLine(string.Join(Between, note.Person, note.Placeholder, note.At.ToString("O", CultureInfo.InvariantCulture)));
        text.Flush();
        file.Flush(flushToDisk: true);
    }
}
