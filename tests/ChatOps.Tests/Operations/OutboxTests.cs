using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Tests.Tickets;

namespace ChatOps.Tests.Operations;

/// <summary>What could not be delivered is seen by administrators, without its words, and can be tried again or discarded.</summary>
public sealed class OutboxTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task With_nothing_given_up_it_says_so() =>
        Assert.Equal("Nothing was given up", Title(await desk.Root.Says("admin outbox")));

    [Fact]
    public async Task What_was_given_up_is_listed_by_number_and_kind_and_never_by_its_words()
    {
        await Poisoned("I cannot stand my manager");

        var table = Assert.IsType<Block.Table>(Assert.Single((await desk.Root.Says("admin outbox")).Message.Card!.Body));
        var row = Assert.Single(table.Rows);

        Assert.Equal(["Notice INC-1", "Ada", "Ada has blocked the bot.", "1"], row.Cells.Take(4).Select(cell => cell.ToString()));
        Assert.DoesNotContain("manager", string.Join(' ', row.Cells), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tried_again_it_arrives_once_with_the_token_it_had_and_the_audit_knows_who_did_it()
    {
        await Poisoned("It is fixed");
        var token = Assert.Single(desk.Bot.Channel.Refused);
        var opened = await Opened();

        await desk.Root.Presses(opened, "Try again");
        await desk.Root.Presses(opened, "Try again");

        Assert.Single(desk.Bot.Channel.Tokens, token);
        Assert.Equal("Nothing was given up", Title(await desk.Root.Says("admin outbox")));
        var fact = Assert.Single(await desk.Bot.Store.Trail("outbox", cancellation: Cancellation));
        Assert.Equal(("root", $"retry {token}"), (fact.Actor, fact.What));
    }

    [Fact]
    public async Task All_of_one_person_is_tried_again_in_its_order()
    {
        await Poisoned("first", "second", "third");
        desk.Bot.Channel.Forget(desk.Ada.Chat);
        var tokens = desk.Bot.Channel.Refused.ToArray();

        Assert.Equal("All 3 are being tried again. What fails once more comes back to the list.", Text(await desk.Root.Presses(await Opened(), "Try all for Ada again")));

        Assert.Equal(tokens, desk.Bot.Channel.Tokens.Where(tokens.Contains));
        Assert.Equal(3, desk.Ada.Inbox.Count);
    }

    [Fact]
    public async Task Discarding_asks_first_and_then_it_never_arrives()
    {
        await Poisoned("Never mind");
        var before = desk.Ada.Inbox.Count;
        var asked = await desk.Root.Presses(await Opened(), "Discard");
        Assert.Equal("Discard this delivery? It will never arrive.", Title(asked));
        Assert.Single(await desk.Bot.Store.Dead(cancellation: Cancellation));

        Assert.Equal("Discarded. It will not arrive any more.", Text(await desk.Root.Presses(asked, "Yes")));

        Assert.Empty(await desk.Bot.Store.Dead(cancellation: Cancellation));
        Assert.Equal(before, desk.Ada.Inbox.Count);
        Assert.StartsWith("discard ", Assert.Single(await desk.Bot.Store.Trail("outbox", cancellation: Cancellation)).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_comes_in_pages()
    {
        await Poisoned([.. Enumerable.Range(1, 13).Select(n => $"reply {n}")]);

        var first = await desk.Root.Says("admin outbox");
        var second = await desk.Root.Presses(first, "Next page");

        Assert.Equal((10, 3), (Rows(first).Count, Rows(second).Count));
        Assert.Empty(second.Message.Card!.Choices);
    }

    [Theory]
    [InlineData("admin outbox")]
    [InlineData("admin status")]
    [InlineData("outbox view id:x")]
    [InlineData("outbox retry id:x")]
    [InlineData("outbox discard id:x")]
    [InlineData("outbox release place:x")]
    public async Task Nobody_else_may(string sentence)
    {
        Assert.True((await desk.Ada.Says(sentence)).IsRefusal);
        Assert.StartsWith("Only administrators can do that.", Title(await desk.Grace.Says(sentence)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_names_channels_store_and_what_waits()
    {
        desk.Bot.Add(LastBackup.Kind, new(LastBackup.TheOne, TestBot.Monday));
        desk.Bot.Clock.Advance(TimeSpan.FromHours(3));
        var card = (await desk.Root.Says("admin status")).Message.Card!;
        var facts = card.Body.OfType<Block.Facts>().Single().Items.ToDictionary(fact => fact.Name.ToString(), fact => fact.Value.ToString());

        Assert.Equal(("All is well", Tone.Good), (card.Title.ToString(), card.Tone));
        Assert.Equal(("memory", "0", "none", "0"), (facts["Store"], facts["Waiting to be done"], facts["Oldest of it"], facts["Given up"]));
        Assert.Contains("7 Sep", facts["Last backup"], StringComparison.Ordinal);
        Assert.Equal(["test", "connected"], Assert.Single(card.Body.OfType<Block.Table>().Single().Rows).Cells.Take(2).Select(cell => cell.ToString()));
    }

    [Fact]
    public async Task The_status_warns_of_a_channel_that_is_down_and_of_what_was_given_up()
    {
        await Poisoned("hello");
        Assert.Equal("One delivery was given up", Title(await desk.Root.Says("admin status")));

        desk.Bot.Channel.Contact = new(false, TestBot.Monday, "The token was refused.");
        var card = (await desk.Root.Says("admin status")).Message.Card!;

        Assert.Equal(("One channel is not connected", Tone.Warning), (card.Title.ToString(), card.Tone));
        Assert.Equal("not connected: The token was refused.", Assert.Single(card.Body.OfType<Block.Table>().Single().Rows).Cells[1].ToString());
        Assert.Equal("What could not be delivered", Title(await desk.Root.Presses(new Message { Card = card }, "Show what was given up")));
    }

    /// <summary>Grace's replies to Ada's ticket, none of which her platform takes.</summary>
    private async Task Poisoned(params string[] replies)
    {
        await desk.Claimed();
        desk.Bot.Channel.Refuses = desk.Ada.Person.Id;

        foreach (var reply in replies)
            await desk.Grace.Says($"ticket reply INC-1 {reply}");

        desk.Bot.Channel.Refuses = null;
    }

    private async Task<Reply> Opened()
    {
        var open = Rows(await desk.Root.Says("admin outbox"))[0].Open!;
        return await desk.Root.Hear(new Input.Press(open));
    }

    private static IReadOnlyList<Block.Row> Rows(Reply reply) => reply.Message.Card!.Body.OfType<Block.Table>().Single().Rows;

    private static string Title(Reply reply) => reply.Message.Card!.Title.ToString();

    private static string Text(Reply reply) => reply.Message.Text!.ToString();
}
