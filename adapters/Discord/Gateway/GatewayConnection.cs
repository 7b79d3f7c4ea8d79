using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Gateway;

/// <summary>One connection to the gateway: messages in, messages out.</summary>
internal sealed class GatewayConnection : IDisposable
{
    private const int MostBytes = 4096;

    /// <summary>Discord takes 120; a few are left for what nobody foresaw.</summary>
    private const int MostInAMinute = 110;

    /// <summary>After it the session can be resumed, as after none of 1000 and 1001.</summary>
    private const int Resumable = 4000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ClientWebSocket socket = new();
    private readonly Inflating inflating = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly Queue<DateTimeOffset> sent = [];
    private readonly TimeProvider clock;
    private byte[] received = new byte[1 << 14];

    private GatewayConnection(TimeProvider clock) => this.clock = clock;

    /// <summary>With which Discord closed; null: the connection broke.</summary>
    public int? CloseCode => (int?)socket.CloseStatus;

    /// <exception cref="WebSocketException">It does not come about.</exception>
    public static async Task<GatewayConnection> Open(Uri gateway, string userAgent, TimeProvider clock, CancellationToken cancellation)
    {
        var connection = new GatewayConnection(clock);

        try
        {
            connection.socket.Options.SetRequestHeader("User-Agent", userAgent);
            await connection.socket.ConnectAsync(new UriBuilder(gateway) { Query = "v=10&encoding=json&compress=zlib-stream" }.Uri, cancellation);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <returns>Null: Discord has closed, or what came is nothing.</returns>
    public async Task<GatewayPayload?> Receive(CancellationToken cancellation)
    {
        for (var length = 0; ;)
        {
            if (length == received.Length)
                Array.Resize(ref received, 2 * length);

            var part = await socket.ReceiveAsync(received.AsMemory(length), cancellation);

            if (part.MessageType is WebSocketMessageType.Close)
                return null;

            length += part.Count;

            if (part.EndOfMessage)
                return JsonSerializer.Deserialize(inflating.Unpack(received.AsMemory(0, length)).Span, WireJson.Default.GatewayPayload);
        }
    }

    public async Task Send<T>(GatewayOpcode op, T data, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new(op, JsonSerializer.SerializeToElement(data, type)), WireJson.Default.GatewayPayload);

        if (bytes.Length > MostBytes)
            throw new InvalidOperationException($"The gateway takes {MostBytes} bytes, and {op} has {bytes.Length}.");

        await sending.WaitAsync(cancellation);

        try
        {
            await Wait(cancellation);
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Ends it so that the session goes on, however the other side is.</summary>
    public async Task Close()
    {
        using var patience = new CancellationTokenSource(Patience, clock);

        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync((WebSocketCloseStatus)Resumable, null, patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It is over anyway.
        }
    }

    /// <summary>Ends it at once; who waits for a message learns of it.</summary>
    public void Abort() => socket.Abort();

    public void Dispose()
    {
        socket.Dispose();
        inflating.Dispose();
        sending.Dispose();
    }

    private async Task Wait(CancellationToken cancellation)
    {
        if (sent.Count >= MostInAMinute && sent.Dequeue() + TimeSpan.FromMinutes(1) - clock.GetUtcNow() is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, cancellation);

        sent.Enqueue(clock.GetUtcNow());
    }
}
