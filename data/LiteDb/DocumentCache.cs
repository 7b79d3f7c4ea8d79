using System.Collections.Concurrent;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>
/// Documents as they were last committed. Two generations: what is not asked for while one fills up is dropped with it.
/// The writer publishes before it answers, so that nobody gets a version older than an answered commit.
/// </summary>
/// <param name="size">In bytes.</param>
internal sealed class DocumentCache(long size)
{
    private readonly Lock changing = new();
    private readonly Revisions revisions = new();
    private volatile ConcurrentDictionary<(string Kind, string Id), Cached> young = new();
    private volatile ConcurrentDictionary<(string Kind, string Id), Cached> old = new();
    private long moment;
    private long added;

    /// <summary>What was read from the disk at one moment is outdated at the next.</summary>
    public long Moment => Volatile.Read(ref moment);

    public long Revision(Kind kind) => revisions.Of(kind);

    public Cached? Find((string Kind, string Id) key) => young.TryGetValue(key, out var found) ? found : Rejuvenate(key);

    public void Offer((string Kind, string Id) key, Cached document, long readAt)
    {
        lock (changing)
        {
            if (readAt == moment)
                Add(key, document);
        }
    }

    /// <param name="changes">A null document is gone.</param>
    public void Publish(IReadOnlyDictionary<(string Kind, string Id), Cached?> changes)
    {
        lock (changing)
        {
            Volatile.Write(ref moment, moment + 1);

            foreach (var (key, document) in changes)
            {
                old.TryRemove(key, out _);
                Add(key, document ?? Cached.None);
            }

            revisions.Changed(changes.Keys.Select(key => key.Kind));
        }
    }

    private Cached? Rejuvenate((string Kind, string Id) key)
    {
        if (!old.ContainsKey(key))
            return null;

        lock (changing)
        {
            if (!old.TryRemove(key, out var found))
                return young.GetValueOrDefault(key);

            Add(key, found);
            return found;
        }
    }

    private void Add((string Kind, string Id) key, Cached document)
    {
        young[key] = document;

        if ((added += document.Size) < size / 2)
            return;

        (old, young, added) = (young, new(), 0);
    }
}
