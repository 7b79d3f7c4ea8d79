using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Teams.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Teams;

/// <summary>Presses as Teams brings them, for a bot on a stage: everything is done but the sending, so nothing leaves the process.</summary>
public static class TeamsRehearsal
{
    private const int AtOnce = 16;
    private static readonly Person Actor = new("rehearsal", "Rehearsal") { MadeUp = true };

    /// <param name="stage">A bot that lets in whoever is on this machine, on a store that is thrown away.</param>
    public static async Task Play(IServiceProvider stage)
    {
        var actor = new Batch().Put(Person.Kind, Actor, 0).Put(IdentityLink.Kind, IdentityLink.Between(new(TeamsChannel.Name, AccountOf(Actor)), Actor), 0);
        await stage.GetRequiredService<IStore>().Commit(actor);

        // One after the other, and then as they come: what waits takes other ways through the code.
        foreach (var presses in Enumerable.Range(0, 2 * AtOnce).Chunk(AtOnce))
            await Task.WhenAll(presses.Select(press => Task.Run(() => Press(stage, press))));
    }

    /// <summary>Whoever listens to Teams is there before the first press, which would wait for them.</summary>
    public static void TakePlaces(IServiceProvider bot) => bot.GetRequiredService<Door>();

    private static async Task Press(IServiceProvider stage, int number)
    {
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = stage };
        (http.Request.Method, http.Request.Host, http.Request.ContentType) = (HttpMethods.Post, new("localhost"), "application/json");
        (http.Request.Body, http.Response.Body) = (new MemoryStream(Activity(number)), answer);
        await (await stage.GetRequiredService<Door>().Take(http)).ExecuteAsync(http);

        if (!Encoding.UTF8.GetString(answer.ToArray()).Contains(ContentTypes.Card, StringComparison.Ordinal))
            throw new InvalidOperationException($"A press was answered with {http.Response.StatusCode} and no card.");
    }

    private static string AccountOf(Person person) => $"29:{person.Id}";

    private static byte[] Activity(int number) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["type"] = "invoke",
        ["name"] = "adaptiveCard/action",
        ["id"] = $"{number}",
        ["channelId"] = "msteams",
        ["serviceUrl"] = "http://localhost/",
        ["from"] = new JsonObject { ["id"] = AccountOf(Actor), ["name"] = Actor.Name },
        ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "ChatOps" },
        ["conversation"] = new JsonObject { ["id"] = $"a:{number}", ["conversationType"] = "personal", ["tenantId"] = "rehearsal" },
        ["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-GB" }),
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = "rehearsal" } },
        ["value"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "run", ["data"] = new JsonObject { ["invoke"] = "help" } },
            ["trigger"] = "automatic",
        },
    });
}
