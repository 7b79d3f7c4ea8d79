using ChatOps.Documents;
using ChatOps.Platforms.Teams;

namespace ChatOps.Tests.Teams;

/// <summary>Answers that the connector does not take now: what was done is done, and is said when it can be.</summary>
public sealed class LaterTests : IAsyncLifetime
{
    private TeamsServer server = null!;
    private TeamsPerson ada = null!;
    private TeamsPerson grace = null!;

    private TeamsPlatform Platform => server.Platform;

    public async ValueTask InitializeAsync()
    {
        (server, ada, grace) = await TeamsServer.StartDesk();
        await ada.Send(ada.Says("help"));
        await grace.Send(grace.Says("help"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_answer_that_is_refused_each_time_comes_once_when_the_connector_is_there_again()
    {
        IsDown(true);
        var asked = ada.Says("ticket new My laptop does not start");

        Assert.Equal(200, (await ada.Send(asked)).Status);
        Assert.Equal(200, (await ada.Send(asked)).Status);
        Assert.Single(ada.Inbox);

        IsDown(false);
        await TeamsServer.Until(() => ada.Inbox.Count is 2, "The answer came.");
        Assert.Contains("INC-1 is received", ada.Last.Words, StringComparison.Ordinal);

        // And it is the card that is kept current from now on.
        await grace.Send(grace.Says("ticket assign INC-1 to:me"));
        await TeamsServer.Until(() => ada.Inbox[1].Words.Contains("Grace Harper", StringComparison.Ordinal), "It was drawn anew.");
        Assert.Single(ada.Inbox, post => post.Words.Contains("INC-1 is received", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_that_comes_late_counts_for_the_place_where_it_was_asked_for()
    {
        var thread = Platform.Chat("19:channel@thread.tacv2;messageid=1", "channel", ada);
        IsDown(true);
        Assert.Equal(200, (await ada.Send(ada.Mentions(thread, "ticket new"))).Status);

        IsDown(false);
        await TeamsServer.Until(() => ada.Inbox.Count is 2 && thread.Posts.Count is 1, "The form came, and the thread says where.");
        await ada.Send(ada.Presses(ada.Last, "Ask the help desk", new() { ["title"] = "My laptop does not start" }));
        await TeamsServer.Until(() => thread.Posts.Any(post => post.Words.Contains("INC-1", StringComparison.Ordinal)), "The ticket stood in the thread.");
    }

    [Fact]
    public async Task Who_has_blocked_the_bot_is_not_answered_and_Teams_need_not_say_it_again()
    {
        ada.Chat.IsBlocked = true;

        Assert.Equal(200, (await ada.Send(ada.Says("help"))).Status);
        Assert.Single(ada.Inbox);
    }

    [Fact]
    public async Task Who_cannot_be_written_to_alone_is_told_so_where_they_asked_and_nothing_else()
    {
        var thread = Platform.Chat("19:channel@thread.tacv2;messageid=1", "channel", ada);
        ada.Chat.IsBlocked = true;

        Assert.Equal(200, (await ada.Send(ada.Mentions(thread, "ticket list"))).Status);

        Assert.Equal("The answer is for you alone, and I cannot write to you yet. Open a chat with me and ask there.", Assert.Single(thread.Posts).Text);
    }

    private void IsDown(bool isDown) =>
        Platform.Trouble = (_, path) => isDown && path.Contains("/activities", StringComparison.Ordinal) ? 500 : null;
}
