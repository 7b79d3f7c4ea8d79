using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Assets;

/// <summary>What an asset looks like: to its holder, and with cost and history to staff.</summary>
internal static class AssetCard
{
    public static async Task<Card> Draw(Asset asset, Turn turn)
    {
        var staff = turn.Access.IsStaffOf(null);

        return new($"{asset.Id} {asset.Name}")
        {
            Tone = asset.Status is Status.Missing || asset.IsOverdue(turn.Caller.Today(turn.Now)) ? Tone.Warning : Tone.Plain,
            Body =
            [
                new Block.Facts([.. await Facts(asset, staff, turn)]),
                .. asset.Notes is { } notes ? [new Block.Quote(notes)] : Array.Empty<Block>(),
                .. await turn.About(asset.Id),
                .. staff ? await AssetHistory.Draw(asset, turn) : [],
            ],
            Choices = [.. Choices(asset, turn)],
        };
    }

    private static async ValueTask<IReadOnlyList<Block.Fact>> Facts(Asset asset, bool staff, Turn turn)
    {
        List<Block.Fact> facts = [new($"Status", $"{asset.Status}"), new($"Holder", await Holder(asset, turn))];

        if (asset.Due is { } due)
            facts.Add(new($"Due back", asset.IsOverdue(turn.Caller.Today(turn.Now)) ? (Say)$"{due}, overdue" : $"{due}"));

        foreach (var (name, value) in (IEnumerable<(Say, string?)>)[($"Place", asset.Place), ($"Kind", asset.Type), ($"Model", asset.Make), ($"Tag", asset.Tag), ($"Serial number", asset.Serial)])
        {
            if (value is not null)
                facts.Add(new(name, Say.Text(value)));
        }

        if (asset.Purchased is { } purchased)
            facts.Add(new($"Bought", staff && asset.Cost is { } cost ? (Say)$"{purchased}, {cost.Words}" : $"{purchased}"));
        else if (staff && asset.Cost is { } alone)
            facts.Add(new($"Cost", alone.Words));

        if (asset.WarrantyUntil is { } until)
            facts.Add(new($"Warranty", until < turn.Caller.Today(turn.Now) ? (Say)$"over since {until}" : $"until {until}"));

        if (asset.Audited is { } audited)
            facts.Add(new($"Last seen", $"{audited}"));

        facts.AddRange(await Links(asset, turn));
        return facts;
    }

    private static async ValueTask<Say> Holder(Asset asset, Turn turn) =>
        asset is { Holder: { } holder, Since: { } since } ? (Say)$"{await turn.Who(holder)}, since {since:day}" : $"{await turn.Who(asset.Holder)}";

    private static async ValueTask<IReadOnlyList<Block.Fact>> Links(Asset asset, Turn turn)
    {
        var facts = new List<Block.Fact>();

        foreach (var group in asset.Links.GroupBy(link => link.Relation).OrderBy(group => group.Key))
        {
            var names = new List<Say>();

            foreach (var link in group)
            {
                if (await turn.Get(Asset.Kind, link.To.ToString()) is { } other)
                    names.Add($"{other.Id} {other.Name}");
            }

            if (names is not [])
                facts.Add(new(Named(group.Key), Say.All(names)));
        }

        return facts;
    }

    private static Say Named(Relation relation) => relation switch
    {
        Relation.RunsOn => $"Runs on",
        Relation.ConnectedTo => $"Connected to",
        Relation.PartOf => $"Part of",
        _ => $"Depends on",
    };

    private static IEnumerable<Choice> Choices(Asset asset, Turn turn)
    {
        if (turn.Access.Has(Roles.Agent))
        {
            yield return On(asset, "assign", $"Hand over", "to", "due") with { Emphasis = Emphasis.Primary };

            if (asset.Holder is not null)
                yield return new($"It came back", Update(asset, "returned"));

            yield return new($"Seen just now", Update(asset, "audited"));
            yield return On(asset, "update", $"Change status", "state", "place");
            yield return On(asset, "edit", $"Edit");
            yield return On(asset, "link", $"Link", "to", "type");
        }

        if (turn.Access.IsStaffOf(null))
            yield return new($"What depends on it", Invocation.Of("asset impact", ("ci", asset.Id.ToString())));

        if (asset.Holder == turn.Caller.Id)
            yield return new($"Something is wrong with it", Invocation.Of("ticket new", ("asset", asset.Id.ToString())), "title", "details", "urgency");
    }

    private static Choice On(Asset asset, string verb, Say label, params IReadOnlyList<string> ask) => new(label, Invocation.Of($"asset {verb}", ("id", asset.Id.ToString())), ask);

    private static Invocation Update(Asset asset, string state) => Invocation.Of("asset update", ("id", asset.Id.ToString()), ("state", state));
}
