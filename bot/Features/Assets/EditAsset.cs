using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Assets;

/// <summary>Says anew what something is. "none" empties a field.</summary>
internal sealed record EditAsset(
    [Ask("Which asset?", From = "asset", Hint = "AST-7, a tag or a serial number")] SubjectRef Id,
    [Ask("What is it called?")] string? Name = null,
    [Ask("What kind of thing is it?", Longest = 60)] string? Kind = null,
    [Ask("Which tag is on it?", Longest = 60)] string? Tag = null,
    [Ask("Which serial number does it have?", Longest = 100)] string? Serial = null,
    [Ask("Who makes it?", Longest = 100)] string? Manufacturer = null,
    [Ask("Which model is it?", Longest = 100)] string? Model = null,
    [Ask("What did it cost?", Longest = 40)] string? Cost = null,
    [Ask("On which day was it bought?")] DateOnly? Purchased = null,
    [Ask("Until which day is the warranty?")] DateOnly? Warranty = null,
    [Ask("Anything to note? Its holder reads it too.", Paragraph = true)] string? Notes = null) : Command
{
    private const string None = "none";

    public static async Task<Reply> Handle(EditAsset command, Turn turn)
    {
        var asset = await turn.Asset(command.Id);

        if (command == new EditAsset(command.Id))
            return await turn.Propose(Filled(asset));

        var edited = asset with
        {
            Name = command.Name ?? asset.Name,
            Type = Said(command.Kind, asset.Type),
            Tag = Said(command.Tag, asset.Tag),
            Serial = Said(command.Serial, asset.Serial),
            Manufacturer = Said(command.Manufacturer, asset.Manufacturer),
            Model = Said(command.Model, asset.Model),
            Cost = command.Cost switch { null => asset.Cost, None => null, { } cost => CostOf(cost) },
            Purchased = command.Purchased ?? asset.Purchased,
            WarrantyUntil = command.Warranty ?? asset.WarrantyUntil,
            Notes = Said(command.Notes, asset.Notes),
        };

        if (edited == asset)
            return Turn.Show(Asset.Kind, asset.Id.ToString(), $"{asset.Id} is like that already.");

        await turn.Keep(asset, edited);
        return turn.Undoable(Turn.Show(Asset.Kind, asset.Id.ToString(), $"{asset.Id} is changed."));
    }

    public static Money CostOf(string text) =>
        Money.Read(text) ?? throw new Refusal($"\"{text}\" is no amount of money. Write it like 1,299.00 EUR.");

    private static string? Said(string? said, string? now) => said switch { null => now, None => null, _ => said };

    private static Invocation Filled(Asset asset) => Invocation.Of(
        "asset edit",
        ("id", asset.Id.ToString()),
        ("name", asset.Name),
        ("kind", asset.Type),
        ("tag", asset.Tag),
        ("serial", asset.Serial),
        ("manufacturer", asset.Manufacturer),
        ("model", asset.Model),
        ("cost", asset.Cost is { } cost ? $"{cost.Plain} {cost.Currency}".TrimEnd() : null),
        ("purchased", Day(asset.Purchased)),
        ("warranty", Day(asset.WarrantyUntil)),
        ("notes", asset.Notes));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
