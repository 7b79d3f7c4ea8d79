using System.Data.Common;
using System.Net.Sockets;
using ChatOps.Documents;
using Npgsql;

namespace ChatOps.Data;

/// <summary>The connections to a server. Work that fails for a reason that passes is tried anew for a while.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    // Also when the first try alone took all the time: a connection of which only this end is left is noticed late.
    private const int FewestRetries = 2;

    private readonly NpgsqlConnectionStringBuilder settings;
    private readonly NpgsqlDataSource source;
    private readonly TimeSpan patience;
    private readonly TimeProvider clock;

    public Server(string connectionString, TimeSpan patience, TimeProvider clock)
    {
        settings = Parse(connectionString);
        source = NpgsqlDataSource.Create(settings);
        (this.patience, this.clock) = (patience, clock);
    }

    public string Name => $"the database {settings.Database} on {settings.Host}:{settings.Port}";

    /// <param name="work">May run several times: what it does must be safe to do again.</param>
    /// <exception cref="StoreException">The server cannot be reached for longer than is bearable, or refuses.</exception>
    public Task<T> Run<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) => Patiently(
        async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await work(connection);
        },
        cancellation);

    public Task Run(Func<NpgsqlConnection, Task> work, CancellationToken cancellation) => Run(
        async connection =>
        {
            await work(connection);
            return true;
        },
        cancellation);

    /// <summary>For work that cannot be begun again.</summary>
    public async Task RunOnce(Func<NpgsqlConnection, Task> work, CancellationToken cancellation)
    {
        await using var connection = await Patiently(() => source.OpenConnectionAsync(cancellation).AsTask(), cancellation);

        try
        {
            await work(connection);
        }
        catch (NpgsqlException e)
        {
            throw Faults.Explain(e, settings);
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<T> Patiently<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (e is NpgsqlException or SocketException or BegunAgainException)
            {
                if (!Faults.Passes(e) || (attempt >= FewestRetries && clock.GetElapsedTime(begun) > patience))
                    throw Faults.Explain(e, settings);
            }

            await Task.Delay(Pause(attempt), clock, cancellation);
        }
    }

    // Some chance in it, so that those who collided do not collide again.
    private static TimeSpan Pause(int attempt)
    {
        var longest = Math.Min(LongestPause.TotalMilliseconds, 5 * Math.Pow(2, attempt));
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
            var parsed = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true, IncludeFailedBatchedCommand = true };
            parsed.ApplicationName ??= "chatops";

            if (!given.ContainsKey("Max Auto Prepare"))
                (parsed.MaxAutoPrepare, parsed.AutoPrepareMinUsages) = (100, 2);

            return parsed.Host is null ? throw new FormatException() : parsed;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Without the cause: what could not be read may be the password.
            throw new StoreException($"ConnectionStrings:ChatOps cannot be read. It looks like this: Host=db;Database=chatops;Username=chatops;Password=…");
        }
    }
}
