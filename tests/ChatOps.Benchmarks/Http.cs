using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOps.Benchmarks;

/// <summary>The page's own endpoint, beside a bare one that reads the same JSON and answers the same bytes.</summary>
internal static class Http
{
    /// <summary>As the first argument: this process is the server.</summary>
    public const string Serve = "serve";

    private const string Program = "ChatOps.Benchmarks.dll";
    private const int MostConnections = 64;

    // One that everybody is answered alike, and one about the ticket that each of them has.
    private static readonly (string Name, Func<int, string> Of)[] Sentences = [("help", _ => "help"), ("view", who => $"ticket view INC-{who + 1}")];

    public static async Task Run(string folder)
    {
        Console.WriteLine($"\n## A turn over HTTP, and the bare floor (CPU and memory of the server alone)\n\n{Figures.Head}");

        using var memory = Child.Start(Program, address => [Serve, "memory", folder, $"{address}"]);
        using var durable = Child.Start(Program, address => [Serve, "litedb", folder, $"{address}"]);
        await memory.FirstAnswer("p0", "help");
        await durable.FirstAnswer("p0", "help");

        foreach (var (name, sentence) in Sentences)
        {
            var answer = Path.Combine(folder, $"{name}.json");
            await File.WriteAllBytesAsync(answer, await memory.Say("p0", sentence(0)));
            using var floor = Child.Start(Program, address => [Serve, "floor", answer, $"{address}"]);
            await floor.FirstAnswer("p0", sentence(0));

            foreach (var connections in (int[])[1, 8, MostConnections])
            {
                var bare = await Say($"{name}: the floor", floor, sentence, connections);
                Compare(await Say($"{name}: the page, in memory", memory, sentence, connections), bare);
                Compare(await Say($"{name}: the page, LiteDB", durable, sentence, connections), bare);
            }
        }
    }

    /// <summary>What the child process does.</summary>
    public static async Task Be(string what, string place, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        await using var store = what switch { "memory" => new InMemoryStore(), "litedb" => LiteDbStore.Open(Path.Combine(place, "page.db")), _ => (IStore?)null };

        if (store is not null)
            builder.Services.AddSingleton(store).AddSingleton(new FileFolder(Path.Combine(place, "files"))).AddChatOps(FeaturesAssembly.Itself).AddWeb(new());

        await using var app = builder.Build();

        if (store is null)
        {
            var answer = await File.ReadAllBytesAsync(place);
            app.MapPost("/messages", async (HttpContext http) => await JsonSerializer.DeserializeAsync(http.Request.Body, FloorJson.Default.FloorSaid, http.RequestAborted) is null
                ? Results.BadRequest()
                : Results.Bytes(answer, "application/json"));
        }
        else
        {
            await store.Prepare(app.Services.GetRequiredService<FeatureSet>().Kinds);
            var desk = await Desk.Open(store);
            app.MapWeb();

            for (var who = 0; who < MostConnections; who++)
                await desk.Say($"p{who}", "ticket new title:\"The printer does not print\"");
        }

        app.MapGet(Child.AllocatedPath, () => GC.GetTotalAllocatedBytes(precise: true));

        await app.RunAsync();
    }

    private static Task<Figures> Say(string what, Child server, Func<int, string> sentence, int connections) =>
        Measure.Run($"{what}, {connections} at once", connections, (who, _) => server.Say($"p{who}", sentence(who)), server.Process, allocated: server.Allocated);

    private static void Compare(Figures page, Figures floor) =>
        Console.WriteLine(page.Of("the floor", floor));
}

internal sealed record FloorSaid(string? Event, string? Text);

[JsonSerializable(typeof(FloorSaid))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class FloorJson : JsonSerializerContext;
