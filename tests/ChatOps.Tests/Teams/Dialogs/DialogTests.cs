using System.Text;
using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Platforms.Teams;
using ChatOps.Tests.Teams.Drawing;
using ChatOps.Tickets;

namespace ChatOps.Tests.Teams.Dialogs;

/// <summary>Dialogs, searches from the compose box and files, as the client of somebody in Teams drives them.</summary>
public sealed class DialogTests : IAsyncLifetime
{
    private TeamsServer server = null!;
    private TeamsPerson ada = null!;
    private TeamsPerson grace = null!;

    private TeamsPlatform Platform => server.Platform;

    public async ValueTask InitializeAsync()
    {
        (server, ada, grace) = await TeamsServer.StartDesk();
        await ada.Send(ada.Says("ticket new The printer is on fire"));
        await grace.Send(grace.Says("ticket view INC-1"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_button_that_asks_opens_a_dialog_and_what_is_sent_from_it_stands_in_the_chat()
    {
        var opened = await Fetch(grace, Button(grace.Last, "Resolve"));
        Assert.Equal("continue", (string?)opened["type"]);
        var form = Card(opened);
        TeamsCard.AssertTaken(form);
        Assert.DoesNotContain(TeamsCard.Elements(form), element => (string?)element["type"] is "Action.Execute");

        var sent = await Submit(grace, form, new() { ["code"] = "fixed", ["text"] = "Put it out." });
        Assert.Equal((200, ""), (sent.Status, sent.Body));
        Assert.Equal(State.Resolved, (await Ticket()).State);
        await TeamsServer.Until(() => grace.Inbox.Any(post => post.Words.Contains("Put it out.", StringComparison.Ordinal)), "What was done stands in the chat.");
        await TeamsServer.Until(() => ada.Inbox.Any(post => post.Summary.StartsWith("Grace Harper resolved INC-1.", StringComparison.Ordinal)), "The requester was told.");
        Assert.DoesNotContain(Platform.Log, call => call.Status >= 400);
    }

    [Fact]
    public async Task What_is_wrong_keeps_the_form_in_front_and_changes_nothing()
    {
        var form = Card(await Fetch(grace, Button(grace.Last, "Resolve")));
        var before = grace.Inbox.Count;

        var again = (await Submit(grace, form, new() { ["code"] = "magic", ["text"] = "Put it out." })).Json!["task"]!;

        Assert.Equal("continue", (string?)again["type"]);
        Assert.Contains("magic", again.ToJsonString(), StringComparison.Ordinal);
        Assert.NotEqual(State.Resolved, (await Ticket()).State);
        Assert.Equal(before, grace.Inbox.Count);

        // What was corrected goes through.
        Assert.Equal("", (await Submit(grace, Card(again), new() { ["code"] = "fixed" })).Body);
        Assert.Equal("Put it out.", (await Ticket()).Resolution!.Text);
    }

    [Fact]
    public async Task The_same_submit_again_does_it_once()
    {
        var form = Card(await Fetch(ada, Button(ada.Last, "Reply")));
        var submit = Submitting(ada, form, new() { ["text"] = "It still burns." });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.Send(submit)));

        await ada.Send(ada.Says("ticket view INC-1"));
        Assert.Single(ada.Last.Words.Split('\n'), line => line is "It still burns.");
    }

    [Fact]
    public async Task What_somebody_may_not_do_is_said_in_the_dialog()
    {
        var refused = await Fetch(ada, new() { ["msteams"] = new JsonObject { ["type"] = "task/fetch" }, ["invoke"] = "ticket resolve?id=INC-1", ["ask"] = new JsonArray("text") });

        Assert.Equal("message", (string?)refused["type"]);
        Assert.StartsWith("Only agents can do that.", (string?)refused["value"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task/fetch")]
    [InlineData("task/submit")]
    [InlineData("composeExtension/query")]
    [InlineData("composeExtension/fetchTask")]
    [InlineData("composeExtension/submitAction")]
    [InlineData("fileConsent/invoke")]
    public async Task What_no_client_of_ours_sends_is_answered_and_breaks_nothing(string name)
    {
        foreach (var value in new[] { "{}", "[]", "null", """{"data":7}""", """{"data":{"invoke":"ticket view?id=INC-999"}}""", """{"commandId":"x"}""", """{"context":{"file":"x"}}""", """{"parameters":7,"queryOptions":7,"commandId":"tickets"}""", """{"messagePayload":7}""" })
        {
            var activity = ada.Invokes(name, []);
            activity["value"] = JsonNode.Parse(value);
            Assert.InRange((await ada.Send(activity)).Status, 200, 400);
        }
    }

    [Fact]
    public async Task Tickets_are_found_from_the_compose_box_and_the_card_that_is_shared_says_nothing_more()
    {
        var results = (await ada.Send(Query(ada, "tickets", "initialRun", "true"))).Json!["composeExtension"]!;

        Assert.Equal(("result", "list"), ((string?)results["type"], (string?)results["attachmentLayout"]));
        var only = Assert.Single(results["attachments"]!.AsArray())!;
        Assert.Equal("application/vnd.microsoft.card.thumbnail", (string?)only["preview"]!["contentType"]);
        Assert.Equal("INC-1 The printer is on fire", (string?)only["preview"]!["content"]!["title"]);
        TeamsCard.AssertTaken(only["content"]!.AsObject());
        Assert.Contains("ticket view?id=INC-1", only["content"]!.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal("message", (string?)(await ada.Send(Query(ada, "tickets", "query", "nothing like it"))).Json!["composeExtension"]!["type"]);
        Assert.Single((await ada.Send(Query(ada, "tickets", "query", "printer"))).Json!["composeExtension"]!["attachments"]!.AsArray());
    }

    [Fact]
    public async Task Nobody_finds_what_is_not_theirs()
    {
        var bo = Platform.Person("Bo Ericson");
        await bo.Send(bo.Says("help"));

        Assert.Equal("message", (string?)(await bo.Send(Query(bo, "tickets", "query", "printer"))).Json!["composeExtension"]!["type"]);
        Assert.Equal("message", (string?)(await bo.Send(Query(bo, "assets", "initialRun", "true"))).Json!["composeExtension"]!["type"]);
    }

    [Fact]
    public async Task A_page_of_a_search_goes_on_where_the_last_one_ended()
    {
        for (var number = 2; number <= 25; number++)
            await server.Save(ChatOps.Tickets.Ticket.Kind, (await Ticket()) with { Id = new("INC", number), Title = $"Copy {number}" });

        var first = await Titles(0);
        var second = await Titles(20);

        Assert.Equal(20, first.Count);
        Assert.Equal(5, second.Count);
        Assert.Distinct([.. first, .. second]);

        async Task<IReadOnlyList<string>> Titles(int skip)
        {
            var query = Query(ada, "tickets", "initialRun", "true");
            query["value"]!["queryOptions"] = new JsonObject { ["skip"] = skip, ["count"] = 20 };
            return [.. (await ada.Send(query)).Json!["composeExtension"]!["attachments"]!.AsArray().Select(one => (string)one!["preview"]!["content"]!["title"]!)];
        }
    }

    [Fact]
    public async Task A_message_becomes_a_ticket_with_its_words_and_where_it_stands()
    {
        var message = ada.Invokes("composeExtension/fetchTask", new()
        {
            ["commandId"] = "ticket",
            ["messagePayload"] = new JsonObject
            {
                ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = "<p>The VPN &amp; the mail are down<br>since nine</p>" },
                ["linkToMessage"] = "https://teams.microsoft.com/l/message/19:x/1",
            },
        });

        var task = (await ada.Send(message)).Json!["task"]!;
        Assert.Equal("continue", (string?)task["type"]);
        var form = Card(task);
        TeamsCard.AssertTaken(form);
        Assert.Contains("The VPN & the mail are down", form.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);

        var submit = Submitting(ada, form, []);
        submit["name"] = "composeExtension/submitAction";
        Assert.Equal("", (await ada.Send(submit)).Body);

        var ticket = await Ticket("INC-2");
        Assert.Contains("https://teams.microsoft.com/l/message/19:x/1", $"{ticket.Title} {ticket.Details}", StringComparison.Ordinal);
        Assert.DoesNotContain("<", $"{ticket.Title} {ticket.Details}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_ticket_is_offered_taken_and_lies_with_who_asked_for_it()
    {
        var content = Encoding.UTF8.GetBytes("07:12 paper jam\n");
        var sent = ada.Says("");
        sent["text"] = "Here is the log of INC-1";
        sent["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
            ["name"] = "printer.log",
            ["content"] = new JsonObject { ["downloadUrl"] = new Uri(Platform.Address, Platform.Keep("printer.log", content).AbsolutePath).ToString(), ["fileType"] = "log" },
        });
        await ada.Send(sent);

        await grace.Send(grace.Says("ticket view INC-1"));
        var press = TeamsCard.Elements(grace.Last.Card!).First(element => (string?)element["type"] is "TextRun" && (string?)element["text"] is "printer.log")["selectAction"]!;
        var answer = await grace.Send(grace.Invokes("adaptiveCard/action", new() { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "run", ["data"] = press["data"]!.DeepClone() }, ["trigger"] = "manual" }, grace.Last));
        Assert.StartsWith("printer.log is offered to you", answer.Toast, StringComparison.Ordinal);

        var consent = grace.Last;
        var asked = consent.Activity["attachments"]![0]!;
        Assert.Equal(("application/vnd.microsoft.teams.card.file.consent", "printer.log", content.Length), ((string?)asked["contentType"], (string?)asked["name"], (int)asked["content"]!["sizeInBytes"]!));

        var accepted = await grace.Send(grace.Invokes("fileConsent/invoke", new()
        {
            ["type"] = "fileUpload",
            ["action"] = "accept",
            ["context"] = asked["content"]!["acceptContext"]!.DeepClone(),
            ["uploadInfo"] = new JsonObject { ["uploadUrl"] = Platform.Uploads("printer.log").ToString(), ["contentUrl"] = "https://firm.sharepoint.com/printer.log", ["name"] = "printer.log", ["uniqueId"] = "u1", ["fileType"] = "log" },
        }, consent));

        Assert.Equal(200, accepted.Status);
        Assert.Equal(content, Platform.Uploaded("printer.log"));
        Assert.Equal("application/vnd.microsoft.teams.card.file.info", (string?)grace.Last.Activity["attachments"]![0]!["contentType"]);
        Assert.DoesNotContain(grace.Inbox, post => post == consent);

        // Whoever may not see the ticket has no file either, whatever they send.
        var bo = Platform.Person("Bo Ericson");
        await bo.Send(bo.Says("help"));
        var before = bo.Inbox.Count;
        var stolen = await bo.Send(bo.Invokes("adaptiveCard/action", new() { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "run", ["data"] = press["data"]!.DeepClone() }, ["trigger"] = "manual" }, bo.Last));
        Assert.StartsWith("There is no such file here.", stolen.Toast, StringComparison.Ordinal);
        Assert.Equal(before, bo.Inbox.Count);
    }

    [Fact]
    public async Task A_file_goes_to_no_address_that_is_not_of_the_company()
    {
        var refused = await grace.Send(grace.Invokes("fileConsent/invoke", new()
        {
            ["action"] = "accept",
            ["context"] = new JsonObject { ["file"] = new string('a', 64) },
            ["uploadInfo"] = new JsonObject { ["uploadUrl"] = "https://elsewhere.example/x", ["contentUrl"] = "https://elsewhere.example/x" },
        }));

        Assert.Equal(400, refused.Status);
    }

    [Fact]
    public async Task In_a_group_everybody_has_a_view_of_their_own_and_nothing_internal_is_in_the_common_one()
    {
        await grace.Send(grace.Says("ticket note INC-1 She has an old driver."));
        var asked = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "view", ["data"] = new JsonObject { ["view"] = "ticket:INC-1", ["part"] = 0 } }, ["trigger"] = "automatic" };

        var inside = (await grace.Send(grace.Invokes("adaptiveCard/action", asked.DeepClone().AsObject(), grace.Last))).Card!.ToJsonString();
        var outside = (await ada.Send(ada.Invokes("adaptiveCard/action", asked.DeepClone().AsObject(), ada.Last))).Card!.ToJsonString();

        Assert.Contains("old driver", inside, StringComparison.Ordinal);
        Assert.Contains("ticket resolve", inside, StringComparison.Ordinal);
        Assert.DoesNotContain("old driver", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("ticket resolve", outside, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_card_in_a_channel_asks_for_the_view_of_those_who_work_on_it_and_mentions_who_is_there()
    {
        var channel = Platform.Chat("19:desk@thread.tacv2", "channel", ada, grace);
        await grace.Send(grace.Mentions(channel, "help"));
        var message = new Message { Text = $"{new Part.Who("grace", "Grace Harper")} takes care of INC-1.", Card = new Card($"INC-1 The printer is on fire"), Shown = new("ticket", "INC-1") };
        await server.Channel.Send(new("teams", channel.Id), message, "token-1", TestContext.Current.CancellationToken);

        var card = channel.Posts[^1].Card!;
        TeamsCard.AssertTaken(card);
        Assert.Equal([grace.Id], card["refresh"]!["userIds"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(grace.Id, (string?)card["msteams"]!["entities"]![0]!["mentioned"]!["id"]);
        Assert.True((bool)channel.Posts[^1].Activity["channelData"]!["notification"]!["alert"]!);

        var asked = grace.Invokes("adaptiveCard/action", new() { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "view", ["data"] = card["refresh"]!["action"]!["data"]!.DeepClone() }, ["trigger"] = "automatic" }, channel.Posts[^1]);
        var mine = (await grace.Send(asked)).Card!;
        Assert.Contains("ticket resolve", mine.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal([grace.Id], mine["refresh"]!["userIds"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(card.ToJsonString(), channel.Posts[^1].Card!.ToJsonString());
    }

    [Fact]
    public async Task Where_nothing_is_to_be_pressed_there_are_words_to_go_on_with()
    {
        await ada.Send(ada.Says("thank you"));

        var actions = ada.Last.Activity["suggestedActions"]!["actions"]!.AsArray();
        Assert.InRange(actions.Count, 1, 3);
        Assert.All(actions, action => Assert.Equal("imBack", (string?)action!["type"]));
        Assert.Equal([ada.Id], ada.Last.Activity["suggestedActions"]!["to"]!.AsArray().Select(to => (string)to!));

        // Each of them means something.
        foreach (var words in actions.Select(action => (string)action!["value"]!).ToArray())
        {
            await ada.Send(ada.Says(words));
            Assert.DoesNotContain("did not understand", ada.Last.Words, StringComparison.Ordinal);
        }
    }

    private async Task<Ticket> Ticket(string id = "INC-1") => (await server.Store.Get(ChatOps.Tickets.Ticket.Kind, id, TestContext.Current.CancellationToken))!.Body;

    private static JsonObject Button(TeamsPost post, string title) =>
        post.Card!["actions"]!.AsArray().First(action => (string?)action!["title"] == title)!["data"]!.AsObject();

    private static async Task<JsonObject> Fetch(TeamsPerson person, JsonObject data) =>
        (await person.Send(person.Invokes("task/fetch", new() { ["data"] = data.DeepClone(), ["context"] = new JsonObject { ["theme"] = "default" } }, person.Last))).Json!["task"]!.AsObject();

    private static JsonObject Card(JsonNode task) => task["value"]!["card"]!["content"]!.AsObject();

    private static Task<TeamsResponse> Submit(TeamsPerson person, JsonObject form, JsonObject typed) => person.Send(Submitting(person, form, typed));

    private static JsonObject Submitting(TeamsPerson person, JsonObject form, JsonObject typed)
    {
        var data = form["actions"]![0]!["data"]!.DeepClone().AsObject();

        foreach (var input in TeamsCard.Elements(form).Where(element => ((string?)element["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true))
            data[(string)input["id"]!] = input["value"]?.DeepClone() ?? "";

        foreach (var (name, value) in typed)
            data[name] = value?.DeepClone();

        return person.Invokes("task/submit", new() { ["data"] = data });
    }

    private static JsonObject Query(TeamsPerson person, string command, string name, string value) => person.Invokes("composeExtension/query", new()
    {
        ["commandId"] = command,
        ["parameters"] = new JsonArray(new JsonObject { ["name"] = name, ["value"] = value }),
        ["queryOptions"] = new JsonObject { ["skip"] = 0, ["count"] = 25 },
    });
}
