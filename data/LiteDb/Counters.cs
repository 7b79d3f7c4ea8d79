using System.Globalization;

namespace ChatOps.Data;

/// <summary>
/// Numbers are given from memory. The changed ones are written with the next group of commits, which is early enough:
/// a number matters only once a document that bears it is committed.
/// </summary>
internal sealed class Counters(Tables tables)
{
    private readonly Lock changing = new();
    private readonly Dictionary<string, long> last = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);

    public bool HaveChanged => changed.Count > 0;

    public void Load()
    {
        foreach (var row in tables.Range(Tables.Counters, "", Tables.End, int.MaxValue).Where(row => row["_id"].AsString != Group.CommitRow))
            last[row["_id"].AsString] = long.Parse(row["b"].AsString, CultureInfo.InvariantCulture);
    }

    public long Next(string series)
    {
        lock (changing)
        {
            changed.Add(series);
            return last[series] = last.GetValueOrDefault(series) + 1;
        }
    }

    public void Raise(string series, long atLeast)
    {
        lock (changing)
        {
            changed.Add(series);
            last[series] = Math.Max(atLeast, last.GetValueOrDefault(series));
        }
    }

    public IReadOnlyList<KeyValuePair<string, long>> All()
    {
        lock (changing)
            return [.. last];
    }

    /// <summary>Writes the changed ones into the present transaction, the last thing in it that can fail.</summary>
    public void Save()
    {
        foreach (var (series, number) in TakeChanged())
            tables.Put(Tables.Counters, series, number.ToString(CultureInfo.InvariantCulture));
    }

    private List<KeyValuePair<string, long>> TakeChanged()
    {
        lock (changing)
        {
            List<KeyValuePair<string, long>> taken = [.. changed.Select(series => KeyValuePair.Create(series, last[series]))];
            changed.Clear();
            return taken;
        }
    }
}
