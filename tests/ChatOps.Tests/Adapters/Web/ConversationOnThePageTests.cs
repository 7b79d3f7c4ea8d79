using System.Net;
using ChatOps.Conversations;
using ChatOps.Web;

namespace ChatOps.Tests.Adapters.Web;

public sealed class ConversationOnThePageTests : IAsyncLifetime
{
    private WebServer server = null!;
    private Client ada = null!;
    private Client grace = null!;

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.Start(new Lists());
        (ada, grace) = (new(server, "ada"), new(server, "grace"));
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        grace.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_is_said_and_what_is_answered_stand_in_the_conversation()
    {
        var answer = await ada.Say("list add LI-1 milk");

        Assert.Equal("list add LI-1 milk", (string?)answer[0]!["words"]);
        Assert.Equal("milk is on the list.", (string?)answer[1]!["text"]);
        Assert.Equal("LI-1: milk", (string?)answer[1]!["title"]);
        Assert.Equal(answer.ToJsonString(), (await ada.History()).ToJsonString());
        Assert.Empty(await grace.History());
    }

    [Fact]
    public async Task The_same_event_again_is_answered_once()
    {
        var first = await ada.Say("list add LI-1 milk", "once");
        var second = await ada.Say("list add LI-1 milk", "once");

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Equal(2, (await ada.History()).Count);
        Assert.Equal(["milk"], (await server.Store.Get(List.Kind, "LI-1", TestContext.Current.CancellationToken))!.Body.Items);
    }

    [Fact]
    public async Task A_question_asked_again_is_one_in_the_conversation_and_gets_the_answer_that_stands_there()
    {
        var first = await ada.Say("help", "once");
        var second = await ada.Say("help", "once");

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Equal(first.ToJsonString(), (await ada.History()).ToJsonString());
    }

    [Fact]
    public void A_message_that_an_older_version_has_kept_is_read()
    {
        const string Old = """{"person":"ada","number":2,"revision":2,"at":"2026-09-07T08:00:00+00:00","said":"{\u0022text\u0022:{\u0022template\u0022:\u0022Hello.\u0022}}"}""";

        Assert.Equal("Hello.", WebMessage.Kind.Read(Old, storedSchema: 1).Said!.Text!.ToString());
    }

    [Fact]
    public async Task The_same_event_id_of_somebody_else_is_another_event()
    {
        await ada.Say("list add LI-1 milk", "once");
        var answer = await grace.Say("list add LI-1 bread", "once");

        Assert.Equal("LI-1: milk, bread", (string?)answer[1]!["title"]);
    }

    [Fact]
    public async Task A_form_gives_way_to_its_answer_and_a_press_of_the_old_one_is_harmless()
    {
        var form = (await ada.Say("list add id:LI-1"))[1]!;
        Assert.Equal("form", (string?)form["state"]);

        var answer = await ada.Press(form, "Put something on a list", new() { ["item"] = "milk" }, "press");
        await ada.Press(form, "Put something on a list", new() { ["item"] = "milk" }, "press");

        Assert.Equal((long)form["number"]!, (long)Assert.Single(answer)!["number"]!);
        Assert.Equal("LI-1: milk", (string?)(await ada.History())[1]!["title"]);
        Assert.Equal(2, (await ada.History()).Count);
    }

    [Fact]
    public async Task A_form_stays_while_something_is_wrong_with_it()
    {
        var form = (await ada.Say("list add id:LI-1"))[1]!;
        var again = Assert.Single(await ada.Press(form, "Put something on a list", new() { ["item"] = new string('x', 300) }))!;

        Assert.Equal((long)form["number"]!, (long)again["number"]!);
        Assert.Equal("form", (string?)again["state"]);
    }

    [Fact]
    public async Task A_form_further_up_is_folded_and_its_answer_stands_below()
    {
        var form = (await ada.Say("list add id:LI-1"))[1]!;
        await ada.Say("list add LI-2 bread");
        var answer = await ada.Press(form, "Put something on a list", new() { ["item"] = "milk" });

        var history = await ada.History();
        Assert.Equal("done", (string?)history[1]!["state"]);
        Assert.Equal((string?)answer[^1]!["title"], (string?)history[^1]!["title"]);
    }

    [Fact]
    public async Task A_pressed_card_becomes_the_card_of_its_answer_and_lives_on()
    {
        var card = (await ada.Say("list add LI-1 milk"))[1]!;
        var pressed = Assert.Single(await ada.Press(card, "Put", new() { ["item"] = "bread" }))!;
        Assert.Equal((long)card["number"]!, (long)pressed["number"]!);

        await grace.Say("list add LI-1 eggs");
        var events = await ada.Events(1, $"{pressed["revision"]}");
        Assert.Equal("LI-1: milk, bread, eggs", (string?)events[0]["title"]);
    }

    [Fact]
    public async Task A_notice_arrives_as_an_event()
    {
        await grace.Say("list add LI-1 milk tell:ada");
        var notice = Assert.Single(await ada.Events(1, "0"));

        Assert.Equal("Grace Harper put milk on LI-1.", (string?)notice["text"]);
        Assert.Equal("list:LI-1", (string?)notice["shown"]);
    }

    [Fact]
    public async Task Listening_again_from_the_last_event_loses_nothing_and_repeats_nothing()
    {
        for (var n = 0; n < 5; n++)
            await ada.Say($"list add LI-{n + 1} milk");

        var first = await ada.Events(4, "0");
        var second = await ada.Events(6, $"{first[^1]["revision"]}");
        var revisions = first.Concat(second).Select(message => (long)message["revision"]!).ToArray();

        Assert.Equal(Enumerable.Range(1, 10).Select(n => (long)n), revisions);
    }

    [Fact]
    public async Task What_the_outbox_sends_twice_stands_once()
    {
        var place = new Place("web", "ada");
        var one = await server.Channel.Send(place, new Message { Text = $"Hello." }, "job-1", TestContext.Current.CancellationToken);
        var two = await server.Channel.Send(place, new Message { Text = $"Hello." }, "job-1", TestContext.Current.CancellationToken);

        Assert.Equal(one, two);
        Assert.Single(await ada.History());

        await server.Channel.Delete(one, TestContext.Current.CancellationToken);
        Assert.Null(await server.Channel.Update(one, new Message { Text = $"Hello again." }, TestContext.Current.CancellationToken));
        Assert.Empty(await ada.History());
    }

    [Fact]
    public async Task History_comes_fifty_at_a_time()
    {
        for (var n = 0; n < 60; n++)
            await server.Channel.Send(new("web", "ada"), new Message { Text = $"Number {n}." }, $"job-{n}", TestContext.Current.CancellationToken);

        var last = await Client.Json(await ada.Get("/history"));
        var before = await Client.Json(await ada.Get("/history?before=11"));

        Assert.Equal(50, last["messages"]!.AsArray().Count);
        Assert.True((bool)last["more"]!);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => (long)n), before["messages"]!.AsArray().Select(message => (long)message!["number"]!));
        Assert.False((bool)before["more"]!);
    }

    [Theory]
    [InlineData("/messages", "{")]
    [InlineData("/messages", "{}")]
    [InlineData("/messages", """{"event":7}""")]
    [InlineData("/presses", "[]")]
    [InlineData("/presses", """{"event":"1","message":1,"data":{"invoke":7}}""")]
    [InlineData("/presses", """{"event":"1"}""")]
    public async Task What_cannot_be_read_is_refused_in_a_sentence(string path, string body)
    {
        using var response = await ada.Post(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.EndsWith(".", await Client.Error(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_that_names_a_message_of_somebody_else_changes_nothing_there()
    {
        var form = (await ada.Say("list add id:LI-1"))[1]!;
        await grace.Press(form, "Put something on a list", new() { ["item"] = "milk" });

        Assert.Equal("form", (string?)(await ada.History())[1]!["state"]);
        Assert.Single(await grace.History());
    }
}
