using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Assets;

/// <summary>Which way to look from an asset.</summary>
internal enum Direction
{
    /// <summary>What stops when it stops.</summary>
    Dependents,

    /// <summary>What it needs to work.</summary>
    Needs,
}

/// <summary>An asset on the way from the first one.</summary>
/// <param name="Depth">0: the first one itself.</param>
/// <param name="Relation">What ties it to the one before it; null: the first.</param>
/// <param name="Again">It stands further up already, and what lies behind it is shown there.</param>
/// <param name="Deeper">More lies behind it than is shown.</param>
internal sealed record ImpactNode(Asset Asset, int Depth, Relation? Relation, bool Again, bool Deeper);

/// <summary>Walks along the links of assets. Circles end where they close, and every asset is walked through once.</summary>
internal static class Impact
{
    public const int Deepest = 6;
    public const int Most = 150;

    /// <summary>The first asset and what hangs on it, each below what it hangs on.</summary>
    /// <param name="nextTo">The neighbours in the direction asked for.</param>
    public static async ValueTask<IReadOnlyList<ImpactNode>> Tree(Asset first, Func<Asset, ValueTask<IReadOnlyList<(Relation Relation, Asset Asset)>>> nextTo)
    {
        var nodes = new List<ImpactNode>();
        var seen = new HashSet<SubjectId>();
        await Walk(first, 0, null);
        return nodes;

        async ValueTask Walk(Asset asset, int depth, Relation? relation)
        {
            var again = !seen.Add(asset.Id);
            var next = again ? [] : await nextTo(asset);
            var deeper = next.Count > 0 && depth == Deepest;
            nodes.Add(new(asset, depth, relation, again, deeper));

            foreach (var (how, other) in deeper ? [] : next)
            {
                if (nodes.Count < Most)
                    await Walk(other, depth + 1, how);
            }
        }
    }

    public static async ValueTask<IReadOnlyList<(Relation Relation, Asset Asset)>> Neighbours(Asset asset, Direction direction, Turn turn)
    {
        var next = new List<(Relation, Asset)>();
        var isNeeds = direction is Direction.Needs;

        // A link says what its keeper needs, but for a part: that is needed by the whole.
        foreach (var link in asset.Links.Where(link => link.Relation is Relation.PartOf != isNeeds))
        {
            if (await turn.Get(Asset.Kind, link.To.ToString()) is { } other)
                next.Add((link.Relation, other));
        }

        foreach (var keeper in (await turn.Find(Asset.ByTarget.Where(asset.Id.ToString()) with { Take = Most })).Items.Select(item => item.Body))
            next.AddRange(keeper.Links.Where(link => link.To == asset.Id && link.Relation is Relation.PartOf == isNeeds).Select(link => (link.Relation, keeper)));

        return [.. next.OrderBy(one => one.Item2.Id.Number)];
    }
}
