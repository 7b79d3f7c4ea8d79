using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Platforms.Discord.Gateway;

/// <summary>The gateway, version 10: sessions that outlive their connections, and what can go wrong with either.</summary>
public sealed class DiscordGateway
{
    public const int Guilds = 1 << 0;
    public const int GuildMembers = 1 << 1;
    public const int MessageContent = 1 << 15;
    private const int Privileged = GuildMembers | (1 << 8) | MessageContent;

    private readonly DiscordServer server;
    private readonly ConcurrentDictionary<GatewayConnection, bool> connections = [];
    private readonly List<Session> sessions = [];
    private readonly Dictionary<int, DateTimeOffset> identified = [];
    private int refusing;

    internal DiscordGateway(DiscordServer server) => this.server = server;

    public int Shards { get; set; } = 1;

    public int MaxConcurrency { get; set; } = 1;

    /// <summary>How many sessions may still begin today.</summary>
    public int SessionStarts { get; set; } = 1000;

    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>Those that are switched on in the portal.</summary>
    public int AllowedIntents { get; set; } = Privileged;

    /// <summary>Heartbeats are not answered.</summary>
    public bool StopsAcking { get; set; }

    /// <summary>Every event comes twice.</summary>
    public bool Repeats { get; set; }

    /// <summary>Asks to reconnect before it says hello, the next time.</summary>
    public bool ReconnectsBeforeHello { get; set; }

    /// <summary>How often something began, in this order: connections, sessions, sessions resumed; and heartbeats that came.</summary>
    public int Connected { get; private set; }

    public int Identified { get; private set; }

    public int Resumed { get; private set; }

    public int Heartbeats { get; private set; }

    /// <summary>Connections that are open and have a session.</summary>
    public int Ready
    {
        get
        {
            lock (server.World)
                return connections.Keys.Count(connection => connection.Session is not null);
        }
    }

    public int Open => connections.Count;

    /// <summary>The codes with which the bot closed; null: the connection broke.</summary>
    public IReadOnlyList<int?> ClosedWith => [.. closedWith];

    private readonly ConcurrentQueue<int?> closedWith = [];

    internal Uri Url => new($"ws://{server.Address.Authority}/gateway");

    internal Uri ResumeUrl => new($"ws://{server.Address.Authority}/resume");

    /// <summary>Breaks every connection, without a word.</summary>
    public void Drop() => Each(connection => connection.Abort());

    public void Close(int code) => Each(connection => connection.Close(code));

    /// <summary>Op 7.</summary>
    public void AskToReconnect() => Each(connection => connection.Send(7, null));

    /// <summary>Op 9.</summary>
    public void Invalidate(bool resumable) => Each(connection =>
    {
        if (!resumable)
            Forget(connection);

        connection.Send(9, resumable);
    });

    /// <summary>Op 1.</summary>
    public void AskForHeartbeat() => Each(connection => connection.Send(1, null));

    /// <summary>Connects none of the next ones.</summary>
    public void Refuse(int times) => Volatile.Write(ref refusing, times);

    /// <summary>Sessions can no longer be resumed.</summary>
    public void ForgetSessions()
    {
        lock (server.World)
            sessions.Clear();
    }

    /// <summary>Something that is no event of this help desk, as fast as one likes.</summary>
    public void Send(string name, JsonObject data) => Dispatch(name, data, server.Guild);

    internal JsonObject ToJson() => new()
    {
        ["url"] = Url.ToString(),
        ["shards"] = Shards,
        ["session_start_limit"] = new JsonObject { ["total"] = 1000, ["remaining"] = SessionStarts, ["reset_after"] = 60_000, ["max_concurrency"] = MaxConcurrency },
    };

    internal async Task Accept(HttpContext http)
    {
        Connected++;

        if (refusing > 0 && Interlocked.Decrement(ref refusing) >= 0)
        {
            http.Response.StatusCode = 503;
            return;
        }

        if (http.Request.Headers.UserAgent.Count is 0)
            server.Complain("The gateway was called without a User-Agent");

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var query = http.Request.Query;
        await using var connection = new GatewayConnection(server, socket, http.Request.Path.Value is "/resume", query["compress"] == "zlib-stream");
        connections[connection] = true;

        try
        {
            if (query["v"] != "10" || query["encoding"] != "json")
                connection.Close(4012);

            await connection.Run();
        }
        finally
        {
            connections.TryRemove(connection, out _);
            closedWith.Enqueue(connection.ClosedWith);

            if (connection.ClosedWith is 1000 or 1001)
                Forget(connection);
        }
    }

    /// <returns>Whether there is anybody to hear of it, now or by resuming.</returns>
    internal bool Dispatch(string name, JsonObject data, DiscordGuild? guild)
    {
        lock (server.World)
        {
            var shard = guild is null ? 0 : (int)((ulong.Parse(guild.Id, CultureInfo.InvariantCulture) >> 22) % (ulong)Shards);
            var heard = sessions.Where(session => session.Shard == shard && session.Wants(name, guild)).ToArray();

            foreach (var session in heard)
            {
                for (var times = Repeats ? 2 : 1; times > 0; times--)
                    Push(session, name, session.Seen(name, data, server.Bot.Id));
            }

            return heard is not [];
        }
    }

    /// <summary>How it begins. Null: it may; else the code to close with, or 9 for an invalid session.</summary>
    internal int? Begin(GatewayConnection connection, JsonObject identify)
    {
        lock (server.World)
        {
            var intents = (int?)identify["intents"] ?? 0;
            var (shard, count) = identify["shard"] is JsonArray { Count: 2 } pair ? ((int)pair[0]!, (int)pair[1]!) : (0, 1);

            if (Refused(identify, intents, shard, count) is { } code)
                return code;

            var key = shard % MaxConcurrency;

            if (identified.TryGetValue(key, out var last) && server.Clock.GetUtcNow() - last < TimeSpan.FromSeconds(5))
            {
                server.Complain("Two sessions began within 5 seconds");
                return 9;
            }

            identified[key] = server.Clock.GetUtcNow();

            if (--SessionStarts < 0)
                server.Complain("More sessions began than may in a day");

            Identified++;
            var session = new Session($"session-{server.NewId()}", shard, intents);
            sessions.Add(session);
            connection.Session = session;
            Greet(session, shard, count);
            return null;
        }
    }

    /// <inheritdoc cref="Begin"/>
    internal int? Resume(GatewayConnection connection, JsonObject resume)
    {
        lock (server.World)
        {
            if ((string?)resume["token"] != server.Token)
                return 4004;

            if (sessions.Find(session => session.Id == (string?)resume["session_id"]) is not { } session)
                return 9;

            if ((long)resume["seq"]! > session.Last)
                return 4007;

            Resumed++;
            connection.Session = session;

            foreach (var sent in session.After((long)resume["seq"]!))
                connection.Send(sent);

            Push(session, "RESUMED", []);
            return null;
        }
    }

    internal bool Acks()
    {
        Heartbeats++;
        return !StopsAcking;
    }

    private int? Refused(JsonObject identify, int intents, int shard, int count) =>
        (string?)identify["token"] != server.Token ? 4004
        : shard >= count ? 4010
        : count < Shards ? 4011
        : (intents & ~0x3_1FFFFF) is not 0 ? 4013
        : (intents & Privileged & ~AllowedIntents) is not 0 ? 4014
        : identify["properties"]?["os"] is null || identify["properties"]?["browser"] is null ? 4002
        : null;

    private void Greet(Session session, int shard, int count)
    {
        Push(session, "READY", new()
        {
            ["v"] = 10,
            ["user"] = server.Bot.ToJson(),
            ["guilds"] = new JsonArray(new JsonObject { ["id"] = server.Guild.Id, ["unavailable"] = true }),
            ["session_id"] = session.Id,
            ["resume_gateway_url"] = ResumeUrl.ToString(),
            ["shard"] = new JsonArray(shard, count),
            ["application"] = new JsonObject { ["id"] = server.ApplicationId, ["flags"] = 0 },
        });

        if ((session.Intents & Guilds) is not 0)
            Push(session, "GUILD_CREATE", server.Guild.ToGatewayJson());
    }

    private void Push(Session session, string name, JsonObject data)
    {
        var sent = session.Keep(name, data);

        foreach (var connection in connections.Keys.Where(connection => connection.Session == session))
            connection.Send(sent);
    }

    private void Forget(GatewayConnection connection)
    {
        lock (server.World)
        {
            if (connection.Session is { } session)
                sessions.Remove(session);
        }
    }

    private void Each(Action<GatewayConnection> act)
    {
        lock (server.World)
        {
            foreach (var connection in connections.Keys)
                act(connection);
        }
    }
}
