using ChatOps.Conversations;
using ChatOps.Tickets;

namespace ChatOps.Tests.Tickets;

/// <summary>Two tickets about the same become one.</summary>
public sealed class MergeTests : IAsyncDisposable
{
    private readonly HelpDesk desk = new();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Words_notes_files_and_people_go_to_the_target()
    {
        var merged = await Merge();

        Assert.Equal("INC-2 is merged into INC-1. Grace is next.", merged.Line());
        Assert.All((string[])["From the kitchen", "Not again", "smoke.txt"], words => Assert.Contains(words, merged.Everything(), StringComparison.Ordinal));

        var source = await desk.Grace.Says("ticket view INC-2");
        Assert.DoesNotContain("From the kitchen", source.Everything(), StringComparison.Ordinal);
        Assert.Contains("closed, merged into INC-1", Status(source), StringComparison.Ordinal);
        Assert.Equal(["bo"], (await desk.Ticket("INC-1")).Watchers);
        Assert.Equal([new Link(Relation.DuplicateOf, new("INC", 1))], (await desk.Ticket("INC-2")).Links);
        Assert.Equal(ResolutionCode.Duplicate, (await desk.Ticket("INC-2")).History.OfType<ChatOps.Tickets.Entry.Moved>().First().Code);
    }

    [Fact]
    public async Task The_requester_is_told_and_watches_and_sees_no_note()
    {
        await Merge();
        var told = desk.Bo.Inbox[^1];

        Assert.Equal("Grace merged INC-2 into INC-1, which is about the same. What you say on either of them reaches the other.", told.Line());
        Assert.Contains("INC-1", told.Card!.Title.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Not again", (await desk.Bo.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain("It is back", (await desk.Bo.Says("ticket view INC-2")).Labels());
    }

    [Theory]
    [InlineData("ticket reply INC-2 And the toaster")]
    [InlineData("ticket reopen INC-2 And the toaster")]
    public async Task Later_words_on_the_source_go_to_the_target(string words)
    {
        await Merge();
        var said = await desk.Bo.Says(words);

        Assert.Equal("Added to INC-1. Grace is next.", said.Line());
        Assert.Contains("And the toaster", (await desk.Grace.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        Assert.Equal(State.Closed, (await desk.Ticket("INC-2")).State);
    }

    [Fact]
    public async Task Undo_parts_them_again()
    {
        var merged = await Merge();
        await desk.Grace.Presses(merged, "Undo");

        Assert.Contains("From the kitchen", (await desk.Grace.Says("ticket view INC-2")).Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain("From the kitchen", (await desk.Grace.Says("ticket view INC-1")).Everything(), StringComparison.Ordinal);
        Assert.Equal((State.New, null), ((await desk.Ticket("INC-2")).State, (await desk.Ticket("INC-2")).MergedInto));
        Assert.Empty((await desk.Ticket("INC-1")).Watchers);
    }

    [Fact]
    public async Task What_is_delicate_is_not_poured_into_what_others_read()
    {
        await desk.Asked();
        await desk.Bo.Says("ticket new My pay");
        await desk.Grace.Says("ticket update INC-2 queue:hr");

        Assert.StartsWith("What stands on a ticket of a restricted queue", (await desk.Holly.Says("ticket merge INC-2 into:INC-1")).Line(), StringComparison.Ordinal);
        Assert.StartsWith("What stands on a ticket of a restricted queue", (await desk.Holly.Says("ticket merge INC-1 into:INC-2")).Line(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_merged_into_itself_or_into_what_is_over()
    {
        await Merge();
        Assert.Equal("INC-1 cannot be merged into itself. Name another ticket.", (await desk.Grace.Says("ticket merge INC-1 INC-1")).Line());
        Assert.Equal("INC-2 is closed, and nothing can be added. Open a new ticket instead.", (await desk.Grace.Says("ticket merge INC-1 INC-2")).Line());
        Assert.Equal("INC-2 is closed and cannot be merged. Link it instead.", (await desk.Grace.Says("ticket merge INC-2 INC-1")).Line());
    }

    private async Task<Reply> Merge()
    {
        await desk.Claimed();
        await desk.Bo.Says("ticket new Smoke in the kitchen");
        await desk.Bo.Says("ticket reply INC-2 From the kitchen", await desk.Bo.Uploads("smoke.txt", "x"u8.ToArray()));
        await desk.Ruth.Says("ticket note INC-2 Not again");
        return await desk.Grace.Says("ticket merge INC-2 INC-1");
    }

    private static string Status(Reply reply) => reply.Message.Card!.Body.OfType<ChatOps.Cards.Block.Facts>().Single().Items[0].Value.ToString();
}
