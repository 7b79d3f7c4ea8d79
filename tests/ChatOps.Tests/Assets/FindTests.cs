using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Assets;

/// <summary>Finding what the company owns, by whatever somebody says of it.</summary>
public sealed class FindTests : IAsyncLifetime
{
    private readonly Stockroom room = new();

    public async ValueTask InitializeAsync() => await room.Filled();

    public ValueTask DisposeAsync() => room.DisposeAsync();

    [Theory]
    [InlineData("who has AST-1?")]
    [InlineData("who has LT-0042")]
    [InlineData("asset find lt-0042")]
    [InlineData("asset find 5cg1234xyz")]
    [InlineData("asset find ast 1")]
    [InlineData("asset view 5CG1234XYZ")]
    [InlineData("asset view AST-1")]
    [InlineData("AST-1")]
    [InlineData("#ast-1")]
    [InlineData("show AST-1")]
    [InlineData("show lt-0042")]
    [InlineData("asset find laptop of ada")]
    [InlineData("asset find 5450")]
    public async Task What_is_called_exactly_that_opens(string sentence) =>
        Assert.Equal("AST-1 Laptop of Ada", (await room.Grace.Says(sentence)).Line());

    [Theory]
    [InlineData("who has a laptop?", "AST-1 AST-2")]
    [InlineData("asset find dell", "AST-1 AST-2")]
    [InlineData("asset find latitude", "AST-1 AST-2")]
    [InlineData("asset find lati", "AST-1 AST-2")]
    [InlineData("asset find laptops", "AST-1 AST-2")]
    [InlineData("asset find Latidude", "AST-1 AST-2")]
    [InlineData("asset find dell lapt", "AST-1 AST-2")]
    [InlineData("asset find", "AST-1 AST-3 AST-4 AST-2")]
    [InlineData("asset find status:in-stock", "AST-2")]
    [InlineData("asset find zeppelin", "")]
    [InlineData("what does Ada have", "AST-1")]
    [InlineData("what does bo have?", "AST-4")]
    [InlineData("devices of Bo", "AST-4")]
    [InlineData("my devices", "")]
    public async Task Words_find_a_list_in_which_what_somebody_has_comes_first(string sentence, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', (await room.Grace.Says(sentence)).Numbers()));

    [Fact]
    public async Task Employees_find_their_own_and_nothing_else_exists_for_them()
    {
        var mine = await room.Ada.Says("my devices");
        Assert.Equal(("What you have", "AST-1"), (mine.Line(), string.Join(' ', mine.Numbers())));
        Assert.Equal(["AST-1"], (await room.Ada.Says("asset find")).Numbers());
        Assert.Equal("AST-1 Laptop of Ada", (await room.Ada.Says("who has a laptop")).Line());
        Assert.Empty((await room.Ada.Says("what does Bo have")).Numbers());
        Assert.Equal("There is no asset \"PH-1\". Say its number, its tag or its serial number.", (await room.Ada.Says("asset view PH-1")).Line());
        Assert.Equal((await room.Ada.Says("asset view AST-9")).Line().Replace('9', '4'), (await room.Ada.Says("asset view AST-4")).Line());
        Assert.True((await room.Ada.Says("asset impact AST-1")).IsRefusal);
        Assert.True((await room.Ada.Says("asset export")).IsRefusal);
    }

    [Fact]
    public async Task Money_and_history_are_for_staff()
    {
        var staff = (await room.Grace.Says("AST-1")).Everything();
        var holder = (await room.Ada.Says("AST-1")).Everything();

        Assert.Contains("1299", staff, StringComparison.Ordinal);
        Assert.Contains("History", staff, StringComparison.Ordinal);
        Assert.DoesNotContain("1299", holder, StringComparison.Ordinal);
        Assert.DoesNotContain("USD", holder, StringComparison.Ordinal);
        Assert.DoesNotContain("History", holder, StringComparison.Ordinal);
        Assert.Equal(["Something is wrong with it"], (await room.Ada.Says("AST-1")).Labels());
    }

    [Fact]
    public async Task Long_lists_are_leafed()
    {
        for (var i = 1; i <= 23; i++)
            await room.Grace.Says($"asset new Screen {i} kind:Screen");

        var first = await room.Grace.Says("who has a screen");
        var second = await room.Grace.Presses(first, "Next page");
        var third = await room.Grace.Presses(second, "Next page");

        Assert.Equal((10, 10, 3), (first.Numbers().Length, second.Numbers().Length, third.Numbers().Length));
        Assert.Equal(23, first.Numbers().Concat(second.Numbers()).Concat(third.Numbers()).Distinct().Count());
        Assert.DoesNotContain("Next page", third.Labels());
        Assert.Equal("There is no page 100.", Text(await room.Grace.Says("asset find screen page:9999")));
        Assert.Equal(first.Numbers(), (await room.Grace.Says("asset find screen page:-3")).Numbers());
    }

    [Fact]
    public async Task What_comes_close_says_that_it_is_not_exactly_that() =>
        Assert.Equal("Nothing is called exactly that. This comes close:", Text(await room.Grace.Says("asset find Latidude")));

    [Theory]
    [InlineData("asset find \"'; DROP TABLE asset; --\"")]
    [InlineData("asset find \\u0001\\u0002")]
    [InlineData("asset find *")]
    [InlineData("asset find {0}")]
    [InlineData("who has !!!")]
    public async Task Strange_words_find_nothing_and_break_nothing(string sentence) => Assert.Empty((await room.Grace.Says(sentence)).Numbers());

    [Fact]
    public async Task A_name_of_several_is_asked_back()
    {
        await room.Grace.Says("asset new Twin tag:T1");
        await room.Grace.Says("asset new twin tag:T2");
        Assert.Equal("\"Twin\" could be AST-5 or AST-6. Say the number or the tag.", (await room.Grace.Says("what depends on Twin")).Line());
    }

    [Fact]
    public async Task Pickers_offer_what_the_caller_sees()
    {
        Assert.Equal(["AST-1", "AST-3", "AST-4", "AST-2"], await Offered(room.Grace, ""));
        Assert.Equal(["AST-3"], await Offered(room.Grace, "order"));
        Assert.Equal(["AST-1"], await Offered(room.Ada, ""));
    }

    private static string Text(Reply reply) => reply.Message.Card!.Body.OfType<Block.Text>().First().Words.ToString();

    private async Task<string[]> Offered(TestBot.Actor actor, string typed) =>
        [.. (await room.Desk.Bot.Bot.Complete(new("test", actor.Person.Id), actor.Chat, "asset view", "id", typed, TestContext.Current.CancellationToken)).Select(option => option.Value)];
}
