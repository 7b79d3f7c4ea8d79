using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Teams;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Activity = ChatOps.Teams.Wire.Activity;

namespace ChatOps.Benchmarks;

/// <summary>An activity in, an answer to the connector: beside a bare floor that parses the same activity and posts one message.</summary>
internal static class Teams
{
    /// <summary>As the first argument: this process is the bot, the floor or the connector.</summary>
    public const string Serve = "teams-serve";

    private const string Program = "ChatOps.Benchmarks.dll";
    private const string Short = "ticket list";
    private const int Clicks = 64;
    private const int Starts = 3;

    // The same id again would be the same message again, and is not answered twice.
    private static int ids;

    public static async Task Run()
    {
        Console.WriteLine($"\n## A turn in Teams, and the bare floor (one connector on loopback; CPU of the server alone)\n\n{Figures.Head}");

        using var connector = Start("connector", null);
        await connector.Ready();
        using var floor = Start("floor", connector);
        using var bot = Start("bot", connector);
        await floor.Ready();
        await bot.Ready();

        foreach (var connections in (int[])[1, 8, 64])
        {
            var bare = await Say("the floor", Short, floor, connector, connections);
            Console.WriteLine((await Say("a short answer", Short, bot, connector, connections)).Of("the floor", bare));
            Console.WriteLine((await Say("help, a card of 21 KB", "help", bot, connector, connections)).Of("the floor", bare));
        }
    }

    /// <summary>Many press at once before anybody has pressed anything, as on a morning after an update.</summary>
    public static async Task Click(string folder)
    {
        using var connector = Start("connector", null);
        await connector.Ready();
        Console.WriteLine($"\n## {Clicks} clicks on cards at the same moment, right after the start of {Shipped.Name}\n\n| start | p50 ms | p99 ms | answered | p50 of the next | p99 | CPU ms of the first | methods compiled |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");

        // So that nobody measures how this process, which is nobody's, is compiled.
        await AtOnce(connector, "/v3/conversations/a/activities/b", n => Press($"p{n}", n, connector.Address));
        var data = Path.Combine(folder, "clicks");
        await (await Desk.Open(LiteDbStore.Open(Path.Combine(data, "chatops.db")))).DisposeAsync();

        for (var start = 1; start <= Starts; start++)
            Console.WriteLine($"| {start} | {await Click(data, connector)} |");
    }

    /// <summary>What the child process does.</summary>
    public static async Task Be(string what, string connector, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        await using var store = new InMemoryStore();

        if (what is "bot")
        {
            builder.Services.AddSingleton<IStore>(store).AddSingleton(new FileFolder(Path.GetTempPath())).AddSingleton(new Pace([], []));
            builder.Services.AddChatOps(FeaturesAssembly.Itself).AddTeams(new("") { Unauthenticated = true });
        }

        await using var app = builder.Build();

        if (what is "bot")
        {
            await store.Prepare(app.Services.GetRequiredService<FeatureSet>().Kinds);
            await Desk.Open(store);
            app.MapTeams();
        }
        else if (what is "connector")
        {
            var posted = 0;
            app.MapPost("/v3/conversations/{conversation}/activities/{activity}", async (HttpRequest request) =>
            {
                Interlocked.Increment(ref posted);
                await request.Body.CopyToAsync(Stream.Null);
                return Results.Text("""{"id":"1"}""", "application/json", statusCode: StatusCodes.Status201Created);
            });
            app.MapGet("/posted", () => Volatile.Read(ref posted).ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Floor(app, new(connector));
        }

        app.MapGet("/ready", () => "yes");
        await app.RunAsync();
    }

    // What any bot has to do: read who says what, and post one message there.
    private static void Floor(WebApplication app, Uri connector)
    {
        var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = connector };

        app.MapPost(TeamsHosting.Path, async (HttpContext context) =>
        {
            if (await JsonSerializer.DeserializeAsync(context.Request.Body, WireJson.Plain.Activity, context.RequestAborted) is not { Conversation.Id: { } conversation, Id: { } id } said)
                return Results.BadRequest();

            var reply = new Activity { Type = "message", From = said.Recipient, Recipient = said.From, Conversation = said.Conversation, Text = said.Text, ReplyToId = id };
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(reply, WireJson.Plain.Activity)) { Headers = { ContentType = new("application/json") } };
            using var response = await http.PostAsync($"/v3/conversations/{Uri.EscapeDataString(conversation)}/activities/{Uri.EscapeDataString(id)}", content, context.RequestAborted);
            response.EnsureSuccessStatusCode();
            return Results.Ok();
        });
    }

    private static Child Start(string what, Child? connector) => Child.Start(Program, address => [Serve, what, $"{connector?.Address ?? address}", $"{address}"]);

    private static async Task<Figures> Say(string what, string sentence, Child server, Child connector, int connections)
    {
        var (said, before) = (0, await Posted(connector));

        var figures = await Measure.Run($"{what}, {connections} at once", connections, async (who, _) =>
        {
            Interlocked.Increment(ref said);
            await server.Post(TeamsHosting.Path, Message($"p{who}", sentence, Interlocked.Increment(ref ids), connector.Address));
        }, server.Process);

        return await Posted(connector) - before == said ? figures : throw new InvalidOperationException($"{said} turns, {await Posted(connector) - before} answers.");
    }

    private static async Task<int> Posted(Child connector) => int.Parse(await connector.Get("/posted"), CultureInfo.InvariantCulture);

    private static async Task<string> Click(string data, Child connector)
    {
        using var bot = Shipped.Start(data, "--Teams:Unauthenticated", "true");
        await bot.Ready("/health/ready");

        // Looking at this figure for the first time adds some dozens to it.
        var (compiled, cpu) = (await bot.Compiled(), bot.Cpu);
        var first = await AtOnce(bot, TeamsHosting.Path, Press);
        cpu = bot.Cpu - cpu;
        var second = await AtOnce(bot, TeamsHosting.Path, Press);

        // The server shows a figure again as it was for a moment.
        await Task.Delay(TimeSpan.FromSeconds(1));
        return $"{Middle(first):N0} | {Last(first):N0} | {first.Count(one => one.IsCard)} | {Middle(second):N0} | {Last(second):N0} | {cpu.TotalMilliseconds:N0} | {await bot.Compiled() - compiled:N0}";

        byte[] Press(int n) => Teams.Press($"p{n}", Interlocked.Increment(ref ids), connector.Address);
    }

    private static async Task<(double Took, bool IsCard)[]> AtOnce(Child server, string path, Func<int, byte[]> body)
    {
        var bodies = Enumerable.Range(0, Clicks).Select(body).ToArray();

        var times = await Task.WhenAll(bodies.Select(async press =>
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await server.Post(path, press);
            return (Took: Stopwatch.GetElapsedTime(began).TotalMilliseconds, IsCard: JsonNode.Parse(answer)?["statusCode"]?.GetValue<int>() is 200);
        }));

        return [.. times.OrderBy(one => one.Took)];
    }

    private static double Middle((double Took, bool IsCard)[] times) => times[Clicks / 2].Took;

    private static double Last((double Took, bool IsCard)[] times) => times[Clicks * 99 / 100].Took;

    private static byte[] Message(string person, string sentence, int n, Uri connector)
    {
        var activity = Activity(person, "message", n, connector);
        (activity["text"], activity["textFormat"]) = (sentence, "plain");
        return JsonSerializer.SerializeToUtf8Bytes(activity);
    }

    private static byte[] Press(string person, int n, Uri connector)
    {
        var activity = Activity(person, "invoke", n, connector);
        activity["name"] = "adaptiveCard/action";
        activity["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "run", ["data"] = new JsonObject { ["invoke"] = "help" } }, ["trigger"] = "automatic" };
        return JsonSerializer.SerializeToUtf8Bytes(activity);
    }

    private static JsonObject Activity(string person, string type, int n, Uri connector) => new()
    {
        ["type"] = type,
        ["id"] = $"{person}-{n}",
        ["timestamp"] = "2026-09-07T08:00:00.1234567Z",
        ["localTimestamp"] = "2026-09-07T10:00:00.1234567+02:00",
        ["localTimezone"] = "Europe/Berlin",
        ["channelId"] = "msteams",
        ["serviceUrl"] = connector.ToString(),
        ["from"] = new JsonObject { ["id"] = $"29:{person}", ["name"] = person },
        ["recipient"] = new JsonObject { ["id"] = "28:b07b07b0-0000-4000-8000-000000000b07", ["name"] = "ChatOps" },
        ["conversation"] = new JsonObject { ["conversationType"] = "personal", ["tenantId"] = "aa11bb22-0000-4000-8000-00000000c0de", ["id"] = $"a:1pL6iabcdefghijklmnopqrstuvwxyz-{person}" },
        ["entities"] = new JsonArray(new JsonObject { ["locale"] = "en-GB", ["country"] = "GB", ["platform"] = "Windows", ["timezone"] = "Europe/Berlin", ["type"] = "clientInfo" }),
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = "aa11bb22-0000-4000-8000-00000000c0de" } },
        ["locale"] = "en-GB",
    };
}
