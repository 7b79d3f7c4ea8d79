using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Platforms.Teams;
using ChatOps.Teams;
using ChatOps.Teams.Connecting;
using ChatOps.Tests.Adapters;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOps.Tests.Teams;

/// <summary>Whatever comes, signed or not: an answer that says what was wrong with it, nothing half saved, nothing told to anybody it is not for.</summary>
public sealed class MutatedActivityTests
{
    private const string Hidden = "the surprise for Ada";

    private static readonly Gen<JsonNode?> Strange = Gen.OneOf(
        Gen.Const(0).Select(_ => (JsonNode?)null),
        Gen.String.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.String[Gen.Char["<>at/&\"'\\{}[]:;=?% \n\u0000\u202E\uFFFD"], 0, 40].Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const(0).Select(_ => (JsonNode?)new JsonArray(1, "two", new JsonObject())),
        Gen.Const(0).Select(_ => (JsonNode?)new JsonObject { ["invoke"] = "list add?id=LI-1" }),
        Gen.Int[1, 30_000].Select(length => (JsonNode?)JsonValue.Create(new string('x', length))));

    private static readonly Gen<(int Kind, int Times, (int At, int How, JsonNode? What)[] Changes, (int At, byte Byte)[] Bytes)> Any = Gen.Select(
        Gen.Int[0, 7],
        Gen.Int[1, 2],
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 3], Strange).Array[0, 4],
        Gen.Frequency((9, Gen.Const(Array.Empty<(int, byte)>())), (1, Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 3])));

    [Fact]
    public async Task Ten_thousand_of_them_are_answered_and_leave_nothing_half_done()
    {
        await using var server = await TeamsServer.Start(new Lists(), settings => new("") { Unauthenticated = true }, more: services => services.AddSingleton(new Pace([], [])));
        server.Platform.IsOpen = true;
        server.Platform.LimitsRates = false;
        var (ada, mallory) = (server.Platform.Person("Ada Lovell"), server.Platform.Person("Mallory"));
        await ada.Send(ada.Says($"list add LI-9 {Hidden}"));
        await mallory.Send(mallory.Says("help"));
        var door = server.Services.GetRequiredService<Door>();

        await Any.SampleAsync(async one =>
        {
            var body = Mutated(Begin(one.Kind, mallory), one.Changes, one.Bytes);

            for (var n = 0; n < one.Times; n++)
            {
                var (status, answer) = await Take(door, server, body);
                Assert.Contains(status, (int[])[200, 400, 403, 413, 501, 502]);
                Assert.DoesNotContain(Hidden, answer, StringComparison.Ordinal);
                Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
            }

            return true;
        }, iter: 10_000, threads: 1);

        // What was said in Ada's name alone may speak of what is hers.
        Assert.DoesNotContain(mallory.Inbox, post => post.Words.Contains(Hidden, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Platform.Chats.SelectMany(chat => chat.Posts), post => post.Words.Contains("Something went wrong", StringComparison.Ordinal));

        // Everybody who was met has their account, and every account its person.
        foreach (var link in (await server.Store.Find(IdentityLink.ByPerson.Where() with { Take = 10_000 })).Items)
            Assert.NotNull(await server.Store.Get(Person.Kind, link.Body.Person));
    }

    private static JsonObject Begin(int kind, TeamsPerson person) => kind switch
    {
        0 => person.Says("list add LI-1 milk"),
        1 => person.Says("help"),
        2 => person.Invokes("adaptiveCard/action", new() { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["data"] = new JsonObject { ["invoke"] = "list add?id=LI-1", ["item"] = "milk" } }, ["trigger"] = "manual" }),
        3 => With(person.Activity("message"), ("value", new JsonObject { ["invoke"] = "list add?id=LI-1", ["item"] = "milk" })),
        4 => With(person.Activity("conversationUpdate"), ("membersAdded", new JsonArray(new JsonObject { ["id"] = "29:x" }))),
        5 => With(person.Activity("installationUpdate"), ("action", "add")),
        6 => With(person.Says("list add LI-1 milk"), ("attachments", new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.teams.file.download.info", ["content"] = new JsonObject { ["downloadUrl"] = "https://example.com/x" } }))),
        _ => With(person.Says("help"), ("deliveryMode", "expectReplies")),
    };

    private static JsonObject With(JsonObject activity, (string Name, JsonNode Value) more)
    {
        activity[more.Name] = more.Value;
        return activity;
    }

    private static byte[] Mutated(JsonObject activity, (int At, int How, JsonNode? What)[] changes, (int At, byte Byte)[] bytes)
    {
        foreach (var (at, how, what) in changes)
        {
            var places = Places(activity).ToArray();
            var (parent, name) = places[at % places.Length];

            if (how is 0)
                parent.Remove(name);
            else if (how is 1)
                parent[$"{name}2"] = what?.DeepClone();
            else
                parent[name] = what?.DeepClone();
        }

        // As a hostile client would write it: also what JSON in C# would not.
        var body = Encoding.UTF8.GetBytes(activity.ToJsonString());

        foreach (var (at, value) in bytes)
            body[at % body.Length] = value;

        return body;
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Places(JsonObject parent) =>
        parent.Select(property => (parent, property.Key)).Concat(parent.Select(property => property.Value).SelectMany(Inner)).Append((parent, "new"));

    private static IEnumerable<(JsonObject, string)> Inner(JsonNode? node) => node switch
    {
        JsonObject inner => Places(inner),
        JsonArray list => list.SelectMany(Inner),
        _ => [],
    };

    private static async Task<(int Status, string Body)> Take(Door door, TeamsServer server, byte[] body)
    {
        var http = new DefaultHttpContext { RequestServices = server.Services };
        (http.Request.Method, http.Request.Host, http.Request.ContentType, http.Request.Body) = ("POST", new("localhost"), "application/json", new MemoryStream(body));
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        await (await door.Take(http)).ExecuteAsync(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
