using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOps.Platforms.Discord.Gateway;
using ChatOps.Platforms.Discord.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatOps.Platforms.Discord;

/// <summary>
/// A strict Discord on a real socket: gateway and REST API, with one server of people. What the real one would refuse, it
/// refuses, and it remembers what a bot should not have done at all (<see cref="Complaints"/>).
/// </summary>
public sealed partial class DiscordServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> complaints = [];
    private readonly Snowflakes ids;

    private DiscordServer(WebApplication app, TimeProvider clock)
    {
        (this.app, Clock) = (app, clock);
        ids = new(clock);
        Bot = new(NewId(), "chatops", isBot: true);
        ApplicationId = NewId();
        Guild = new(this, NewId(), "Stone and Sons");
        Signing = new();
        Gateway = new(this);
        Rest = new(this);
        Guild.Channel("general");
    }

    public string Token { get; } = "a.token.of-a-bot";

    public string ApplicationId { get; }

    /// <summary>In hexadecimal.</summary>
    public string PublicKey => Signing.PublicKey;

    /// <summary>With the version and a slash at the end.</summary>
    public Uri ApiBase => new(Address, "api/v10/");

    /// <summary>The gateway, and what can go wrong with it.</summary>
    public DiscordGateway Gateway { get; }

    /// <summary>The REST API, and what can go wrong with it.</summary>
    public DiscordRest Rest { get; }

    /// <summary>Signs what is posted to the endpoint of the bot.</summary>
    public Signing Signing { get; }

    public DiscordGuild Guild { get; }

    /// <summary>The bot itself.</summary>
    public DiscordAccount Bot { get; }

    /// <summary>Where interactions are posted to; null: they go over the gateway.</summary>
    public Uri? InteractionsEndpoint { get; set; }

    /// <summary>What no bot should do: bodies that are refused, limits overrun, answers given twice. Empty is what a test wants.</summary>
    public IReadOnlyList<string> Complaints => [.. complaints];

    /// <summary>Nothing answers: connections break, and new ones too.</summary>
    public bool IsDown
    {
        get;
        set
        {
            field = value;

            if (value)
                Gateway.Drop();
        }
    }

    /// <summary>What is registered in the server and everywhere, as Discord answers it.</summary>
    public IReadOnlyList<JsonObject> Commands
    {
        get
        {
            lock (World)
                return [.. GuildCommands.Concat(GlobalCommands)];
        }
    }

    internal Lock World { get; } = new();

    internal TimeProvider Clock { get; }

    internal List<DiscordChannel> Channels { get; } = [];

    internal List<DiscordAccount> Accounts { get; } = [];

    internal List<JsonObject> GlobalCommands { get; set; } = [];

    internal List<JsonObject> GuildCommands { get; set; } = [];

    internal ConcurrentDictionary<string, Exchange> Exchanges { get; } = new(StringComparer.Ordinal);

    internal ConcurrentDictionary<string, DiscordFile> Files { get; } = new(StringComparer.Ordinal);

    internal Uri Address => new(app.Urls.First());

    /// <summary>How long anybody waits for a first answer.</summary>
    public TimeSpan FirstAnswerWithin { get; set; } = TimeSpan.FromSeconds(3);

    /// <param name="clock">Decides about the three seconds, the life of tokens, limits and heartbeats.</param>
    public static async Task<DiscordServer> Start(TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var made = builder.Build();
        var server = new DiscordServer(made, clock ?? TimeProvider.System);
        made.UseWebSockets(new() { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        made.Run(http => server.IsDown ? Abort(http) : http.WebSockets.IsWebSocketRequest ? server.Gateway.Accept(http) : server.Rest.Answer(http));
        await made.StartAsync();
        return server;
    }

    /// <summary>Somebody of the server, in its first channel; the same name is the same person.</summary>
    public DiscordUser User(string name, params string[] roles)
    {
        lock (World)
        {
            if (Accounts.Find(account => account.Name == name) is not { } account)
                Accounts.Add(account = new(NewId(), name));

            if (roles is not [])
                account.Roles = [.. roles.Select(role => Guild.Role(role))];

            return new(this, account, Guild.Channel("general"));
        }
    }

    /// <summary>The thread of that name.</summary>
    public DiscordChannel? Thread(string name) => ChannelsNow().FirstOrDefault(channel => channel.IsThread && channel.Name == name);

    /// <summary>Waits until it is so.</summary>
    /// <exception cref="TimeoutException">It never was.</exception>
    public Task Until(Func<bool> isSo, string what) => Waiting.Until(isSo, what, () => string.Join("; ", Complaints));

    public async ValueTask DisposeAsync()
    {
        Gateway.Drop();
        await app.DisposeAsync();
        Signing.Dispose();
    }

    internal string NewId() => ids.Next();

    internal void Complain(string about) => complaints.Enqueue(about);

    internal IReadOnlyList<DiscordChannel> ChannelsNow()
    {
        lock (World)
            return [.. Channels];
    }

    internal DiscordChannel? ChannelOf(string id) => ChannelsNow().FirstOrDefault(channel => channel.Id == id);

    internal DiscordAccount? AccountOf(string id)
    {
        lock (World)
            return id == Bot.Id ? Bot : Accounts.Find(account => account.Id == id);
    }

    internal DiscordChannel DmWith(DiscordAccount account)
    {
        lock (World)
        {
            if (Channels.Find(channel => channel.Type is DiscordChannel.Dm && channel.People.Contains(account)) is { } known)
                return known;

            var dm = new DiscordChannel(this, NewId(), DiscordChannel.Dm, account.Name) { People = { account, Bot } };
            Channels.Add(dm);
            return dm;
        }
    }

    internal IReadOnlyList<DiscordAccount> MentionedIn(string content) =>
        [.. Mention().Matches(content).Select(match => AccountOf(match.Groups["id"].Value)).OfType<DiscordAccount>().Distinct()];

    /// <summary>Sends an event to every session that wants it.</summary>
    internal void Tell(string name, JsonObject data, DiscordGuild? guild) => Gateway.Dispatch(name, data, guild);

    internal static Task Abort(Microsoft.AspNetCore.Http.HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    [GeneratedRegex("<@!?(?<id>[0-9]+)>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();
}
