using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace ChatOps.Platforms.Discord.Gateway;

/// <summary>One connection of a bot.</summary>
internal sealed class GatewayConnection : IAsyncDisposable
{
    private const int MostBytes = 4096;
    private const int MostInAMinute = 120;
    private readonly DiscordServer server;
    private readonly WebSocket socket;
    private readonly bool isForResuming;
    private readonly MemoryStream compressed = new();
    private readonly ZLibStream? zlib;
    private readonly Channel<Func<Task>> sending = Channel.CreateUnbounded<Func<Task>>();
    private readonly CancellationTokenSource over = new();
    private readonly Queue<DateTimeOffset> received = [];
    private readonly ITimer deafness;

    public GatewayConnection(DiscordServer server, WebSocket socket, bool isForResuming, bool isCompressed)
    {
        (this.server, this.socket, this.isForResuming) = (server, socket, isForResuming);
        zlib = isCompressed ? new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true) : null;
        deafness = server.Clock.CreateTimer(_ => Close(4009), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Session? Session { get; set; }

    /// <summary>With what the bot closed it.</summary>
    public int? ClosedWith { get; private set; }

    private DiscordGateway Gateway => server.Gateway;

    public async Task Run()
    {
        var writing = Write();

        if (Gateway.ReconnectsBeforeHello)
        {
            Gateway.ReconnectsBeforeHello = false;
            Send(7, null);
        }

        Send(10, new JsonObject { ["heartbeat_interval"] = Gateway.HeartbeatInterval.TotalMilliseconds });
        Listen();

        try
        {
            while (await Receive() is { } text)
                Hear(text);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Broken: the session stays.
        }

        sending.Writer.TryComplete();
        await over.CancelAsync();
        await writing;
    }

    public void Send(int op, JsonNode? data) => Send(new JsonObject { ["op"] = op, ["d"] = data, ["s"] = null, ["t"] = null }.ToJsonString());

    public void Send(string text) => sending.Writer.TryWrite(() => Put(Encoding.UTF8.GetBytes(text)));

    public void Close(int code) => sending.Writer.TryWrite(() => socket.CloseOutputAsync((WebSocketCloseStatus)code, $"As {code} says", CancellationToken.None));

    public void Abort()
    {
        over.Cancel();
        socket.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        await deafness.DisposeAsync();
        over.Dispose();

        if (zlib is not null)
            await zlib.DisposeAsync();

        await compressed.DisposeAsync();
    }

    private async Task Write()
    {
        try
        {
            await foreach (var send in sending.Reader.ReadAllAsync(over.Token))
                await send();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // Nobody is there any more.
        }
    }

    private async Task Put(byte[] text)
    {
        if (zlib is null)
        {
            await socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, over.Token);
            return;
        }

        compressed.SetLength(0);
        await zlib.WriteAsync(text, over.Token);
        await zlib.FlushAsync(over.Token);
        await socket.SendAsync(compressed.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, over.Token);
    }

    private async Task<string?> Receive()
    {
        var buffer = new byte[2 * MostBytes];

        for (var length = 0; ;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), over.Token);

            if (part.MessageType is WebSocketMessageType.Close)
            {
                ClosedWith = (int?)socket.CloseStatus;
                return null;
            }

            length += part.Count;

            if (length > MostBytes)
            {
                server.Complain($"More than {MostBytes} bytes came over the gateway");
                Close(4002);
                return "";
            }

            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    private void Hear(string text)
    {
        if (text is "" || IsTooMuch())
            return;

        JsonObject payload;

        try
        {
            payload = JsonNode.Parse(text)!.AsObject();
        }
        catch (JsonException)
        {
            Refuse(4002, text);
            return;
        }

        switch ((int?)payload["op"])
        {
            case 1:
                Listen();

                if (Gateway.Acks())
                    Send(11, null);

                break;
            case 2 when Session is null && !isForResuming:
                Answer(Gateway.Begin(this, payload["d"]!.AsObject()));
                break;
            case 6 when Session is null && isForResuming:
                Answer(Gateway.Resume(this, payload["d"]!.AsObject()));
                break;
            case 2 or 6:
                Refuse(4005, text);
                break;
            case 3 or 4 or 8 when Session is null:
                Refuse(4003, text);
                break;
            case 3 or 4 or 8:
                break;
            default:
                Refuse(4001, text);
                break;
        }
    }

    private void Answer(int? code)
    {
        if (code is 9)
            Send(9, JsonValue.Create(false));
        else if (code is { } close)
            Close(close);
    }

    private void Refuse(int code, string text)
    {
        server.Complain($"The gateway closes with {code} because of {text}");
        Close(code);
    }

    private bool IsTooMuch()
    {
        var now = server.Clock.GetUtcNow();

        while (received.TryPeek(out var oldest) && oldest <= now - TimeSpan.FromMinutes(1))
            received.Dequeue();

        received.Enqueue(now);

        if (received.Count <= MostInAMinute)
            return false;

        Refuse(4008, $"more than {MostInAMinute} messages in a minute");
        return true;
    }

    // Half an interval late, and it is taken for dead.
    private void Listen() => deafness.Change(Gateway.HeartbeatInterval * 1.5, Timeout.InfiniteTimeSpan);
}
