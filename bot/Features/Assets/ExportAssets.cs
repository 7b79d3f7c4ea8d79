using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Importing;

namespace ChatOps.Assets;

/// <summary>Makes a table of all assets, which a spreadsheet opens and the import reads back.</summary>
internal sealed record ExportAssets : Command
{
    private const int PageSize = 1000;

    public static async Task<Reply> Handle(ExportAssets command, Turn turn)
    {
        var assets = new List<Asset>();

        for (string? after = null, next = ""; next is not null; after = next)
        {
            var page = await turn.Find(Asset.All.Where() with { Take = PageSize, After = after });
            assets.AddRange(page.Items.Select(item => item.Body));
            next = page.Next;
        }

        var text = await AssetTable.Write(assets, turn);
        var file = await turn.Lend("assets.csv", Csv.File(text));

        return new Card($"{assets.Count:# asset|# assets} in a table")
        {
            Body = [new Block.Files([file]), new Block.Text($"It can be opened for 24 hours. \"chatops import assets\" reads it back.") { Subtle = true }],
        };
    }
}
