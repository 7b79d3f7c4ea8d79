using System.Collections.Frozen;
using ChatOps.Documents;

namespace ChatOps.People;

/// <summary>All queues, which every turn needs to know who may see what: read again only when one has changed.</summary>
internal sealed class QueueList(IStore store)
{
    private const int Most = 1000;

    private volatile Known? known;

    public async ValueTask<FrozenDictionary<string, Queue>> All(CancellationToken cancellation)
    {
        // Asked before reading: what changes in between is read again at the next turn.
        var revision = store.Revision(Queue.Kind);

        if (revision is not null && known is { } kept && kept.Revision == revision)
            return kept.Queues;

        var page = await store.Find(Queue.All.Where() with { Take = Most }, cancellation);
        var queues = page.Items.Select(item => item.Body).ToFrozenDictionary(queue => queue.Id, StringComparer.OrdinalIgnoreCase);
        known = revision is { } at ? new(at, queues) : null;
        return queues;
    }

    private sealed record Known(long Revision, FrozenDictionary<string, Queue> Queues);
}
