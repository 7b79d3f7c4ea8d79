using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>
/// Lies between a store and its server, and is cut at a certain statement: before the server gets it, or before its answer
/// arrives. It can also hold the statement back for a while.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    // With this, whoever asks says that answers are waited for.
    private static readonly byte[] Sync = [(byte)'S', 0, 0, 0, 4];

    // The server says so, and one letter more, when it has done all that was asked.
    private static readonly byte[] Ready = [(byte)'Z', 0, 0, 0, 5];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly int server;
    private readonly Task accepting;
    private Cut? armed;
    private int roundTrips;

    public Wire(int server)
    {
        this.server = server;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often the server was asked for answers.</summary>
    public int RoundTrips => Volatile.Read(ref roundTrips);

    /// <summary>The statement did come.</summary>
    public bool IsCut { get; private set; }

    /// <param name="statement">Text in it; PostgreSQL ends it with a zero.</param>
    /// <param name="isDone">Whether the server gets it and does it.</param>
    /// <param name="meanwhile">What happens before the store notices.</param>
    public void CutAt(string statement, bool isDone, Func<Task>? meanwhile = null) =>
        armed = new(Encoding.ASCII.GetBytes(statement), isDone, meanwhile, IsHeld: false);

    /// <param name="meanwhile">What happens before the server gets it.</param>
    public void HoldAt(string statement, Func<Task> meanwhile) => armed = new(Encoding.ASCII.GetBytes(statement), false, meanwhile, IsHeld: true);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        end.Dispose();
    }

    private async Task Accept()
    {
        var connections = new List<Task>();

        try
        {
            while (true)
                connections.Add(Carry(await listener.AcceptTcpClientAsync(end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task Carry(TcpClient store)
    {
        using var both = store;
        using var other = new TcpClient { NoDelay = true };
        store.NoDelay = true;
        var answered = new TaskCompletionSource();
        Cut? cut = null;

        try
        {
            await other.ConnectAsync(IPAddress.Loopback, server, end.Token);
            var (asking, answering) = (store.GetStream(), other.GetStream());
            await Task.WhenAny(Ask(asking, answering), Answer(asking, answering));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The server is away, or the test is over: the store sees a closed connection.
        }

        async Task Ask(NetworkStream from, NetworkStream to)
        {
            var buffer = new byte[1 << 16];
            byte[] last = [];

            while (await Read(from, buffer) is > 0 and var count)
            {
                last = [.. last.Concat(buffer[..count]).TakeLast(Sync.Length)];

                if (last.AsSpan().SequenceEqual(Sync))
                    Interlocked.Increment(ref roundTrips);

                var taken = Take(buffer.AsSpan(0, count));

                if (taken is { IsHeld: true })
                    await taken.Meanwhile!();
                else
                    cut = taken;

                if (cut is { IsDone: false })
                    break;

                await to.WriteAsync(buffer.AsMemory(0, count), end.Token);

                if (cut is null)
                    continue;

                await answered.Task;
                break;
            }

            if (cut?.Meanwhile is not { } meanwhile)
                return;

            // The server gives up what the store had locked.
            other.Close();
            await meanwhile();
        }

        async Task Answer(NetworkStream to, NetworkStream from)
        {
            var buffer = new byte[1 << 16];
            byte[] last = [];

            while (await Read(from, buffer) is > 0 and var count)
            {
                last = [.. last.Concat(buffer[..count]).TakeLast(Ready.Length + 1)];

                if (cut is null)
                    await to.WriteAsync(buffer.AsMemory(0, count), end.Token);
                else if (last.AsSpan().StartsWith(Ready))
                    answered.TrySetResult();
            }

            if (cut is not null)
                await Task.Delay(Timeout.Infinite, end.Token);
        }

        async Task<int> Read(NetworkStream from, byte[] buffer)
        {
            try
            {
                return await from.ReadAsync(buffer, end.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                return 0;
            }
        }
    }

    private Cut? Take(ReadOnlySpan<byte> sent)
    {
        if (armed is not { } now || sent.IndexOf(now.Statement) < 0)
            return null;

        (armed, IsCut) = (null, true);
        return now;
    }

    private sealed record Cut(byte[] Statement, bool IsDone, Func<Task>? Meanwhile, bool IsHeld);
}
