using System.Text.Json.Nodes;
using ChatOps.Documents;
using ChatOps.Platforms.Teams;
using ChatOps.Tickets;

namespace ChatOps.Tests.Teams;

/// <summary>What people do to messages that stand already: they edit and delete their own, and put reactions under those of the bot.</summary>
public sealed class HappeningTests : IAsyncLifetime
{
    private TeamsServer server = null!;
    private TeamsPerson ada = null!;
    private TeamsPerson grace = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TeamsPlatform Platform => server.Platform;

    public async ValueTask InitializeAsync()
    {
        (server, ada, grace) = await TeamsServer.StartDesk();
        await grace.Send(grace.Says("help"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_question_that_is_edited_or_deleted_leaves_its_form_as_it_was()
    {
        var asked = ada.Says("My laptop does not start");
        await ada.Send(asked);
        var form = Assert.Single(ada.Inbox);

        await Changes(ada, asked, "messageUpdate", "editMessage", "My laptop burns");
        await Changes(ada, asked, "messageDelete", "softDeleteMessage", null);
        await Changes(ada, asked, "messageUpdate", "undeleteMessage", "My laptop burns");

        Assert.Single(ada.Inbox);
        await ada.Send(ada.Presses(form, "Ask the help desk"));
        await TeamsServer.Until(() => form.Words.Contains("INC-1 My laptop does not start", StringComparison.Ordinal), "The form became the ticket.");
    }

    [Theory]
    [InlineData("like")]
    [InlineData("heart")]
    [InlineData("laugh")]
    public async Task A_reaction_under_a_resolution_confirms_nothing_reopens_nothing_and_pages_nobody(string reaction)
    {
        await Asked();
        await grace.Send(grace.Says("ticket assign INC-1 to:me"));
        await grace.Send(grace.Says("ticket resolve INC-1 code:fixed A new battery"));
        await TeamsServer.Until(() => ada.Inbox.Any(post => post.Words.Contains("Grace Harper resolved INC-1", StringComparison.Ordinal)), "Ada was told.");
        var (before, told) = (await Ticket(), (ada.Inbox.Count, grace.Inbox.Count));

        foreach (var post in ada.Inbox)
        {
            await Reacts(ada, post, "reactionsAdded", reaction);
            await Reacts(ada, post, "reactionsRemoved", reaction);
        }

        Assert.Equal(State.Resolved, before.State);
        Assert.Equal(before.History.Count, (await Ticket()).History.Count);
        Assert.Equal(told, (ada.Inbox.Count, grace.Inbox.Count));
    }

    [Fact]
    public async Task Words_that_are_deleted_before_they_are_answered_are_answered_all_the_same()
    {
        var asked = ada.Says("My laptop does not start");
        ada.Deletes(asked);

        Assert.Equal(200, (await ada.Send(asked)).Status);

        Assert.Single(ada.Inbox);
        await ada.Send(ada.Says("help"));
        Assert.Equal(2, ada.Inbox.Count);
    }

    [Fact]
    public async Task Words_that_are_deleted_from_the_thread_of_a_ticket_have_been_said_on_it()
    {
        var thread = Platform.Chat("19:channel@thread.tacv2;messageid=1", "channel", ada);
        await ada.Send(ada.Mentions(thread, "My laptop does not start"));
        var said = ada.Says("It beeps three times", thread);
        ada.Deletes(said);

        Assert.Equal(200, (await ada.Send(said)).Status);
        await Changes(ada, said, "messageDelete", "softDeleteMessage", null);

        Assert.Empty(thread.Reactions);
        Assert.Single((await server.Store.Find(PublicReply.ByTicket.Where("INC-1"), Cancellation)).Items);
    }

    [Fact]
    public async Task A_platform_without_reactions_is_not_asked_again_and_again()
    {
        var thread = Platform.Chat("19:channel@thread.tacv2;messageid=1", "channel", ada);
        await ada.Send(ada.Mentions(thread, "My laptop does not start"));
        Platform.Trouble = (_, path) => path.Contains("/reactions/", StringComparison.Ordinal) ? 405 : null;

        Assert.Equal(200, (await ada.Send(ada.Says("It beeps three times", thread))).Status);

        Assert.Single(Platform.Log, call => call.Status is 405);
        Assert.Single((await server.Store.Find(PublicReply.ByTicket.Where("INC-1"), Cancellation)).Items);
    }

    private async Task Asked()
    {
        await ada.Send(ada.Says("My laptop does not start"));
        await ada.Send(ada.Presses(ada.Last, "Ask the help desk"));
    }

    private async Task<Ticket> Ticket() => (await server.Store.Get(ChatOps.Tickets.Ticket.Kind, "INC-1", Cancellation))!.Body;

    private static async Task Changes(TeamsPerson person, JsonObject said, string type, string eventType, string? text)
    {
        var change = said.DeepClone().AsObject();
        (change["type"], change["channelData"]!["eventType"]) = (type, eventType);
        change["text"] = text;
        Assert.Equal(200, (await person.Send(change)).Status);
    }

    private static async Task Reacts(TeamsPerson person, TeamsPost post, string what, string reaction)
    {
        var activity = person.Activity("messageReaction", post.Chat);
        (activity["replyToId"], activity[what]) = (post.Id, new JsonArray(new JsonObject { ["type"] = reaction }));
        Assert.Equal(200, (await person.Send(activity)).Status);
    }
}
