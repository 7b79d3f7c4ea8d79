using System.Collections.Concurrent;

namespace ChatOps.Documents;

/// <summary>Counts the commits that touched each kind, for a store that sees all of them.</summary>
internal sealed class Revisions
{
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);
    private long all;

    public long Of(Kind kind) => Volatile.Read(ref all) + counts.GetValueOrDefault(kind.Name);

    public void Changed(IEnumerable<string> kinds)
    {
        foreach (var kind in kinds)
            counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
    }

    public void ChangedAll() => Interlocked.Increment(ref all);
}
