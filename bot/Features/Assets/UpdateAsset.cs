using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Assets;

/// <summary>What has become of an asset.</summary>
internal enum Turning
{
    /// <summary>It came back.</summary>
    Returned,

    /// <summary>It is being repaired; who has it keeps it in the register.</summary>
    Repair,

    /// <summary>Nobody will use it again.</summary>
    Retired,

    /// <summary>Somebody has seen it, where it should be.</summary>
    Audited,

    /// <summary>Nobody knows where it is.</summary>
    Missing,
}

/// <summary>Notes that something came back, broke, was seen or is no longer used, and where it is.</summary>
internal sealed record UpdateAsset(
    [Ask("Which asset?", From = "asset", Hint = "AST-7, a tag or a serial number")] SubjectRef Id,
    [Ask("What has become of it?")] Turning? State = null,
    [Ask("Where is it now?", Longest = 100)] string? Place = null) : Command
{
    public static async Task<Reply> Handle(UpdateAsset command, Turn turn)
    {
        var asset = await turn.Asset(command.Id);

        if (command is { State: null, Place: null })
            return await turn.Propose(Invocation.Of("asset update", ("id", asset.Id.ToString()), ("place", asset.Place)));

        var updated = Turned(asset, command.State, turn) with { Place = command.Place ?? asset.Place };

        if (updated == asset)
            return Turn.Show(Asset.Kind, asset.Id.ToString(), $"{asset.Id} is like that already.");

        turn.Save(Asset.Kind, updated);

        if (asset.Holder is { } was && updated.Holder is null)
            turn.Tell(was, new Message { Text = $"{turn.Caller} noted that you no longer have {asset.Id} {asset.Name}. Thank you." });

        return turn.Undoable(Turn.Show(Asset.Kind, asset.Id.ToString(), Receipt(asset, updated, command.State)));
    }

    private static Asset Turned(Asset asset, Turning? state, Turn turn) => state switch
    {
        Turning.Returned => Free(asset) with { Status = Status.InStock },
        Turning.Repair => asset with { Status = Status.InRepair },
        Turning.Retired => Free(asset) with { Status = Status.Retired },
        Turning.Missing => asset with { Status = Status.Missing },
        // What is found again is no longer missing.
        Turning.Audited => asset with
        {
            Audited = turn.Caller.Today(turn.Now),
            Status = asset.Status is not Status.Missing ? asset.Status : asset.Holder is null ? Status.InStock : Status.InUse,
        },
        _ => asset,
    };

    private static Asset Free(Asset asset) => asset with { Holder = null, GivenBy = null, Since = null, Due = null };

    private static Say Receipt(Asset before, Asset now, Turning? state) => state switch
    {
        Turning.Audited => $"{now.Id} was seen today.",
        null => $"{now.Id} is at {now.Place} now.",
        _ when now.Status != before.Status => $"{now.Id} is {now.Status} now.",
        _ => $"{now.Id} is changed.",
    };
}
