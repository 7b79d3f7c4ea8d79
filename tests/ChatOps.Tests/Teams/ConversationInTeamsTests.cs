using ChatOps.Documents;
using ChatOps.Platforms.Teams;

namespace ChatOps.Tests.Teams;

public sealed class ConversationInTeamsTests : IAsyncLifetime
{
    private TeamsServer server = null!;
    private TeamsPerson ada = null!;
    private TeamsPerson grace = null!;

    private TeamsPlatform Platform => server.Platform;

    public async ValueTask InitializeAsync()
    {
        (server, ada, grace) = await TeamsServer.StartDesk();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task From_a_sentence_to_a_ticket_that_an_agent_takes_and_the_card_of_the_requester_says_so()
    {
        Assert.Equal(200, (await grace.Send(grace.Says("help"))).Status);

        Assert.Equal(200, (await ada.Send(ada.Says("My laptop does not start"))).Status);
        var form = Assert.Single(ada.Inbox);
        var sent = await ada.Send(ada.Presses(form, Primary(form)));

        Assert.Equal(200, sent.Status);
        Assert.Contains("INC-1", sent.Card!.ToJsonString(), StringComparison.Ordinal);
        await TeamsServer.Until(() => form.Words.Contains("INC-1", StringComparison.Ordinal), "The form became the ticket.");
        Assert.Single(ada.Inbox);

        await TeamsServer.Until(() => grace.Inbox.Any(post => post.Words.Contains("INC-1", StringComparison.Ordinal)), "The agent was told.");
        Assert.Equal(200, (await grace.Send(grace.Says("ticket assign INC-1 to:me"))).Status);

        await TeamsServer.Until(() => form.Words.Contains("Grace Harper", StringComparison.Ordinal), "The card in the requester's chat was drawn anew.");
        Assert.DoesNotContain(Platform.Log, call => call.Status >= 400);
    }

    [Fact]
    public async Task The_same_activity_again_says_nothing_twice()
    {
        var message = ada.Says("help");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ada.Send(message)));
        await ada.Send(message);

        Assert.Single(ada.Inbox);
    }

    private static string Primary(TeamsPost post) => (string)post.Card!["actions"]![0]!["title"]!;
}
