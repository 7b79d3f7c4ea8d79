using System.Text.Json.Nodes;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Platforms.Teams;
using ChatOps.Teams.Connecting;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Teams;

/// <summary>What is said unasked, and what becomes of it when the connector will not.</summary>
public sealed class ConnectorTests : IAsyncLifetime
{
    private TeamsServer server = null!;
    private TeamsPerson ada = null!;
    private Place chat = null!;

    private TeamsPlatform Platform => server.Platform;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await TeamsServer.Start();
        ada = Platform.Person("Ada Lovell");
        Assert.Equal(200, (await ada.Send(ada.Says("help"))).Status);
        chat = (await server.Channel.PlaceOf((await server.Known(ada))!, Cancellation))!;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_message_is_said_drawn_anew_and_taken_back()
    {
        var sent = await server.Channel.Send(chat, Note("one"), "token", Cancellation);
        Assert.Equal("one", ada.Last.Text);

        Assert.Equal(sent, await server.Channel.Update(sent, Note("two"), Cancellation));
        Assert.Equal("two", ada.Last.Text);

        await server.Channel.Delete(sent, Cancellation);
        Assert.Single(ada.Inbox);
        Assert.Null(await server.Channel.Update(sent, Note("three"), Cancellation));
    }

    [Fact]
    public async Task The_same_delivery_again_is_said_once()
    {
        var first = await server.Channel.Send(chat, Note("one"), "token", Cancellation);
        var second = await server.Channel.Send(chat, Note("one"), "token", Cancellation);

        Assert.Equal(first, second);
        Assert.Equal(2, ada.Inbox.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_passes_is_waited_for(int status)
    {
        var times = 0;
        Platform.Trouble = (method, _) => method is "POST" && times++ < 1 ? status : null;
        await server.Channel.Send(chat, Note("one"), "token", Cancellation);

        Assert.Equal("one", ada.Last.Text);
        Assert.Equal(2, times);
        Assert.True(server.Channel.Contact!.IsUp);
    }

    [Fact]
    public async Task What_does_not_pass_is_left_to_the_outbox_and_shown()
    {
        Platform.Trouble = (_, _) => 500;
        await Assert.ThrowsAsync<ConnectorFailed>(() => server.Channel.Send(chat, Note("one"), "token", Cancellation));
        Assert.Equal("Teams answers 500 Trouble.", server.Channel.Contact!.Why);

        Platform.Trouble = (_, _) => null;
        await server.Channel.Send(chat, Note("one"), "token", Cancellation);
        Assert.Equal((true, 2), (server.Channel.Contact!.IsUp, ada.Inbox.Count));
    }

    [Fact]
    public async Task Who_has_blocked_the_bot_is_not_written_to_until_they_write_again()
    {
        ada.Chat.IsBlocked = true;
        await Assert.ThrowsAsync<Undeliverable>(() => server.Channel.Send(chat, Note("one"), "token", Cancellation));
        var calls = Platform.Log.Count;
        await Assert.ThrowsAsync<Undeliverable>(() => server.Channel.Send(chat, Note("two"), "other", Cancellation));

        Assert.Equal(calls, Platform.Log.Count);
        Assert.Null(await server.Channel.PlaceOf((await server.Known(ada))!, Cancellation));

        ada.Chat.IsBlocked = false;
        await ada.Send(ada.Says("help"));
        await server.Channel.Send(chat, Note("two"), "other", Cancellation);
        Assert.Equal("two", ada.Last.Text);
    }

    [Fact]
    public async Task A_token_that_is_no_longer_taken_is_fetched_anew_once()
    {
        var given = Platform.TokensGiven;
        Platform.ForgetTokens();
        await server.Channel.Send(chat, Note("one"), "token", Cancellation);
        Assert.Equal(given + 1, Platform.TokensGiven);

        Platform.Trouble = (_, _) => 401;
        await Assert.ThrowsAsync<ConnectorFailed>(() => server.Channel.Send(chat, Note("two"), "other", Cancellation));
        Assert.Equal(given + 2, Platform.TokensGiven);
    }

    [Fact]
    public async Task More_than_Teams_shows_in_one_message_is_not_even_sent()
    {
        var calls = Platform.Log.Count;
        await Assert.ThrowsAsync<Undeliverable>(() => server.Channel.Send(chat, Note(new string('x', 60 * 1024)), "token", Cancellation));
        Assert.Equal(calls, Platform.Log.Count);
    }

    [Fact]
    public async Task A_place_that_the_bot_is_not_in_cannot_be_written_to() =>
        await Assert.ThrowsAsync<Undeliverable>(() => server.Channel.Send(new("teams", "19:elsewhere"), Note("one"), "token", Cancellation));

    [Fact]
    public async Task A_chat_is_begun_with_somebody_whose_account_is_known_and_who_has_never_written()
    {
        var grace = Platform.Person("Grace Harper");
        var person = new Person("grace", "Grace Harper");
        await server.Import(person);
        Assert.Null(await server.Channel.PlaceOf(person, Cancellation));

        await server.Save(IdentityLink.Kind, IdentityLink.Between(new("teams", $"{TeamsPlatform.Tenant}/{grace.Account}"), person));
        var place = await server.Channel.PlaceOf(person, Cancellation);
        await server.Channel.Send(place!, Note("one"), "token", Cancellation);

        Assert.Equal("one", grace.Last.Text);
        Assert.Equal(place, await server.Channel.PlaceOf(person, Cancellation));
        Assert.Single(Platform.Log, call => call.Path is "v3/conversations");
    }

    [Fact]
    public async Task Everybody_in_a_conversation_is_found_page_by_page()
    {
        var people = Enumerable.Range(0, 120).Select(n => Platform.Person($"Person {n}")).ToArray();
        var group = Platform.Chat("19:many@thread.v2", "groupChat", people);
        var names = new List<string?>();

        await foreach (var member in server.Services.GetRequiredService<Connector>().Members(new(Platform.Service, TeamsPlatform.Tenant, group.Id), Cancellation))
            names.Add(member.Name);

        Assert.Equal(people.Select(person => person.Name), names);
    }

    [Fact]
    public async Task Nothing_of_the_bot_is_sent_faster_than_Teams_takes_it()
    {
        await Task.WhenAll(Enumerable.Range(0, 9).Select(n => server.Channel.Send(chat, Note($"{n}"), $"token {n}", Cancellation)));

        Assert.Equal(10, ada.Inbox.Count);
        Assert.True(Platform.Log.Count(call => call.Status is 429) <= 1, "What is on its way may come a little closer together.");
    }

    [Fact]
    public void The_stand_in_refuses_what_Teams_refuses()
    {
        var bot = Platform.BotId;

        foreach (var (change, fault) in (((Action<JsonObject>, string)[])
        [
            (activity => activity["id"] = "1", "the platform gives id and timestamp"),
            (activity => activity["type"] = "conversationUpdate", "a bot sends no conversationUpdate"),
            (activity => activity["from"]!["id"] = "28:other", "it is not from the bot"),
            (activity => activity["recipient"] = new JsonObject { ["id"] = "29:stranger" }, "the recipient is not there"),
            (activity => activity["text"] = "", "it is empty"),
            (activity => activity["textFormat"] = "html", "textFormat html"),
            (activity => activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "image/png" }), "text and attachment would be torn apart"),
        ]))
        {
            var activity = new JsonObject { ["type"] = "message", ["text"] = "x", ["from"] = new JsonObject { ["id"] = bot }, ["conversation"] = new JsonObject { ["id"] = ada.Chat.Id } };
            Assert.Null(TeamsRules.Fault(activity, ada.Chat, bot));
            change(activity);
            Assert.Equal(fault, TeamsRules.Fault(activity, ada.Chat, bot));
        }

        Assert.Equal("version 1.6", TeamsRules.Card(new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.6", ["body"] = new JsonArray() }));
        Assert.True(TeamsRules.IsTooLarge(new string('x', 60 * 1024)));
    }

    private static Message Note(string text) => new() { Text = Say.Text(text) };
}
