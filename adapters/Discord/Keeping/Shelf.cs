using ChatOps.Documents;

namespace ChatOps.Discord.Keeping;

/// <summary>Where what is kept lies: in the store, so that any process finds it.</summary>
internal sealed class Shelf(IStore store, TimeProvider clock)
{
    // What stands there already is put there again only when it is half forgotten.
    private static readonly TimeSpan Renewal = Kept.Lasts / 2;

    public async Task Keep(IReadOnlyList<Kept> all, CancellationToken cancellation)
    {
        foreach (var kept in all)
        {
            var known = await store.Get(Kept.Kind, kept.Id, cancellation);

            // A conflict means that somebody else has just kept the same.
            if (known is null || known.Body.At + Renewal < clock.GetUtcNow())
                await store.Commit(new Batch().Put(Kept.Kind, kept with { At = clock.GetUtcNow() }, known?.Version ?? 0), cancellation);
        }
    }

    /// <returns>Null: it is too old, or never was.</returns>
    public async Task<Kept?> Find(string id, CancellationToken cancellation) => (await store.Get(Kept.Kind, id, cancellation))?.Body;
}
