namespace ChatOps.Documents;

/// <summary>The last few of what costs something to make, by what it is made of. What was asked for longest ago goes first.</summary>
public sealed class Recent<T>(int most)
{
    private readonly Dictionary<string, LinkedListNode<(string Key, T Value)>> known = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, T Value)> order = [];
    private readonly Lock gate = new();

    public bool TryGet(string key, out T? value)
    {
        lock (gate)
        {
            var isKnown = known.TryGetValue(key, out var node);
            value = isKnown ? node!.Value.Value : default;

            if (isKnown)
                Touch(node!);

            return isKnown;
        }
    }

    /// <summary>Keeps it, unless one is there that is still good.</summary>
    /// <returns>The one that is kept.</returns>
    public T Keep(string key, T value, Func<T, bool>? isGood = null)
    {
        lock (gate)
        {
            if (known.TryGetValue(key, out var node) && isGood?.Invoke(node.Value.Value) is not false)
            {
                Touch(node);
                return node.Value.Value;
            }

            if (node is not null)
                order.Remove(node);

            known[key] = order.AddLast((key, value));

            if (known.Count > most)
            {
                known.Remove(order.First!.Value.Key);
                order.RemoveFirst();
            }

            return value;
        }
    }

    private void Touch(LinkedListNode<(string, T)> node)
    {
        order.Remove(node);
        order.AddLast(node);
    }
}
