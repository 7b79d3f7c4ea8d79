using System.Text.Json.Nodes;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Platforms.Teams;

namespace ChatOps.Tests.Teams;

/// <summary>Everything that happens in a conversation beside plain words and their answers.</summary>
public sealed class HearingTests : IAsyncLifetime
{
    private TeamsServer server = null!;
    private TeamsPerson ada = null!;

    private TeamsPlatform Platform => server.Platform;

    public async ValueTask InitializeAsync()
    {
        server = await TeamsServer.Start();
        ada = Platform.Person("Ada Lovell");
        await server.Save(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"], Owner = "grace" });
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Who_opens_a_chat_for_the_first_time_is_greeted_once_however_Teams_says_it()
    {
        var installed = ada.Activity("installationUpdate");
        installed["action"] = "add";
        var added = ada.Activity("conversationUpdate");
        added["membersAdded"] = new JsonArray(new JsonObject { ["id"] = Platform.BotId }, new JsonObject { ["id"] = ada.Id });

        Assert.All(await Task.WhenAll(ada.Send(installed), ada.Send(added)), response => Assert.Equal(200, response.Status));
        Assert.Single(ada.Inbox);
    }

    [Fact]
    public async Task A_team_is_not_greeted()
    {
        var team = Platform.Chat("19:team@thread.tacv2", "channel", ada);
        var added = ada.Activity("conversationUpdate", team);
        added["membersAdded"] = new JsonArray(new JsonObject { ["id"] = Platform.BotId });

        Assert.Equal(200, (await ada.Send(added)).Status);
        Assert.Empty(team.Posts);
    }

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("event")]
    [InlineData("somethingNew")]
    public async Task What_asks_for_no_answer_gets_none(string type)
    {
        Assert.Equal((200, ""), await Answer(ada.Activity(type)));
        Assert.Empty(Platform.Log);
    }

    [Theory]
    [InlineData("application/search")]
    [InlineData("signin/verifyState")]
    [InlineData("somethingNew")]
    public async Task An_invoke_that_nobody_knows_is_said_to_be_one(string name) =>
        Assert.Equal(501, (await ada.Send(ada.Invokes(name, []))).Status);

    [Fact]
    public async Task What_is_far_too_long_is_not_said_back_in_full()
    {
        var pressed = ada.Activity("message");
        pressed["value"] = new JsonObject { ["invoke"] = $"ticket {new string('x', 19_900)}" };

        Assert.Equal(200, (await ada.Send(pressed)).Status);
        Assert.StartsWith("I do not know \"ticket xxx", ada.Last.Words, StringComparison.Ordinal);
        Assert.InRange(ada.Last.Words.Length, 300, 500);
    }

    [Theory]
    [InlineData("""{}""", 400)]
    [InlineData("""{"action":5}""", 400)]
    [InlineData("""{"action":{"type":"Action.OpenUrl"}}""", 200)]
    [InlineData("""{"action":{"type":"Action.Execute"}}""", 200)]
    [InlineData("""{"action":{"type":"Action.Execute","data":{"invoke":5}}}""", 200)]
    public async Task A_press_of_what_is_no_button_of_ours_is_answered_with_an_error(string value, int status)
    {
        var response = await ada.Send(ada.Invokes("adaptiveCard/action", JsonNode.Parse(value)!.AsObject()));

        Assert.Equal(status, response.Status);

        if (status is 200)
            Assert.Equal(("application/vnd.microsoft.error", 400), ((string?)response.Json!["type"], (int?)response.Json["statusCode"]));
    }

    [Fact]
    public async Task A_press_of_a_card_that_is_gone_is_answered_with_a_new_one_and_a_toast()
    {
        await ada.Send(ada.Says("My laptop does not start"));
        var press = ada.Presses(ada.Last, "Cancel");
        press["replyToId"] = "long ago";

        var response = await ada.Send(press);

        Assert.Equal("Nothing was changed.", response.Toast);
        Assert.Equal("Nothing was changed.", ada.Last.Text);
    }

    [Fact]
    public async Task A_client_that_sends_presses_as_messages_gets_the_card_drawn_anew()
    {
        await ada.Send(ada.Says("My laptop does not start"));
        var form = ada.Last;
        var press = ada.Presses(form, (string)form.Card!["actions"]![0]!["title"]!);
        var message = ada.Activity("message");
        (message["value"], message["replyToId"]) = (press["value"]!["action"]!["data"]!.DeepClone(), form.Id);

        Assert.Equal((200, ""), await Answer(message));
        Assert.Same(form, Assert.Single(ada.Inbox));
        Assert.Contains("INC-1", form.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_a_card_looks_to_one_who_sees_it_is_asked_without_anything_happening()
    {
        await ada.Send(ada.Says("My laptop does not start"));
        await ada.Send(ada.Presses(ada.Last, (string)ada.Last.Card!["actions"]![0]!["title"]!));
        await TeamsServer.Until(() => ada.Last.Words.Contains("INC-1", StringComparison.Ordinal), "The form became the ticket.");
        var calls = Platform.Log.Count;

        var refresh = ada.Invokes("adaptiveCard/action", new() { ["trigger"] = "automatic", ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "refresh", ["data"] = new JsonObject { ["invoke"] = "ticket view?id=INC-1" } } }, ada.Last);

        Assert.Contains("INC-1", (await ada.Send(refresh)).Card!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(calls, Platform.Log.Count);
    }

    [Fact]
    public async Task Who_wants_the_answer_in_the_response_gets_it_there()
    {
        var message = ada.Says("help");
        message["deliveryMode"] = "expectReplies";
        var response = await ada.Send(message);

        var reply = Assert.Single(response.Json!["activities"]!.AsArray())!;
        Assert.Equal(("message", (string?)message["id"], Platform.BotId), ((string?)reply["type"], (string?)reply["replyToId"], (string?)reply["from"]!["id"]));
        Assert.Empty(ada.Inbox);
    }

    [Fact]
    public async Task A_mention_in_a_channel_opens_a_ticket_whose_conversation_is_the_thread()
    {
        var thread = Platform.Chat("19:channel@thread.tacv2;messageid=1", "channel", ada);

        Assert.Equal(200, (await ada.Send(ada.Mentions(thread, "My laptop does not start"))).Status);

        Assert.Contains("INC-1", Assert.Single(thread.Posts).Words, StringComparison.Ordinal);
        Assert.Equal("INC-1", await SubjectOf(thread));
        Assert.Equal(200, (await ada.Send(ada.Says("It beeps three times", thread))).Status);
        Assert.Equal([(1, "like")], thread.Reactions.Select(reaction => (1, reaction.Reaction)));
    }

    [Fact]
    public async Task In_a_channel_nothing_personal_appears()
    {
        var thread = Platform.Chat("19:channel@thread.tacv2;messageid=1", "channel", ada);
        await ada.Send(ada.Says("My laptop does not start"));

        Assert.Equal(200, (await ada.Send(ada.Mentions(thread, "ticket list"))).Status);

        Assert.Equal("Ada Lovell, the answer is in your chat with me.", Assert.Single(thread.Posts).Text);
        Assert.Equal(2, ada.Inbox.Count);
    }

    [Fact]
    public async Task What_is_asked_back_because_of_a_thread_is_answered_in_the_chat_and_counts_for_the_thread()
    {
        var thread = Platform.Chat("19:channel@thread.tacv2;messageid=1", "channel", ada);
        await ada.Send(ada.Mentions(thread, "My laptop does not start"));
        await ada.Send(ada.Mentions(thread, "ticket cancel"));
        var question = Assert.Single(ada.Inbox);

        Assert.Equal("New", await Ticket());

        await ada.Send(ada.Presses(question, "Yes"));
        Assert.Equal("Cancelled", await Ticket());
    }

    private async Task<string> Ticket() => (await server.Store.Get(ChatOps.Tickets.Ticket.Kind, "INC-1", TestContext.Current.CancellationToken))!.Body.State.ToString();

    private async Task<string?> SubjectOf(TeamsChat thread) =>
        (await server.Store.Get(ChatOps.Relaying.BoundPlace.Kind, $"teams:{thread.Id}", TestContext.Current.CancellationToken))?.Body.Subject;

    [Fact]
    public async Task What_people_say_to_each_other_in_a_channel_is_not_answered()
    {
        var thread = Platform.Chat("19:channel@thread.tacv2;messageid=2", "channel", ada);

        Assert.Equal(200, (await ada.Send(ada.Says("My laptop does not start", thread))).Status);
        Assert.Empty(thread.Posts);
        Assert.Empty(ada.Inbox);
    }

    [Fact]
    public async Task Files_come_with_the_words_and_the_token_goes_only_where_the_bot_is_known()
    {
        var log = Platform.Keep("error.log", "It does not start."u8.ToArray());
        var message = ada.Says("My laptop does not start");
        message["attachments"] = new JsonArray(
            new JsonObject { ["contentType"] = "text/html", ["content"] = "<p>My laptop does not start</p>" },
            new JsonObject { ["contentType"] = "application/vnd.microsoft.teams.file.download.info", ["name"] = "error.log", ["content"] = new JsonObject { ["downloadUrl"] = log.ToString() } });

        Assert.Equal(200, (await ada.Send(message)).Status);
        await ada.Send(ada.Presses(ada.Last, (string)ada.Last.Card!["actions"]![0]!["title"]!));
        await TeamsServer.Until(() => ada.Last.Words.Contains("INC-1", StringComparison.Ordinal), "The form became the ticket.");
        Assert.NotEmpty((await server.Store.Find(StoredFile.ByHash.Where() with { Filter = file => file is { Name: "error.log", Bound: true } }, TestContext.Current.CancellationToken)).Items);

        message = ada.Says("And this");
        message["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "image/png", ["contentUrl"] = "https://example.com/picture.png" });
        await ada.Send(message);
        Assert.Contains("where files are not taken from", ada.Last.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_takes_long_is_announced()
    {
        Platform.Slowness = TimeSpan.FromSeconds(1.4);
        await ada.Send(ada.Says("help"));

        Assert.Contains(Platform.Log, call => call.Body?.Contains("\"typing\"", StringComparison.Ordinal) is true);
    }

    private async Task<(int, string)> Answer(JsonObject activity)
    {
        var response = await ada.Send(activity);
        return (response.Status, response.Body);
    }
}
