using System.Text.Json.Nodes;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Platforms.Teams;
using ChatOps.Relaying;
using ChatOps.Teams.Connecting;
using ChatOps.Tests.Teams.Drawing;

namespace ChatOps.Tests.Teams.Dialogs;

/// <summary>The box in which people write to each other: it is also where the bot is not, and nobody there sees what is done in it.</summary>
public sealed class ExtensionTests : IAsyncLifetime
{
    private TeamsServer server = null!;
    private TeamsPerson ada = null!;
    private TeamsChat between = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TeamsPlatform Platform => server.Platform;

    public async ValueTask InitializeAsync()
    {
        server = await TeamsServer.Start();
        ada = Platform.Person("Ada Lovell");
        // Teams calls a chat of two people personal, as it does that of one with the bot.
        between = Platform.Chat("19:ada_bo@unq.gbl.spaces", "personal", ada, Platform.Person("Bo Lind"));
        between.IsForeign = true;
        await server.Save(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"], Owner = "grace" });
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_chat_of_people_among_themselves_is_never_taken_for_the_one_with_the_bot()
    {
        await ada.Send(ada.Says("ticket new My laptop does not start"));

        Assert.Equal("result", (string?)(await Searches(between)).Json!["composeExtension"]!["type"]);

        Assert.Null(await server.Store.Get(TeamsConversation.Kind, between.Id, Cancellation));
        Assert.Equal(ada.Chat.Id, (await server.Channel.PlaceOf((await server.Known(ada))!, Cancellation))!.Id);
        Assert.DoesNotContain(Platform.Log, call => call.Status >= 400);
    }

    [Fact]
    public async Task Who_begins_with_a_message_of_somebody_gets_the_ticket_in_a_chat_with_the_bot()
    {
        Assert.Equal("", (await Makes(between)).Body);

        Assert.Contains("INC-1 is received", Assert.Single(ada.Inbox).Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Platform.Log, call => call.Status >= 400);
    }

    [Fact]
    public async Task Who_cannot_be_written_to_reads_the_answer_in_the_dialog()
    {
        await ada.Send(ada.Says("help"));
        ada.Chat.IsBlocked = true;
        await server.Store.Commit(new Batch().Put(TeamsConversation.Kind, (await Chat()).Body with { IsDead = true }, (await Chat()).Version), Cancellation);

        Assert.Contains("INC-1 is received", (string?)(await Makes(between)).Json!["task"]!["value"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_made_of_a_message_in_a_thread_leaves_no_trace_there()
    {
        var thread = Platform.Chat("19:channel@thread.tacv2;messageid=1", "channel", ada);
        await ada.Send(ada.Says("help"));

        Assert.Equal("", (await Makes(thread)).Body);

        Assert.Empty(thread.Posts);
        Assert.Empty((await server.Store.Find(BoundPlace.BySubject.Where("INC-1"), Cancellation)).Items);
        Assert.Contains("INC-1 is received", ada.Last.Words, StringComparison.Ordinal);
    }

    private async Task<Stored<TeamsConversation>> Chat() => (await server.Store.Get(TeamsConversation.Kind, ada.Chat.Id, Cancellation))!;

    private Task<TeamsResponse> Searches(TeamsChat where) => ada.Send(In(where, "composeExtension/query", new()
    {
        ["commandId"] = "tickets",
        ["parameters"] = new JsonArray(new JsonObject { ["name"] = "initialRun", ["value"] = "true" }),
        ["queryOptions"] = new JsonObject { ["skip"] = 0, ["count"] = 10 },
    }));

    private async Task<TeamsResponse> Makes(TeamsChat where)
    {
        var opened = await ada.Send(In(where, "composeExtension/fetchTask", new()
        {
            ["commandId"] = "ticket",
            ["messagePayload"] = new JsonObject { ["body"] = new JsonObject { ["contentType"] = "text", ["content"] = "My laptop does not start" } },
        }));
        var form = opened.Json!["task"]!["value"]!["card"]!["content"]!.AsObject();
        var data = form["actions"]![0]!["data"]!.DeepClone().AsObject();

        foreach (var input in TeamsCard.Elements(form).Where(element => ((string?)element["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true))
            data[(string)input["id"]!] = input["value"]?.DeepClone() ?? "";

        return await ada.Send(In(where, "composeExtension/submitAction", new() { ["commandId"] = "ticket", ["data"] = data }));
    }

    private JsonObject In(TeamsChat where, string name, JsonObject value)
    {
        var activity = ada.Activity("invoke", where);
        (activity["name"], activity["value"]) = (name, value);
        return activity;
    }
}
