using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host.Configuration;
using ChatOps.Host.Observing;
using ChatOps.People;
using ChatOps.Tests.Privacy;
using ChatOps.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.Operations;

/// <summary>What operators see: health, figures, spans and logs, and never what people say.</summary>
public sealed partial class ObservingTests : IDisposable
{
    private readonly DirectoryInfo files = Directory.CreateTempSubdirectory("chatops-observing-");
    private IStore store = new InMemoryStore();
    private readonly TestLog lines = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => files.Delete(recursive: true);

    [Fact]
    public async Task A_server_that_runs_is_live_and_ready()
    {
        await using var app = await Start();
        using var client = Client(app);

        Assert.Equal("{\"status\":\"live\",\"parts\":[]}", await client.GetStringAsync("/health/live", Cancellation));
        Assert.Equal("{\"status\":\"ready\",\"parts\":[{\"name\":\"store\",\"status\":\"ok\"},{\"name\":\"outbox\",\"status\":\"ok\"}]}", await client.GetStringAsync("/health/ready", Cancellation));
    }

    [Fact]
    public async Task An_outbox_that_no_longer_looks_for_work_makes_it_unready_and_not_dead()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TestBot.Monday);
        await using var app = await Start(clock: clock, withOutbox: false);
        using var client = Client(app);
        app.Services.GetRequiredService<Outbox>();
        clock.Advance(TimeSpan.FromMinutes(2));

        var ready = await client.GetAsync("/health/ready", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("{\"name\":\"outbox\",\"why\":\"has not looked for work for a minute\",\"status\":\"failed\"}", await ready.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_scrape_is_text_of_Prometheus_with_the_figures_of_turns_store_and_outbox()
    {
        await using var app = await Start();
        using var client = Client(app);
        await Says(app, "ticket new The scanner hums");

        var scrape = await client.GetStringAsync("/metrics", Cancellation);

        Assert.All(scrape.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(Exposition(), line));
        Assert.Matches("chatops_turns_total\\{[^}]*command=\"ticket new\"[^}]*\\} [1-9]", scrape);
        Assert.All(
            ["chatops_turn_duration_seconds_bucket", "chatops_store_commit_duration_seconds_count", "chatops_outbox_depth", "chatops_outbox_oldest_age_seconds", "chatops_outbox_dead", "chatops_store_size_bytes", "dotnet_process_memory_working_set_bytes"],
            name => Assert.Contains(name, scrape, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null, null, HttpStatusCode.OK)]
    [InlineData(null, null, "chat.example.com", HttpStatusCode.NotFound)]
    [InlineData("a-token-of-some-length", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("a-token-of-some-length", "a-token-of-some-lengtH", null, HttpStatusCode.Unauthorized)]
    [InlineData("a-token-of-some-length", "a-token-of-some-length", "chat.example.com", HttpStatusCode.OK)]
    public async Task Metrics_are_for_this_machine_or_for_who_knows_the_token(string? token, string? said, string? host, HttpStatusCode expected)
    {
        await using var app = await Start(token: token);
        using var client = Client(app);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = host } };
        request.Headers.Authorization = said is null ? null : new AuthenticationHeaderValue("Bearer", said);

        Assert.Equal(expected, (await client.SendAsync(request, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_proxy_on_this_machine_does_not_open_the_metrics_to_others()
    {
        await using var app = await Start();
        using var client = Client(app);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/metrics", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_turn_is_a_span_with_its_commit_and_drawing_and_a_delivery_is_linked_to_it()
    {
        using var heard = new Heard();
        await using var test = new TestBot();
        var (ada, grace) = (test.Employee("ada"), test.Agent("grace"));
        test.Add(new Queue("service-desk", "Service desk") { Members = ["grace"], Owner = "grace" });

        // Tests run side by side: what is ours is below this.
        using var root = new Activity("test").Start();
        await ada.Says("ticket new The scanner hums");
        await grace.Says("ticket assign INC-1");
        await grace.Says("ticket view INC-99");
        root.Stop();

        var mine = heard.Spans.Where(span => span.TraceId == root.TraceId).ToArray();
        var turns = mine.Where(span => span.OperationName is "turn").ToArray();
        Assert.Equal([("test", "ticket new", "answered"), ("test", "ticket assign", "answered")], turns.Take(2).Select(Tags));
        Assert.Equal("refused", turns[2].GetTagItem("outcome"));
        Assert.All(["draw", "commit"], child => Assert.Contains(mine, span => span.OperationName == child && span.ParentSpanId == turns[1].SpanId));
        Assert.Contains(heard.Spans, span => span.OperationName is "deliver" && span.Links.Any(link => link.Context.SpanId == turns[1].SpanId));

        static (object?, object?, object?) Tags(Activity span) => (span.GetTagItem("platform"), span.GetTagItem("command"), span.GetTagItem("outcome"));
    }

    [Fact]
    public async Task No_secret_of_the_corpus_is_in_the_database_its_journal_a_log_a_span_or_a_figure()
    {
        using var heard = new Heard();
        await using var onDisk = LiteDbStore.Open(Path.Combine(files.FullName, "chatops.db"));
        store = onDisk;
        await using var app = await Start(LogLevel.Trace);
        using var client = Client(app);

        foreach (var (_, text) in SecretsTests.Masked)
        {
            await Says(app, new Input.Sentence(text));
            await Says(app, new Input.Press(Invocation.Of("ticket new", ("title", "It fails"), ("details", text)), []));
            await Says(app, new Input.Press(Invocation.Of("ticket dance", ("text", text)), []));
        }

        var scrape = await client.GetStringAsync("/metrics", Cancellation);
        var spans = heard.Spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Append(span.DisplayName));
        var kept = string.Concat(Directory.GetFiles(files.FullName, "chatops*").Select(Copied));
        Assert.Contains("It fails", kept, StringComparison.Ordinal);
        Assert.NotEmpty(lines.Lines);

        var all = string.Join('\n', [scrape, .. spans, .. lines.Lines, kept]);
        // A short number or word may stand there for another reason.
        Assert.DoesNotContain(SecretsTests.Masked, sample => sample.Secret.Length > 8 && (all.Contains(sample.Secret, StringComparison.Ordinal) || all.Contains(sample.Secret.Replace("\n", "\\n", StringComparison.Ordinal), StringComparison.Ordinal)));
    }

    [Fact]
    public void While_nobody_listens_nothing_is_made() => Assert.Null(TurnWatch.Begin("test", TimeProvider.System));

    private static Task Says(WebApplication app, string sentence) => Says(app, new Input.Sentence(sentence));

    private static async Task Says(WebApplication app, Input input)
    {
        await app.Services.GetRequiredService<Bot>().Hear(new(new("web", "ada"), new("web", "ada"), Guid.NewGuid().ToString(), input), Cancellation);
        await app.Services.GetRequiredService<Outbox>().Drain(Cancellation);
    }

    // The store holds its files; another program may copy them all the same.
    private static string Copied(string file)
    {
        using var copy = Process.Start(new ProcessStartInfo("cp", [file, $"{file}.copy"]))!;
        copy.WaitForExit();
        return Encoding.UTF8.GetString(File.ReadAllBytes($"{file}.copy"));
    }

    private static HttpClient Client(WebApplication app) => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(app.Urls.First()) };

    private async Task<WebApplication> Start(LogLevel level = LogLevel.Warning, string? token = null, TimeProvider? clock = null, bool withOutbox = true)
    {
        var settings = Settings.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Metrics:Token", token)]).Build());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(level).AddProvider(lines);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddChatOps(FeaturesAssembly.Itself).AddWeb(new());
        builder.Services.AddSingleton<IStore>(store).AddSingleton(new FileFolder(files.FullName));
        builder.AddObserving(settings);

        if (!withOutbox)
            builder.Services.Remove(builder.Services.First(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory is not null));

        var app = builder.Build();
        await store.Prepare(app.Services.GetRequiredService<FeatureSet>().Kinds, Cancellation);
        await Demonstration.Prepare(store, ["web"], Cancellation);
        app.MapObserving(settings);
        app.MapWeb();
        await app.StartAsync(Cancellation);
        return app;
    }

    [GeneratedRegex("^(# (HELP|TYPE|UNIT) .+|# EOF|[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"[^\"]*\",?)*\\})? (-?[0-9.e+-]+|NaN|\\+Inf)( [0-9.]+)?)\\r?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Exposition();

    /// <summary>Listens to every span, as a collector would.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly ActivityListener listener;

        public Heard()
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Telemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Spans.Enqueue,
            };
            ActivitySource.AddActivityListener(listener);
        }

        public ConcurrentQueue<Activity> Spans { get; } = [];

        public void Dispose() => listener.Dispose();
    }
}
