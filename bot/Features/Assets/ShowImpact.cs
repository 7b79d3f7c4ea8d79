using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Assets;

/// <summary>Shows as a tree what stops when an asset stops, or what it needs.</summary>
internal sealed record ShowImpact(
    [Ask("Which asset?", From = "asset", Hint = "A tag, a number or a name")] string Ci,
    [Ask("What depends on it, or what does it need?")] Direction Direction = Direction.Dependents) : Command
{
    private const string Indent = "\u2003";

    public static async Task<Reply> Handle(ShowImpact command, Turn turn)
    {
        var first = await turn.LikelyAsset(command.Ci);
        var nodes = await Impact.Tree(first, asset => Impact.Neighbours(asset, command.Direction, turn));
        var others = nodes.Where(node => node.Depth > 0).Select(node => node.Asset.Id).Distinct().Count(id => id != first.Id);

        return new Card(Title(command.Direction, first))
        {
            Body =
            [
                new Block.Text(Count(command.Direction, first, others)),
                .. others > 0 ? [new Block.Table([$"What", $"How", $"Status"], [.. nodes.Select(Row)])] : Array.Empty<Block>(),
                .. nodes.Any(node => node.Deeper) || nodes.Count >= Impact.Most ? [new Block.Text($"There is more behind the last ones: open one of them.") { Subtle = true }] : Array.Empty<Block>(),
            ],
            Choices =
            [
                command.Direction is Direction.Dependents
                    ? new($"What it needs", Invocation.Of("asset impact", ("ci", first.Id.ToString()), ("direction", "needs")))
                    : new($"What depends on it", Invocation.Of("asset impact", ("ci", first.Id.ToString()))),
                new($"Back to {first.Id}", Invocation.Of("asset view", ("id", first.Id.ToString()))),
            ],
        };
    }

    private static Say Title(Direction direction, Asset first) => direction is Direction.Dependents
        ? (Say)$"What depends on {first.Id} {first.Name}"
        : $"What {first.Id} {first.Name} needs";

    private static Say Count(Direction direction, Asset first, int others) => (direction, others) switch
    {
        (Direction.Dependents, 0) => $"Nothing depends on it, as far as is written down.",
        (Direction.Dependents, _) => $"{others:# asset stops|# assets stop} with it.",
        (_, 0) => $"It needs nothing, as far as is written down.",
        _ => $"It needs {others:# asset|# assets}.",
    };

    private static Block.Row Row(ImpactNode node) => new(
        [
            Say.Text($"{string.Concat(Enumerable.Repeat(Indent, Math.Max(0, node.Depth - 1)))}{(node.Depth > 0 ? "└ " : "")}{node.Asset.Id} {node.Asset.Name}"),
            How(node),
            $"{node.Asset.Status}",
        ],
        Invocation.Of("asset view", ("id", node.Asset.Id.ToString())));

    private static Say How(ImpactNode node) => node switch
    {
        { Relation: { } relation, Again: true } => $"{relation}, see above",
        { Relation: { } relation } => $"{relation}",
        _ => Say.Text("—"),
    };
}
