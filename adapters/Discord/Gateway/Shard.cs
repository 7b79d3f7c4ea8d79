using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace ChatOps.Discord.Gateway;

/// <summary>What all shards of a process have in common.</summary>
internal sealed record ShardParts(DiscordSettings Settings, Entrance Entrance, Deliveries Deliveries, Line Line, TimeProvider Clock, ILogger<Shard> Logger);

/// <summary>One part of what the bot hears: a session, and the connection that carries it, made anew whenever it breaks.</summary>
/// <param name="session">To be taken up; null: one begins.</param>
internal sealed partial class Shard(int id, int count, ShardSession? session, ShardParts parts)
{
    private const GatewayIntents Wanted = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.GuildMessageReactions
        | GatewayIntents.DirectMessages | GatewayIntents.DirectMessageReactions | GatewayIntents.MessageContent;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Stable = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private GatewayIntents intents = Wanted;
    private bool isUp;

    /// <summary>Where it is now.</summary>
    public ShardSession? Session { get; private set; } = session;

    /// <summary>Stays connected until it is told to stop; then the session waits for whoever resumes it.</summary>
    /// <returns>Why it cannot go on; null: it was told to stop.</returns>
    public async Task<Ending?> Run(CancellationToken cancellation)
    {
        for (var failures = 0; !cancellation.IsCancellationRequested;)
        {
            isUp = false;
            var began = parts.Clock.GetTimestamp();
            var ending = await Once(cancellation);

            if (cancellation.IsCancellationRequested)
                return null;

            parts.Line.Down(ending.Why);
            Log.Over(parts.Logger, id, ending.Why, ending.After);

            if (ending.After is After.FewerIntents && !Lessen())
                ending = ending with { After = After.Nothing };

            if (ending.After is After.Nothing or After.MoreShards)
                return ending;

            if (ending.After is not After.Resume)
                Session = null;

            // One that only ever begins is none.
            if (isUp && parts.Clock.GetElapsedTime(began) > Stable)
                failures = 0;

            await Pause(Backoff.After(failures++), cancellation);
        }

        return null;
    }

    private async Task<Ending> Once(CancellationToken cancellation)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, parts.Clock);
            using var opening = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
            var url = Session is { } resumed ? new Uri(resumed.ResumeUrl) : await parts.Entrance.Url(opening.Token);
            using var connection = await GatewayConnection.Open(url, parts.Settings.UserAgent, parts.Clock, opening.Token);
            return await Talk(connection, cancellation);
        }
        catch (DiscordException e)
        {
            return new(e.Status is HttpStatusCode.Unauthorized ? After.Nothing : After.Resume, e.Message);
        }
        catch (Exception e) when (IsBroken(e))
        {
            return new(After.Resume, e.Message);
        }
    }

    private async Task<Ending> Talk(GatewayConnection connection, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var heart = new Heart(connection, parts.Clock, () => Session?.Sequence);
        Task beating = Task.CompletedTask, beginning = Task.CompletedTask;

        // Reading ends when the connection does: who stops says so to Discord first.
        await using var stopping = cancellation.UnsafeRegister(_ => _ = Stop(connection), null);
        await using var silence = parts.Clock.CreateTimer(_ => connection.Abort(), null, Patience, Timeout.InfiniteTimeSpan);

        try
        {
            while (await connection.Receive(CancellationToken.None) is { } payload)
            {
                if (payload is { Op: GatewayOpcode.Hello, D: { } hello })
                {
                    silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    var interval = TimeSpan.FromMilliseconds(hello.Deserialize(WireJson.Default.Hello)!.HeartbeatInterval);
                    beating = Guarded(heart.Run(interval, over.Token));
                    beginning = Guarded(Begin(connection, over.Token));
                }
                else if (await Hear(payload, heart, over.Token) is { } ending)
                {
                    await connection.Close();
                    return ending;
                }
            }

            return Ending.Of(connection.CloseCode);
        }
        catch (Exception e) when (IsBroken(e))
        {
            return heart.IsDead ? new(After.Resume, "Heartbeats were not answered.") : new(After.Resume, e.Message);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(beating, beginning);
        }
    }

    /// <returns>Null: it goes on.</returns>
    private async Task<Ending?> Hear(GatewayPayload payload, Heart heart, CancellationToken cancellation)
    {
        switch (payload.Op)
        {
            case GatewayOpcode.Dispatch:
                Take(payload);
                return null;
            case GatewayOpcode.Heartbeat:
                await heart.Beat(cancellation);
                return null;
            case GatewayOpcode.HeartbeatAck:
                heart.Answered();
                return null;
            case GatewayOpcode.Reconnect:
                return new(After.Resume, "Discord asks to connect anew.");
            case GatewayOpcode.InvalidSession:
                // Sessions that begin all at once are what Discord refuses.
                await Task.Delay(ShortestWait * (1 + (4 * Random.Shared.NextDouble())), parts.Clock, cancellation);
                return new(payload.D is { ValueKind: JsonValueKind.True } ? After.Resume : After.NewSession, "The session is not valid.");
            default:
                return null;
        }
    }

    private void Take(GatewayPayload payload)
    {
        if (payload is { T: "READY", D: { } ready } && ready.Deserialize(WireJson.Default.Ready) is { } begun)
        {
            // Without an address to resume at, the next connection begins anew.
            Session = Uri.TryCreate(begun.ResumeGatewayUrl, UriKind.Absolute, out _) ? new(begun.SessionId, begun.ResumeGatewayUrl, payload.S ?? 0) : null;
            Up(isResumed: false);
        }
        else if (payload is { T: "RESUMED" })
        {
            Up(isResumed: true);
        }
        else if (payload is { T: { } name, D: { } data })
        {
            parts.Deliveries.Take(new(name, data));
        }

        if (payload.S is { } sequence && Session is not null)
            Session = Session with { Sequence = sequence };
    }

    private async Task Begin(GatewayConnection connection, CancellationToken cancellation)
    {
        if (Session is { } resumed)
        {
            await connection.Send(GatewayOpcode.Resume, new(parts.Settings.Token, resumed.Id, resumed.Sequence), WireJson.Default.Resume, cancellation);
            return;
        }

        try
        {
            await parts.Entrance.Wait(id, cancellation);
            await connection.Send(GatewayOpcode.Identify, new(parts.Settings.Token, intents, new(Environment.OSVersion.Platform.ToString(), "chatops", "chatops"), [id, count]), WireJson.Default.Identify, cancellation);
        }
        catch (DiscordException)
        {
            // Without leave no session begins; the next connection asks again.
            connection.Abort();
        }
    }

    private void Up(bool isResumed)
    {
        isUp = true;
        parts.Line.IsWithoutContent = !intents.HasFlag(GatewayIntents.MessageContent);
        parts.Line.Up();
        Log.Up(parts.Logger, id, count, isResumed);
    }

    private bool Lessen()
    {
        var less = intents & ~GatewayIntents.Privileged;
        var isLess = less != intents;
        intents = less;
        return isLess;
    }

    private async Task Pause(TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(wait, parts.Clock, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The caller looks for itself.
        }
    }

    private static async Task Stop(GatewayConnection connection)
    {
        await connection.Close();
        connection.Abort();
    }

    // What these meet, the reading meets too. A socket that is over says so in many ways.
    private static async Task Guarded(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (IsBroken(e))
        {
        }
    }

    private static bool IsBroken(Exception e) => e is WebSocketException or IOException or OperationCanceledException or JsonException or InvalidDataException or InvalidOperationException;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Shard {Id} of {Count} is connected to Discord (resumed: {IsResumed})")]
        public static partial void Up(ILogger logger, int id, int count, bool isResumed);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Id} lost Discord: {Why} Next: {After}")]
        public static partial void Over(ILogger logger, int id, string why, After after);
    }
}
