using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Assets;

/// <summary>Finds assets: staff all of them, everybody else their own. The only one that fits is shown at once.</summary>
internal sealed record FindAssets(
    [Ask("What are you looking for?", Hint = "A tag, a serial number, a person or any word")] string? Query = null,
    [Ask("Which status?")] Status? Status = null,
    [Ask("Only what should be back already?")] bool Overdue = false,
    [Ask("Which page?", Rare = true)] int Page = 1) : Command
{
    public const int PageSize = 10;

    // Beyond that, words find faster than leafing.
    private const int LastPage = 100;

    public static async Task<Reply> Handle(FindAssets command, Turn turn)
    {
        command = command with { Page = Math.Clamp(command.Page, 1, LastPage) };
        var found = await Find(command, turn);

        return found is { Assets: [var only], Person: null, Fit: not Fit.Close } && command is { Query: not null, Page: 1 }
            ? Turn.Show(Asset.Kind, only.Id.ToString())
            : await AssetList.Draw(command, found, turn);
    }

    private static async ValueTask<AssetSearch.Found> Find(FindAssets command, Turn turn)
    {
        var today = turn.Caller.Today(turn.Now);
        var take = command.Page * PageSize;

        if (command.Query is { } query)
            return await AssetSearch.Find(query, take, Fitting, turn);

        // Staff leaf through everything; everybody else has few.
        var all = command.Overdue ? Asset.ByDue.Where() with { Until = Key.Of(today) }
            : turn.Access.IsStaffOf(null) ? Asset.All.Where()
            : Asset.ByHolder.Where(turn.Caller.Id);

        var (assets, more) = await AssetSearch.Page(all, take, Fitting, turn);
        return new(assets, Fit.Words, more);

        bool Fitting(Asset asset) => (command.Status is not { } status || asset.Status == status) && (!command.Overdue || asset.IsOverdue(today));
    }
}
