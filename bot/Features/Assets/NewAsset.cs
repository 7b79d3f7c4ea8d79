using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Assets;

/// <summary>Registers something that the company owns.</summary>
internal sealed record NewAsset(
    [Ask("What is it called?", Hint = "Laptop of Ada")] string Name,
    [Ask("What kind of thing is it?", Hint = "Laptop", Longest = 60)] string? Kind = null,
    [Ask("Which tag is on it?", Longest = 60)] string? Tag = null,
    [Ask("Which serial number does it have?", Longest = 100)] string? Serial = null,
    [Ask("Who makes it?", Longest = 100)] string? Manufacturer = null,
    [Ask("Which model is it?", Longest = 100)] string? Model = null,
    [Ask("Who has it?")] PersonRef? Holder = null,
    [Ask("Where is it?", Longest = 100)] string? Place = null,
    [Ask("Which status?", Rare = true)] Status? Status = null,
    [Ask("What did it cost?", Rare = true, Hint = "1,299.00 EUR", Longest = 40)] string? Cost = null,
    [Ask("On which day was it bought?", Rare = true)] DateOnly? Purchased = null,
    [Ask("Until which day is the warranty?", Rare = true)] DateOnly? Warranty = null,
    [Ask("Anything to note? Its holder reads it too.", Rare = true, Paragraph = true)] string? Notes = null) : Command
{
    public static async Task<Reply> Handle(NewAsset command, Turn turn)
    {
        var holder = command.Holder is { } person ? await turn.Person(person) : null;

        var asset = new Asset(await turn.Next(Register.Series), command.Name)
        {
            Type = command.Kind,
            Tag = command.Tag,
            Serial = command.Serial,
            Manufacturer = command.Manufacturer,
            Model = command.Model,
            Holder = holder?.Id,
            GivenBy = holder is null ? null : turn.Caller.Id,
            Since = holder is null ? null : turn.Now,
            Place = command.Place,
            Status = command.Status ?? (holder is null ? Assets.Status.InStock : Assets.Status.InUse),
            Cost = command.Cost is { } cost ? EditAsset.CostOf(cost) : null,
            Purchased = command.Purchased,
            WarrantyUntil = command.Warranty,
            Notes = command.Notes,
        };

        await turn.Keep(null, asset);

        if (holder is not null)
            turn.Tell(holder.Id, new Message { Text = $"{turn.Caller} registered {asset.Id} {asset.Name} as yours.", Shown = new(Asset.Kind.Name, asset.Id.ToString()) });

        return turn.Undoable(Turn.Show(Asset.Kind, asset.Id.ToString(), $"{asset.Id} {asset.Name} is registered."));
    }
}
