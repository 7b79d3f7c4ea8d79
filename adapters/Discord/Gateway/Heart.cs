using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Gateway;

/// <summary>Keeps a connection alive, and notices when the other side is not.</summary>
internal sealed class Heart(GatewayConnection connection, TimeProvider clock, Func<long?> sequence)
{
    private volatile bool isAnswered = true;

    /// <summary>Two beats went without an answer between them.</summary>
    public bool IsDead { get; private set; }

    public void Answered() => isAnswered = true;

    public Task Beat(CancellationToken cancellation) => connection.Send(GatewayOpcode.Heartbeat, sequence(), WireJson.Default.NullableInt64, cancellation);

    /// <summary>Beats until it is told to stop, or is not answered; then it breaks the connection.</summary>
    public async Task Run(TimeSpan interval, CancellationToken cancellation)
    {
        // So that those who connect together do not beat together.
        for (var wait = interval * Random.Shared.NextDouble(); ; wait = interval)
        {
            await Task.Delay(wait, clock, cancellation);

            if (!isAnswered)
            {
                IsDead = true;
                await connection.Close();
                connection.Abort();
                return;
            }

            isAnswered = false;
            await Beat(cancellation);
        }
    }
}
