using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ChatOps.Benchmarks;

/// <summary>A server in a process of its own, so that its time and memory are its own.</summary>
internal sealed class Child : IDisposable
{
    public const string AllocatedPath = "/allocated";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64, PooledConnectionLifetime = Timeout.InfiniteTimeSpan });

    private readonly long started = Stopwatch.GetTimestamp();

    private Child(string program, Uri address, string[] arguments)
    {
        client.BaseAddress = address;
        var path = Path.Combine(AppContext.BaseDirectory, program);
        var start = path.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [path, .. arguments]) : new(path, arguments);
        (start.RedirectStandardOutput, start.UseShellExecute) = (true, false);
        Process = Process.Start(start)!;
        Process.OutputDataReceived += (_, _) => { };
        Process.BeginOutputReadLine();
    }

    public Process Process { get; }

    public Uri Address => client.BaseAddress!;

    /// <summary>What it has in memory, in MiB.</summary>
    public long Memory
    {
        get
        {
            Process.Refresh();
            return Process.WorkingSet64 >> 20;
        }
    }

    public TimeSpan Cpu
    {
        get
        {
            Process.Refresh();
            return Process.TotalProcessorTime;
        }
    }

    /// <param name="program">A file that stands beside this one, or a whole path.</param>
    public static Child Start(string program, Func<Uri, string[]> arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        return new(program, address, arguments(address));
    }

    /// <summary>Says something on the page.</summary>
    /// <returns>The answer, as it came.</returns>
    public async Task<byte[]> Say(string person, string sentence)
    {
        var body = new JsonObject { ["event"] = Guid.NewGuid().ToString("N"), ["text"] = sentence };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/messages?as={person}") { Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("Origin", Address.ToString().TrimEnd('/'));
        request.Headers.Add("X-ChatOps", "page");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode is HttpStatusCode.OK ? await answer.Content.ReadAsByteArrayAsync() : throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <returns>The answer, as it came.</returns>
    public async Task<byte[]> Post(string path, byte[] json)
    {
        using var content = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } };
        using var answer = await client.PostAsync(path, content);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync() : throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Bytes, since it began. It says so at <see cref="AllocatedPath"/>.</summary>
    public async Task<long> Allocated() => long.Parse(await Get(AllocatedPath), CultureInfo.InvariantCulture);

    public Task<string> Get(string path) => client.GetStringAsync(path);

    /// <summary>How many methods were compiled since it started.</summary>
    public Task<double> Compiled() => Metric("dotnet_jit_compiled_methods_total");

    /// <summary>A figure that it shows to operators.</summary>
    public async Task<double> Metric(string name) => (await Get("/metrics")).Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task Ready(string path = "/ready")
    {
        while (true)
        {
            try
            {
                await Get(path);
                return;
            }
            catch (HttpRequestException) when (!Process.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(5);
            }
        }
    }

    /// <summary>Says it again and again until there is an answer.</summary>
    /// <returns>How long that was after the start of the process.</returns>
    public async Task<TimeSpan> FirstAnswer(string person, string sentence)
    {
        while (true)
        {
            try
            {
                await Say(person, sentence);
                return Stopwatch.GetElapsedTime(started);
            }
            catch (HttpRequestException) when (!Process.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(5);
            }
        }
    }

    public void Dispose()
    {
        Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
        client.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
