namespace ChatOps.Discord.Receiving;

/// <summary>Remembers for a while what has come already.</summary>
internal sealed class Recently(TimeSpan time, TimeProvider clock)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset At)> order = [];

    /// <returns>False: it has come before.</returns>
    public bool Add(string id)
    {
        lock (known)
        {
            var now = clock.GetUtcNow();

            while (order.TryPeek(out var oldest) && oldest.At <= now - time)
                known.Remove(order.Dequeue().Id);

            if (!known.Add(id))
                return false;

            order.Enqueue((id, now));
            return true;
        }
    }
}
