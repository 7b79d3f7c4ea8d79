using ChatOps.Assets;
using ChatOps.Host.Importing;
using ChatOps.Host.Serving;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Assets;

/// <summary>A help desk that also keeps the register of what the company owns.</summary>
internal sealed class Stockroom : IAsyncDisposable
{
    public HelpDesk Desk { get; } = new();

    public TestBot.Actor Grace => Desk.Grace;

    public TestBot.Actor Ada => Desk.Ada;

    public TestBot.Actor Bo => Desk.Bo;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    /// <summary>AST-1: Ada's laptop. AST-2: a spare one. AST-3: the database. AST-4: a phone of Bo's.</summary>
    public async Task<Stockroom> Filled()
    {
        await Grace.Says("asset new Laptop of Ada kind:Laptop tag:LT-0042 serial:5CG1234XYZ manufacturer:Dell model:\"Latitude 5450\" holder:ada cost:\"$1,299.00\" purchased:2024-03-01 warranty:2027-03-01");
        await Grace.Says("asset new Spare laptop kind:Laptop tag:LT-0043 serial:5CG9999XYZ manufacturer:Dell model:\"Latitude 5440\" place:\"Room 4\"");
        await Grace.Says("asset new Order database kind:\"Virtual machine\" tag:DB01 status:in-use");
        await Grace.Says("asset new Phone kind:Phone tag:PH-1 holder:bo");
        return this;
    }

    public async Task<Asset?> Find(string id) => (await Desk.Bot.Store.Get(ChatOps.Assets.Asset.Kind, id, Cancellation))?.Body;

    public async Task<Asset> Asset(string id) => (await Find(id))!;

    public Task<Printed> Import(ImportRequest request) => Import(request, Desk.Bot);

    public static Task<Printed> Import(ImportRequest request, TestBot bot) =>
        new TableImport(bot.Features.Imports.Single(import => import.Name == "assets"), bot.Bot, bot.Store).Run(request, Cancellation);

    public async Task<string> Imported(string file, bool dryRun = false) =>
        string.Join('\n', (await Import(new(file, new Dictionary<string, string>(), "root") { DryRun = dryRun })).Lines);

    public Task<string> Table() => Table(Desk.Bot);

    /// <summary>All assets as the export writes them.</summary>
    public static async Task<string> Table(TestBot bot)
    {
        var turn = await bot.Bot.Reading(ChatOps.People.Person.System, new("cli", "test"), Cancellation);
        var page = await turn.Find(ChatOps.Assets.Asset.All.Where() with { Take = 1000 });
        return await AssetTable.Write([.. page.Items.Select(item => item.Body)], turn);
    }
}
