using ChatOps.Commands;
using ChatOps.Cards;
using ChatOps.Conversations;

namespace ChatOps.Assets;

/// <summary>How people name a link between assets.</summary>
internal enum LinkType
{
    DependsOn,
    RunsOn,
    ConnectedTo,
    PartOf,

    /// <summary>They have nothing to do with each other.</summary>
    None,
}

/// <summary>Says what an asset needs another one for.</summary>
internal sealed record LinkAssets(
    [Ask("Which asset?", From = "asset", Hint = "AST-7, a tag or a serial number")] SubjectRef Id,
    [Ask("Which other asset?", From = "asset")] SubjectRef To,
    [Ask("What is the first one to the other?")] LinkType Type = LinkType.DependsOn) : Command
{
    private const int Most = 50;

    public static async Task<Reply> Handle(LinkAssets command, Turn turn)
    {
        var asset = await turn.Asset(command.Id);
        var other = await turn.Asset(command.To);

        if (asset.Id == other.Id)
            throw new Refusal($"{asset.Id} cannot be linked to itself. Name another asset.");

        AssetLink[] links = [.. asset.Links.Where(link => link.To != other.Id), .. command.Type is LinkType.None ? [] : new[] { new AssetLink(Enum.Parse<Relation>(command.Type.ToString()), other.Id) }];

        if (links.Length > Most)
            throw new Refusal($"{asset.Id} has {Most} links already. Link the others to what stands between them.");

        if (links.Order(Links).SequenceEqual(asset.Links.Order(Links)))
            return Turn.Show(Asset.Kind, asset.Id.ToString(), $"{asset.Id} is like that already.");

        turn.Save(Asset.Kind, asset with { Links = links });
        return turn.Undoable(Turn.Show(Asset.Kind, asset.Id.ToString(), Receipt(asset, other, command.Type)));
    }

    private static Comparer<AssetLink> Links { get; } = Comparer<AssetLink>.Create((one, two) => (one.To.Number, one.Relation).CompareTo((two.To.Number, two.Relation)));

    private static Say Receipt(Asset asset, Asset other, LinkType type) => type is LinkType.None
        ? (Say)$"{asset.Id} and {other.Id} are no longer linked."
        : $"{asset.Id} {type} {other.Id} now.";
}
