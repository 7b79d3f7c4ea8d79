using ChatOps.Assets;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Tests.Tickets;
using CsCheck;

namespace ChatOps.Tests.Assets;

/// <summary>What stops when something stops.</summary>
public sealed class ImpactTests : IAsyncDisposable
{
    private readonly Stockroom room = new();

    public ValueTask DisposeAsync() => room.DisposeAsync();

    [Fact]
    public async Task It_is_a_tree_both_ways()
    {
        await Landscape();

        var stops = await room.Grace.Says("what depends on the-host1?");
        Assert.Equal("What depends on AST-1 Host", stops.Line());
        Assert.Equal(["AST-1 Host", "└ AST-2 DB01", "\u2003└ AST-3 Shop", "\u2003└ AST-4 CRM"], stops.Numbers());

        var needs = await room.Grace.Says("what does Shop depend on");
        Assert.Equal(["AST-3 Shop", "└ AST-2 DB01", "\u2003└ AST-1 Host", "\u2003\u2003└ AST-5 Power supply"], needs.Numbers());
        Assert.Equal(stops.Numbers(), (await room.Grace.Presses(await room.Grace.Says("asset impact AST-1 direction:needs"), "What depends on it")).Numbers());
        Assert.Equal("AST-3 Shop", (await room.Grace.Hear(new ChatOps.Conversations.Input.Press(stops.Rows()[2].Open!))).Line());
    }

    [Fact]
    public async Task It_is_found_by_what_people_call_it()
    {
        await Landscape();
        Assert.Equal("What depends on AST-5 Power supply", (await room.Grace.Says("what depends on the power supply")).Line());
        Assert.Equal("What depends on AST-5 Power supply", (await room.Grace.Says("what depends on our power")).Line());
        Assert.Equal("There is no asset \"the mainframe\". Say its number, its tag or its serial number.", (await room.Grace.Says("what depends on the mainframe")).Line());

        await room.Grace.Says("asset new Second power supply");
        Assert.Equal("\"our power\" could be AST-5 or AST-6. Say the number or the tag.", (await room.Grace.Says("what depends on our power")).Line());
    }

    [Fact]
    public async Task A_circle_ends_where_it_closes()
    {
        await Landscape();
        await room.Grace.Says("asset link AST-1 to:AST-3 type:depends-on");

        var circle = await room.Grace.Says("what depends on Shop");
        Assert.Equal(["AST-3 Shop", "└ AST-1 Host", "\u2003└ AST-2 DB01", "\u2003\u2003└ AST-3 Shop", "\u2003\u2003└ AST-4 CRM"], circle.Numbers());
        Assert.Equal("depends on, see above", circle.Rows()[3].Cells[1].ToString());
        Assert.Equal("3 assets stop with it.", circle.Message.Card!.Body.OfType<Block.Text>().First().Words.ToString());
        Assert.Equal("AST-1 cannot be linked to itself. Name another asset.", (await room.Grace.Says("asset link AST-1 to:AST-1")).Line());
    }

    [Fact]
    public async Task A_link_is_taken_away_and_nothing_hangs_on_it_then()
    {
        await Landscape();
        Assert.Equal("AST-3 and AST-2 are no longer linked.", (await room.Grace.Says("asset link AST-3 to:AST-2 type:none")).Line());
        await room.Grace.Says("asset link AST-4 to:AST-2 type:none");
        Assert.Contains("Nothing depends on it, as far as is written down.", (await room.Grace.Says("what depends on DB01")).Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deep_chain_says_that_there_is_more()
    {
        for (var i = 1; i <= 9; i++)
        {
            await room.Grace.Says($"asset new Link {i}");

            if (i > 1)
                await room.Grace.Says($"asset link AST-{i} to:AST-{i - 1}");
        }

        var tree = await room.Grace.Says("asset impact AST-1");
        Assert.Equal(Impact.Deepest + 1, tree.Numbers().Length);
        Assert.Contains("There is more behind the last ones", tree.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_links_at_all_come_to_an_end_and_reach_what_is_near() =>
        Gen.Int[0, 11].Select(Gen.Int[0, 11]).Array[0, 40].Sample(
            pairs =>
            {
                var assets = Enumerable.Range(0, 12).Select(n => new Asset(new(Register.Series, n + 1), $"N{n}")).ToArray();
                var next = pairs.ToLookup(pair => assets[pair.Item1], pair => (Relation.DependsOn, assets[pair.Item2]));
                var nodes = Impact.Tree(assets[0], asset => new ValueTask<IReadOnlyList<(Relation, Asset)>>([.. next[asset]])).AsTask().GetAwaiter().GetResult();

                Assert.InRange(nodes.Count, 1, Impact.Most + Impact.Deepest);
                Assert.All(nodes, node => Assert.InRange(node.Depth, 0, Impact.Deepest));
                // Everything is walked through once, and every step down is a link.
                Assert.Equal(nodes.Count(node => !node.Again), nodes.Select(node => node.Asset.Id).Distinct().Count());
                Assert.All(nodes.Skip(1).Select((node, at) => (node, above: nodes.Take(at + 1).Last(other => other.Depth == node.Depth - 1))), step => Assert.Contains(step.node.Asset, next[step.above.Asset].Select(one => one.Item2)));

                if (nodes.All(node => !node.Deeper) && nodes.Count < Impact.Most)
                    Assert.Equal(Reachable(assets[0], next), nodes.Select(node => node.Asset.Id).ToHashSet());
            },
            iter: 3000);

    private static HashSet<SubjectId> Reachable(Asset first, ILookup<Asset, (Relation, Asset)> next)
    {
        var seen = new HashSet<SubjectId>();
        var rest = new Stack<Asset>([first]);

        while (rest.TryPop(out var asset))
        {
            if (seen.Add(asset.Id))
                Array.ForEach([.. next[asset]], one => rest.Push(one.Item2));
        }

        return seen;
    }

    // The host has a power supply as its part; the database runs on it; shop and CRM need the database.
    private async Task Landscape()
    {
        foreach (var (name, tag) in (IEnumerable<(string, string)>)[("Host", "the-host1"), ("DB01", "VM-1"), ("Shop", "VM-2"), ("CRM", "VM-3"), ("Power supply", "PSU")])
            await room.Grace.Says($"asset new name:\"{name}\" tag:{tag}");

        await room.Grace.Says("asset link VM-1 to:the-host1 type:runs-on");
        await room.Grace.Says("asset link VM-2 to:VM-1 type:depends-on");
        await room.Grace.Says("asset link VM-3 to:VM-1 type:connected-to");
        await room.Grace.Says("asset link PSU to:the-host1 type:part-of");
    }
}
