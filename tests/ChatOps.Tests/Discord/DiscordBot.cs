using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Discord;
using ChatOps.Discord.Commands;
using ChatOps.Discord.Interactions;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Platforms.Discord;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.Discord;

/// <summary>The whole bot beside a strict Discord on real sockets. What people do there reaches it as Discord posts it.</summary>
internal sealed class DiscordBot : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly ServiceProvider services;
    private readonly WebApplication door;

    private DiscordBot(DiscordServer server, ServiceProvider services, WebApplication door, DirectoryInfo folder) => (Server, this.services, this.door, this.folder) = (server, services, door, folder);

    public DiscordServer Server { get; }

    public Bot Bot => services.GetRequiredService<Bot>();

    public IStore Store => services.GetRequiredService<IStore>();

    public FeatureSet Features => services.GetRequiredService<FeatureSet>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="wrap">What stands before the store: a slow one.</param>
    /// <param name="clock">Of both; null: the real one.</param>
    /// <param name="lives">It hears as it does in earnest, and everything that waits is done by itself.</param>
    /// <param name="mode">How it hears then.</param>
    public static async Task<DiscordBot> Start(Func<IStore, IStore>? wrap = null, TimeProvider? clock = null, bool lives = false, DiscordMode mode = DiscordMode.Gateway)
    {
        var server = await DiscordServer.Start(clock);

        // Three seconds are a matter of tests that hold the clock, and not of the machine that this one runs on.
        if (clock is null)
            server.FirstAnswerWithin = TimeSpan.FromMinutes(1);

        var settings = new DiscordSettings(server.Token, server.ApplicationId) { PublicKey = server.PublicKey, GuildId = server.Guild.Id, ApiBase = server.ApiBase, Mode = mode };
        var made = Directory.CreateTempSubdirectory("chatops-discord-");
        IStore store = new InMemoryStore();
        store = wrap?.Invoke(store) ?? store;

        var built = new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders())
            .AddSingleton(store)
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton(new FileFolder(made.FullName))
            .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>()
            .AddChatOps(FeaturesAssembly.Itself)
            .AddDiscord(settings, isServer: lives)
            .BuildServiceProvider();

        await store.Prepare(built.GetRequiredService<FeatureSet>().Kinds, Cancellation);
        var opened = Door(built);
        await opened.StartAsync(Cancellation);
        server.InteractionsEndpoint = new(new Uri(opened.Urls.First()), InteractionsEndpoint.Path);
        var bot = new DiscordBot(server, built, opened, made);
        await bot.Get<Registration>().Register(Cancellation);

        if (lives)
            await bot.Live();

        return bot;
    }

    /// <summary>Somebody of the server with rights here.</summary>
    public async Task<DiscordUser> Person(string name, Roles roles = Roles.Employee)
    {
        var user = Server.User(name);
        var person = new Person(name, char.ToUpperInvariant(name[0]) + name[1..]) { Roles = roles | Roles.Employee };
        await Save(ChatOps.People.Person.Kind, person);
        await Save(IdentityLink.Kind, IdentityLink.Between(new("discord", user.Account.Id), person));
        return user;
    }

    public async Task Save<T>(Kind<T> kind, T document)
        where T : class
    {
        var version = (await Store.Get(kind, kind.IdOf(document), Cancellation))?.Version ?? 0;
        Assert.IsType<Outcome.Committed>(await Store.Commit(new Batch().Put(kind, document, version), Cancellation));
    }

    /// <summary>Does what waits: deliveries, redrawing, threads.</summary>
    public Task Settle() => Get<Outbox>().Drain(Cancellation);

    /// <summary>Hands words over that somebody wrote, as the connection does.</summary>
    public Task Hears(DiscordMessage message, DiscordUser by) => Get<Conversing>().Hear(new("MESSAGE_CREATE", Event(message, by)), Cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var running in services.GetServices<IHostedService>())
            await running.StopAsync(CancellationToken.None);

        await door.DisposeAsync();
        await services.DisposeAsync();
        await Server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task Live()
    {
        var isConnected = services.GetService<InteractionsEndpoint>() is null;

        if (isConnected)
            Server.InteractionsEndpoint = null;

        foreach (var running in services.GetServices<IHostedService>())
            await running.StartAsync(Cancellation);

        if (isConnected)
            await Server.Until(() => Server.Gateway.Ready is 1, "the bot was connected");
    }

    private JsonElement Event(DiscordMessage message, DiscordUser by)
    {
        var json = new JsonObject
        {
            ["id"] = message.Id,
            ["channel_id"] = message.Channel.Id,
            ["type"] = 0,
            ["content"] = message.Content,
            ["author"] = new JsonObject { ["id"] = by.Id, ["username"] = by.Account.Name },
            ["mentions"] = message.Content.Contains($"<@{Server.Bot.Id}>", StringComparison.Ordinal) ? new JsonArray(new JsonObject { ["id"] = Server.Bot.Id, ["username"] = "chatops" }) : [],
            ["mention_roles"] = message.Content.Contains($"<@&{Server.Guild.BotRole.Id}>", StringComparison.Ordinal) ? new JsonArray(Server.Guild.BotRole.Id) : [],
            ["attachments"] = new JsonArray([.. message.Files.Select(file => new JsonObject { ["id"] = file.Id, ["filename"] = file.Name, ["size"] = file.Content.Length, ["url"] = file.Url.ToString() })]),
        };

        if (message.Channel.Guild is { } guild)
        {
            json["guild_id"] = guild.Id;
            json["member"] = new JsonObject { ["roles"] = new JsonArray([.. by.Account.Roles.Select(role => (JsonNode)role.Id)]) };
        }

        return JsonSerializer.SerializeToElement(json);
    }

    private static WebApplication Door(ServiceProvider services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();

        if (services.GetService<InteractionsEndpoint>() is { } endpoint)
        {
            app.MapPost(InteractionsEndpoint.Path, endpoint.Receive);
            return app;
        }

        app.Run(async http =>
        {
            var interaction = await JsonSerializer.DeserializeAsync(http.Request.Body, WireJson.Default.Interaction, http.RequestAborted);
            http.Response.StatusCode = (int)HttpStatusCode.Accepted;
            await http.Response.CompleteAsync();
            await services.GetRequiredService<InteractionDesk>().Handle(interaction!, new CallbackAnswer(services.GetRequiredService<RestClient>(), interaction!), CancellationToken.None);
        });

        return app;
    }
}
