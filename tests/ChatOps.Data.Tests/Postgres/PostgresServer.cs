using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ChatOps.Data.Tests.Postgres;

/// <summary>
/// A PostgreSQL of its own in a temporary folder, on a free port of the loopback address. It installs nothing. A watchdog
/// stops it when the tests end, however they end.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string Password = "Geheim-7711";

    private static readonly bool IsRoot = Environment.UserName is "root";
    private static readonly string[] AsPostgres = ["runuser", "-u", "postgres", "--"];

    // What ends all processes of the tests at once must not end the one that cleans up behind them.
    private static readonly string[] ByItself = IsRoot ? ["setsid"] : [];

    private readonly string bin;
    private readonly string folder;
    private readonly int port;
    private readonly Process watchdog;
    private int schemas;

    private PostgresServer(string bin, string folder, int port)
    {
        (this.bin, this.folder, this.port) = (bin, folder, port);
        watchdog = Start(ByItself, "sh", "-c", $"trap '' HUP INT TERM; cat > /dev/null; '{bin}/pg_ctl' -D '{folder}/data' -m immediate -w stop; rm -rf '{folder}'");
    }

    public int Port => port;

    public string ConnectionString => ConnectionStringOf("postgres");

    /// <param name="isDurable">Whether it waits for the disk, which only tests of durability need.</param>
    public static async Task<PostgresServer> Start(bool isDurable)
    {
        var programs = Binaries() ?? throw new InvalidOperationException("There is no PostgreSQL here.");
        var place = (await Run("mktemp", "-d", Path.Combine(Path.GetTempPath(), "chatops-pg-XXXXXXXX"))).Trim();
        await Run($"{programs}/initdb", "-D", $"{place}/data", "-U", "postgres", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync");
        var server = new PostgresServer(programs, place, FreePort());
        await server.Configure(isDurable);
        await server.Start();
        await server.Do($"create role locked login password '{Password}'");
        return server;
    }

    /// <summary>Where the server's programs are; null: nowhere.</summary>
    public static string? Binaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).Select(folder => Path.Combine(folder, "bin")) : [];
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];

        return versions.OrderDescending(StringComparer.Ordinal).Concat(path)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    public Task Start() => Control("-l", $"{folder}/log", "start");

    /// <param name="how"><c>fast</c> ends what goes on; <c>immediate</c> is what a crash is like.</param>
    public Task Stop(string how) => Control("-m", how, "stop");

    /// <summary>The connection string of an empty schema.</summary>
    public async Task<string> FreshSchema()
    {
        var name = $"s{Interlocked.Increment(ref schemas)}";
        await Do($"create schema {name}");
        return Schema(name);
    }

    public string Schema(string name) => $"{ConnectionString};Search Path={name}";

    public string ConnectionStringOf(string user) => $"Host=127.0.0.1;Port={port};Database=postgres;Username={user}";

    public async Task Do(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until the work has ended, or waits for a lock that somebody else has.</summary>
    public async Task EndsOrWaits(Task work, string application)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select exists (select from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock')", connection);
        command.Parameters.Add(new() { Value = application });

        while (!work.IsCompleted && await command.ExecuteScalarAsync() is not true)
            await Task.Yield();
    }

    /// <summary>Waits until the server has noticed that an application is gone: until then it goes on with what it was sent.</summary>
    public async Task Forgets(string application)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select exists (select from pg_stat_activity where application_name = $1)", connection);
        command.Parameters.Add(new() { Value = application });

        while (await command.ExecuteScalarAsync() is true)
            await Task.Yield();
    }

    public async ValueTask DisposeAsync()
    {
        watchdog.StandardInput.Close();
        await watchdog.WaitForExitAsync();
        watchdog.Dispose();
        NpgsqlConnection.ClearAllPools();
    }

    private Task<string> Control(params string[] command) => Run($"{bin}/pg_ctl", ["-D", $"{folder}/data", "-w", "-t", "60", .. command]);

    private async Task Configure(bool isDurable)
    {
        var settings = string.Join(
            '\n',
            $"port = {port}",
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            "max_connections = 300",
            "shared_buffers = 256MB",
            $"fsync = {(isDurable ? "on" : "off")}",
            $"full_page_writes = {(isDurable ? "on" : "off")}");

        await Run("sh", "-c", $"echo \"{settings}\" >> '{folder}/data/postgresql.conf'");
        await Run("sh", "-c", $"sed -i '1i host all locked 127.0.0.1/32 scram-sha-256' '{folder}/data/pg_hba.conf'");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Start([], [program, .. arguments]);
        process.StandardInput.Close();
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        return process.ExitCode is 0
            ? await said
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await complained}");
    }

    // PostgreSQL refuses to run as root.
    private static Process Start(string[] how, params string[] command)
    {
        string[] whole = [.. how, .. IsRoot ? AsPostgres : [], .. command];

        return Process.Start(new ProcessStartInfo(whole[0], whole[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        })!;
    }
}
