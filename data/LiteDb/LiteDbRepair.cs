using System.Globalization;
using System.Text.RegularExpressions;
using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <param name="Kind">A kind of document, or <c>fact</c>, <c>job</c>, <c>dead</c>, <c>event</c>, <c>counter</c>.</param>
/// <param name="Lost">Those that the indexes know and that could not be read; more may be lost when indexes are too.</param>
public sealed record Recovery(string Kind, int Recovered, int Lost);

/// <param name="OldFile">Where the damaged file is now.</param>
/// <param name="HasJournal">Whether a journal was there that belongs to the file.</param>
public sealed record Repaired(string OldFile, IReadOnlyCollection<long> DamagedPages, bool HasJournal, IReadOnlyList<Recovery> Kinds);

/// <summary>Brings everything that can be read of a damaged file into a new one. It also reads the form from before pages had checksums.</summary>
public static partial class LiteDbRepair
{
    private const int ChunkSize = 500;

    /// <param name="path">Holds the new file afterwards; the old one is kept beside it.</param>
    /// <exception cref="StoreException">It is in use, or nothing can be read of it; then nothing was changed.</exception>
    public static async Task<Repaired> Run(string path, StoreKey? key = null, CancellationToken cancellation = default)
    {
        path = Path.GetFullPath(path);

        if (!File.Exists(path))
            throw new StoreException($"There is no database at {path}. Name the folder with Data:Folder.");

        var fresh = path + ".repaired";
        var found = Read(path, key);
        LiteDbFile.Delete(fresh);
        var kinds = await Write(new(found.Pages), fresh, key, cancellation);
        await Check(fresh, key);
        return new(Swap(path, fresh), found.Damaged, found.HasJournal, kinds);
    }

    private static SoundPages Read(string path, StoreKey? key)
    {
        using var data = DiskFile.Open(path, FileMode.Open);
        using var journal = File.Exists(path + ".journal") ? DiskFile.Open(path + ".journal", FileMode.Open) : null;
        return SoundPages.Of(data, journal, key, path);
    }

    private static async Task<IReadOnlyList<Recovery>> Write(Salvage salvage, string fresh, StoreKey? key, CancellationToken cancellation)
    {
        var recovered = new Tallies();
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var store = LiteDbStore.Open(fresh, key: key);

        foreach (var chunk in Rows(salvage, recovered).Chunk(ChunkSize))
        {
            cancellation.ThrowIfCancellationRequested();
            Array.ForEach(chunk, row => Raise(counters, row));
            await store.Put(chunk);
        }

        await store.Put([.. counters.Select(counter => new Row.Counter(counter.Key, counter.Value))]);
        recovered.Compare(salvage.Known());
        return recovered.All;
    }

    private static IEnumerable<Row> Rows(Salvage salvage, Tallies recovered)
    {
        foreach (var (table, row) in salvage.Rows())
        {
            if (RowOf(table, row) is { } read && recovered.Add(table, row["_id"].AsString, read))
                yield return read;
        }
    }

    private static Row? RowOf(string table, BsonDocument row)
    {
        try
        {
            return Exporting.RowOf(table, row);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or NullReferenceException or InvalidCastException or FormatException or ArgumentException or KeyNotFoundException)
        {
            return null;
        }
    }

    // The counters may be lost, and no number may be given twice.
    private static void Raise(Dictionary<string, long> counters, Row row)
    {
        var (series, number) = row switch
        {
            Row.Noted noted => ("~fact", noted.Number),
            Row.Work work => ("~job", Math.Max(work.Position, work.Again?.Position ?? 0)),
            Row.Document document when Numbered().Match(document.Id) is { Success: true } match =>
                (match.Groups["series"].Value, long.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)),
            _ => ("", 0),
        };

        if (number > 0)
            counters[series] = Math.Max(number, counters.GetValueOrDefault(series));
    }

    private static async Task Check(string fresh, StoreKey? key)
    {
        await using var store = LiteDbStore.Open(fresh, key: key);

        if (await store.DamagedPages() is not [])
            throw new StoreException($"The new file {fresh} is damaged as well: the disk does not keep what is written. Repair on another disk.");
    }

    private static string Swap(string path, string fresh)
    {
        var old = path + ".damaged";

        for (var n = 2; File.Exists(old); n++)
            old = $"{path}.damaged{n}";

        if (File.Exists(path + ".journal"))
            File.Move(path + ".journal", old + ".journal");

        File.Move(path, old);
        File.Move(fresh, path);
        File.Move(fresh + ".journal", path + ".journal");
        return old;
    }

    [GeneratedRegex("^(?<series>[A-Z]{2,8})-(?<number>[0-9]{1,15})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();

    private sealed class Tallies
    {
        private readonly HashSet<(string Table, string Id)> seen = [];
        private readonly SortedDictionary<string, (int Recovered, int Lost)> kinds = new(StringComparer.Ordinal);

        public IReadOnlyList<Recovery> All => [.. kinds.Select(kind => new Recovery(kind.Key, kind.Value.Recovered, kind.Value.Lost))];

        /// <returns>False: it was there already.</returns>
        public bool Add(string table, string id, Row row)
        {
            if (!seen.Add((row is Row.Noted or Row.Work or Row.Dead or Row.Seen ? TableOf(row) : table, id)))
                return false;

            Count(row is Row.Document document ? document.Kind : TableOf(row), recovered: 1, lost: 0);
            return true;
        }

        public void Compare(IEnumerable<(string Table, string Id)> known)
        {
            foreach (var (table, id) in known)
            {
                if (table is not Tables.Entries && id is not (Group.CommitRow or "") && seen.Add((table, id)))
                    Count(table is Tables.Documents ? id.Split(Key.PartEnd)[0] : table, recovered: 0, lost: 1);
            }
        }

        private static string TableOf(Row row) => row switch
        {
            Row.Noted => Tables.Facts,
            Row.Work => Tables.Jobs,
            Row.Dead => Tables.Dead,
            Row.Seen => Tables.Events,
            Row.Counter => Tables.Counters,
            _ => Tables.Forms,
        };

        private void Count(string kind, int recovered, int lost)
        {
            var before = kinds.GetValueOrDefault(kind);
            kinds[kind] = (before.Recovered + recovered, before.Lost + lost);
        }
    }
}
