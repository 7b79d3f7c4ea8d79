using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Assets;

/// <summary>What a page of assets looks like.</summary>
internal static class AssetList
{
    public static async ValueTask<Card> Draw(FindAssets command, AssetSearch.Found found, Turn turn)
    {
        var shown = found.Assets.Skip((command.Page - 1) * FindAssets.PageSize).ToArray();

        return new(Title(command, found, turn))
        {
            Body =
            [
                .. found.Fit is Fit.Close ? [new Block.Text($"Nothing is called exactly that. This comes close:")] : Array.Empty<Block>(),
                shown is [] ? new Block.Text(command.Page > 1 ? (Say)$"There is no page {command.Page}." : $"None.") : await Table(shown, turn),
            ],
            Choices = [.. Leafing(command, found.More)],
        };
    }

    public static async ValueTask<Block.Table> Table(IReadOnlyList<Asset> assets, Turn turn)
    {
        var rows = new List<Block.Row>();

        foreach (var asset in assets)
            rows.Add(new([$"{asset.Id}", Register.Title(asset), await Where(asset, turn), $"{asset.Status}"], Invocation.Of("asset view", ("id", asset.Id.ToString()))));

        return new([$"Number", $"What", $"Where", $"Status"], rows);
    }

    private static async ValueTask<Say> Where(Asset asset, Turn turn) => asset switch
    {
        { Holder: { } holder, Due: { } due } => $"{await turn.Who(holder)}, due back {due}",
        { Holder: { } holder } => $"{await turn.Who(holder)}",
        _ => Say.Text(asset.Place ?? "—"),
    };

    private static Say Title(FindAssets command, AssetSearch.Found found, Turn turn) => (command, found) switch
    {
        (_, { Person: { } person }) when person.Id == turn.Caller.Id => $"What you have",
        (_, { Person: { } person }) => $"What {person} has",
        ({ Overdue: true }, _) => $"Assets that should be back",
        ({ Query: { } query }, _) => $"Assets with \"{query}\"",
        _ => $"Assets",
    };

    private static IEnumerable<Choice> Leafing(FindAssets command, bool more)
    {
        if (more)
            yield return new($"Next page", Again(command with { Page = command.Page + 1 }));

        if (command.Page > 1)
            yield return new($"Page before", Again(command with { Page = command.Page - 1 }));
    }

    private static Invocation Again(FindAssets command) => Invocation.Of(
        "asset find",
        ("query", command.Query),
        ("status", command.Status is { } status ? Terms.Value(status) : null),
        ("overdue", command.Overdue ? "yes" : null),
        ("page", command.Page.ToString(CultureInfo.InvariantCulture)));
}
