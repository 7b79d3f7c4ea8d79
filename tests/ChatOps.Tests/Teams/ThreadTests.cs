using ChatOps.Documents;
using ChatOps.Platforms.Teams;
using ChatOps.Relaying;
using ChatOps.Tickets;

namespace ChatOps.Tests.Teams;

/// <summary>A thread of a channel as the conversation about a ticket: what reaches it, and what never does.</summary>
public sealed class ThreadTests : IAsyncLifetime
{
    private TeamsServer server = null!;
    private TeamsPerson ada = null!;
    private TeamsPerson grace = null!;
    private TeamsChat thread = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TeamsPlatform Platform => server.Platform;

    public async ValueTask InitializeAsync()
    {
        (server, ada, grace) = await TeamsServer.StartDesk();
        thread = Platform.Chat("19:channel@thread.tacv2;messageid=1", "channel", ada, grace);
        await grace.Send(grace.Says("help"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("My laptop does not start")]
    [InlineData("ticket new My laptop does not start")]
    [InlineData("ticket new title:\"My laptop does not start\" urgency:high")]
    public async Task Words_and_commands_by_mention_make_the_thread_the_conversation_about_the_ticket(string words)
    {
        await ada.Send(ada.Mentions(thread, words));

        var card = Assert.Single(thread.Posts);
        Assert.Contains("INC-1 My laptop does not start", card.Words, StringComparison.Ordinal);
        Assert.Empty(ada.Inbox);
        Assert.Equal("INC-1", await Subject());
        await BothSidesAreHeard();
    }

    [Fact]
    public async Task The_form_that_a_mention_leads_to_is_filled_in_alone_and_its_ticket_is_spoken_of_in_the_thread()
    {
        await ada.Send(ada.Mentions(thread, "ticket new"));
        var form = Assert.Single(ada.Inbox);
        Assert.Contains("its title and the replies are read there", form.Words, StringComparison.Ordinal);
        Assert.Equal("Ada Lovell, the answer is in your chat with me.", Assert.Single(thread.Posts).Text);

        await ada.Send(ada.Presses(form, "Ask the help desk", new() { ["title"] = "My laptop does not start", ["details"] = "It is the grey one." }));

        await TeamsServer.Until(() => thread.Posts.Any(post => post.Words.Contains("INC-1 My laptop does not start", StringComparison.Ordinal)), "The ticket stood in the thread.");
        await TeamsServer.Until(() => form.Words.Contains("INC-1", StringComparison.Ordinal), "The form became the ticket.");
        Assert.Equal(2, thread.Posts.Count);
        Assert.DoesNotContain(thread.Posts, post => post.Words.Contains("grey", StringComparison.Ordinal));
        Assert.Equal("INC-1", await Subject());
        await BothSidesAreHeard();
    }

    [Fact]
    public async Task A_form_that_was_asked_for_in_the_chat_stays_there()
    {
        await ada.Send(ada.Says("ticket new"));
        Assert.DoesNotContain("thread", Assert.Single(ada.Inbox).Words, StringComparison.Ordinal);
        await ada.Send(ada.Presses(ada.Last, "Ask the help desk", new() { ["title"] = "My laptop does not start" }));

        Assert.Empty((await server.Store.Find(BoundPlace.BySubject.Where("INC-1"), Cancellation)).Items);
    }

    [Fact]
    public async Task What_is_for_some_only_is_not_written_in_the_thread()
    {
        await ada.Send(ada.Mentions(thread, "My laptop does not start"));

        foreach (var asked in (string[])["ticket view", "ticket note The board, I fear", "ticket context", "ticket list", "ticket new Another screen"])
            Assert.Equal(200, (await grace.Send(grace.Mentions(thread, asked))).Status);

        Assert.All(thread.Posts.Skip(1), post => Assert.Equal("Grace Harper, the answer is in your chat with me.", post.Text));
        Assert.Equal(6, thread.Posts.Count);
        Assert.Equal("INC-1", await Subject());
    }

    private async Task BothSidesAreHeard()
    {
        await ada.Send(ada.Says("It beeps three times", thread));
        await grace.Send(grace.Says("Which lights are on?", thread));
        await grace.Send(grace.Says("ticket reply INC-1 Try the other socket"));
        await TeamsServer.Until(() => thread.Posts.Any(post => post.Words.Contains("Try the other socket", StringComparison.Ordinal)), "What was said elsewhere was read in the thread.");

        var said = (await server.Store.Find(PublicReply.ByTicket.Where("INC-1"), Cancellation)).Items.Select(item => (item.Body.Text, item.Body.FromStaff));
        Assert.Equal([("It beeps three times", false), ("Which lights are on?", true), ("Try the other socket", true)], said);
        Assert.Equal(2, thread.Reactions.Count);
        Assert.DoesNotContain(thread.Posts, post => post.Words.Contains("beeps", StringComparison.Ordinal) || post.Words.Contains("lights", StringComparison.Ordinal));
        Assert.DoesNotContain(Platform.Log, call => call.Status >= 400);
    }

    private async Task<string?> Subject() =>
        (await server.Store.Get(BoundPlace.Kind, $"teams:{thread.Id}", Cancellation))?.Body.Subject;
}
