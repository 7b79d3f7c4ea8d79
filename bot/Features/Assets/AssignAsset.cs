using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Assets;

/// <summary>Hands something over to somebody, for good or until a day.</summary>
internal sealed record AssignAsset(
    [Ask("Which asset?", From = "asset", Hint = "AST-7, a tag or a serial number")] SubjectRef Id,
    [Ask("Who gets it?", Hint = "A name or me")] PersonRef To,
    [Ask("On which day does it come back? Without one, it stays.", Tense = Tense.Future)] DateOnly? Due = null) : Command
{
    public static async Task<Reply> Handle(AssignAsset command, Turn turn)
    {
        var asset = await turn.Asset(command.Id);
        var to = await turn.Person(command.To);

        if (asset.Status is Status.Retired)
            throw new Refusal($"{asset.Id} is retired. Note that it is back, then hand it over.")
            {
                Choices = [new($"It came back", Invocation.Of("asset update", ("id", asset.Id.ToString()), ("state", "returned")))],
            };

        if (asset.Holder == to.Id && asset.Due == command.Due)
            return Turn.Show(Asset.Kind, asset.Id.ToString(), $"{to} has {asset.Id} already.");

        var assigned = asset with
        {
            Holder = to.Id,
            GivenBy = turn.Caller.Id,
            Since = asset.Holder == to.Id ? asset.Since : turn.Now,
            Due = command.Due,
            Status = Status.InUse,
        };

        turn.Save(Asset.Kind, assigned);
        RemindOfAsset.Schedule(assigned, to, turn);
        Tell(asset, assigned, turn);

        return turn.Undoable(Turn.Show(Asset.Kind, asset.Id.ToString(), command.Due is { } due
            ? (Say)$"{to} has {asset.Id} now. It is due back {due}."
            : $"{to} has {asset.Id} now."));
    }

    private static void Tell(Asset before, Asset now, Turn turn)
    {
        Say text = now.Due is { } due
            ? (Say)$"{turn.Caller} handed {now.Id} {now.Name} over to you. It is due back {due}."
            : $"{turn.Caller} handed {now.Id} {now.Name} over to you.";

        turn.Tell(now.Holder!, new Message { Text = text, Shown = new(Asset.Kind.Name, now.Id.ToString()) });

        if (before.Holder is { } was && was != now.Holder)
            turn.Tell(was, new Message { Text = $"{turn.Caller} handed {now.Id} {now.Name} over to somebody else. You no longer have it." });
    }
}

/// <summary>Reminds the holder before something is due back, and who handed it over when it is not.</summary>
/// <param name="Due">The day that was meant; another one holds since when it is not this one.</param>
/// <param name="Late">The day is over.</param>
internal sealed record RemindOfAsset(
    [Ask("Which asset?", From = "asset")] SubjectRef Id,
    [Ask("Which day?")] DateOnly Due,
    [Ask("Is it over?")] bool Late = false) : Command
{
    private static readonly TimeOnly Morning = new(9, 0);

    public static void Schedule(Asset asset, Person holder, Turn turn)
    {
        if (asset.Due is not { } due)
            return;

        var context = new BindingContext(turn.Now, holder.Zone);
        var day = due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var id = $"due:{asset.Id}:{holder.Id}:{day}";

        // Something lent for a day needs no reminder before.
        if (context.At(due.AddDays(-1), Morning) is var before && before > turn.Now)
            turn.Schedule(id, before, Invocation.Of("asset remind", ("id", asset.Id.ToString()), ("due", day)));

        turn.Schedule($"{id}:late", context.At(due.AddDays(1), Morning), Invocation.Of("asset remind", ("id", asset.Id.ToString()), ("due", day), ("late", "yes")));
    }

    public static async Task<Reply> Handle(RemindOfAsset command, Turn turn)
    {
        var asset = await turn.Asset(command.Id);

        if (asset is not { Holder: { } holder, Due: { } due } || due != command.Due)
            throw new Refusal($"{asset.Id} is not due back on that day. Look at its card for the day.");

        var shown = new Shown(Asset.Kind.Name, asset.Id.ToString());

        if (!command.Late)
            turn.Tell(holder, new Message { Text = $"{asset.Id} {asset.Name} is due back {due}. Bring it to the help desk, or ask there to keep it longer.", Shown = shown });
        else if (asset.GivenBy is { } by)
            turn.Tell(by, new Message { Text = $"{await turn.Who(holder)} should have brought {asset.Id} {asset.Name} back by {due}. Ask for it, or give it a later day.", Shown = shown });

        return Turn.Show(Asset.Kind, asset.Id.ToString());
    }
}
