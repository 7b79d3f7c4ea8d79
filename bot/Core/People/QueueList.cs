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
        if (Present is { } present)
            return present;

        // Asked before reading: what changes in between is read again at the next turn.
        var revision = store.Revision(Queue.Kind);
        var page = Page();
        await page.From(store, cancellation);
        var queues = In(page);
        known = revision is { } at ? new(at, queues) : null;
        return queues;
    }

    /// <summary>What to read before <see cref="Of"/>, where nothing that was read may be kept; null: nothing.</summary>
    public WantedPage<Queue>? Unread() => store.Revision(Queue.Kind) is null ? Page() : null;

    /// <param name="read">What <see cref="Unread"/> gave.</param>
    public ValueTask<FrozenDictionary<string, Queue>> Of(WantedPage<Queue>? read, CancellationToken cancellation) =>
        read is null ? All(cancellation) : new(In(read));

    private FrozenDictionary<string, Queue>? Present => store.Revision(Queue.Kind) is { } revision && known is { } kept && kept.Revision == revision ? kept.Queues : null;

    private static WantedPage<Queue> Page() => new(Queue.All, Most);

    private static FrozenDictionary<string, Queue> In(WantedPage<Queue> page) =>
        page.Found.Items.Select(item => item.Body).ToFrozenDictionary(queue => queue.Id, StringComparer.OrdinalIgnoreCase);

    private sealed record Known(long Revision, FrozenDictionary<string, Queue> Queues);
}
