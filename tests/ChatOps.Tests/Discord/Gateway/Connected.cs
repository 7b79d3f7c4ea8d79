using System.Collections.Concurrent;
using ChatOps.Data;
using ChatOps.Discord;
using ChatOps.Discord.Gateway;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.Documents;
using ChatOps.Platforms.Discord;
using ChatOps.Tests.Discord.Rest;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Discord.Gateway;

/// <summary>A process that is connected to a Discord of our own, and answers whatever is done with "Heard".</summary>
internal sealed class Connected : IAsyncDisposable
{
    private readonly GatewayClient gateway;
    private readonly Deliveries deliveries;
    private Func<Interaction, IAnswer, Task>? answers;

    public Connected(DiscordServer discord, FakeTimeProvider clock, IStore? store = null, DiscordSettings? settings = null)
    {
        (Discord, Clock, Store) = (discord, clock, store ?? New());
        settings ??= discord.Settings();
        var rest = Client.Of(discord, clock, settings);
        Rest = rest;
        Line = new(settings, clock);
        deliveries = new(new(Hear, Note), rest, clock, NullLogger<Deliveries>.Instance);
        gateway = new(new(settings, new(rest, clock), deliveries, Line, clock, NullLogger<Shard>.Instance), new(Store, clock), rest, NullLogger<GatewayClient>.Instance);
    }

    public DiscordServer Discord { get; }

    public FakeTimeProvider Clock { get; }

    public IStore Store { get; }

    public RestClient Rest { get; }

    public Line Line { get; }

    /// <summary>The interactions that were handed on, as often as they were.</summary>
    public ConcurrentQueue<Interaction> Heard { get; } = [];

    /// <summary>Everything else.</summary>
    public ConcurrentQueue<DispatchEvent> Events { get; } = [];

    /// <summary>What people wrote.</summary>
    public IEnumerable<string?> Messages => Events.Where(told => told.Name is "MESSAGE_CREATE" && told.Data.GetProperty("author").GetProperty("id").GetString() != Discord.Bot.Id).Select(told => told.Data.GetProperty("content").GetString());

    /// <summary>Events are not dealt with until it is set.</summary>
    public TaskCompletionSource? Busy { get; set; }

    public static IStore New()
    {
        var store = new InMemoryStore();
        store.Prepare([ShardLease.Kind]).GetAwaiter().GetResult();
        return store;
    }

    /// <summary>A process, connected; another Discord with a clock that stands still, unless that one is given.</summary>
    public static async Task<Connected> Start(DiscordServer discord, FakeTimeProvider clock, IStore? store = null)
    {
        var connected = new Connected(discord, clock, store);
        await connected.Start();
        await connected.IsReady();
        return connected;
    }

    public Task Start() => gateway.StartAsync(CancellationToken.None);

    public void Answers(Func<Interaction, IAnswer, Task> how) => answers = how;

    /// <summary>Lets time pass until there is a session on an open connection, and the process knows of it: one that breaks before is never taken up again.</summary>
    public Task IsReady(int shards = 1) => Clock.Until(() => Discord.Gateway.Ready == shards && Line.Contact.IsUp, TimeSpan.FromMilliseconds(250));

    public Task Stop() => gateway.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Clock.Until(Stop(), TimeSpan.FromMilliseconds(50));
        gateway.Dispose();
        deliveries.Dispose();
    }

    private async Task Hear(Interaction interaction, IAnswer answer, CancellationToken cancellation)
    {
        Heard.Enqueue(interaction);

        if (answers is not null)
            await answers(interaction, answer);
        else
            await answer.Give(InteractionResponse.Message(Client.Text("Heard")), cancellation);
    }

    private async Task Note(DispatchEvent told, CancellationToken cancellation)
    {
        if (Busy is { } busy)
            await busy.Task.WaitAsync(cancellation);

        Events.Enqueue(told);
    }
}
