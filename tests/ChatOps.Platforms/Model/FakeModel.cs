using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Platforms.Model;

/// <summary>
/// A strict server of OpenAI's chat completions on a real socket. It demands what such a server demands, and beyond that
/// what ChatOps owes to those whose words it sends: a fence around them that is new each time, and no secret.
/// </summary>
public sealed partial class FakeModel : IAsyncDisposable
{
    public const string Key = "the key of the model";
    public const string Name = "fake-1";

    private static readonly string[] Known = ["model", "messages", "max_completion_tokens", "max_tokens", "stream"];

    private readonly WebApplication app;
    private readonly ConcurrentQueue<Asked> asked = [];
    private readonly ConcurrentQueue<string> complaints = [];
    private readonly CancellationTokenSource stopping = new();
    private TaskCompletionSource arrived = New();

    private FakeModel(WebApplication app) => this.app = app;

    public Uri Endpoint => new(new Uri(app.Urls.First()), "v1");

    /// <summary>What it answers with; at first, something sensible.</summary>
    public Func<Asked, HttpContext, Task> Answers { get; set; } = (asked, http) => Say(http, Sensible(asked));

    /// <summary>Takes questions that show it nothing, too.</summary>
    public bool IsLenient { get; set; }

    /// <summary>What must never get here.</summary>
    public ConcurrentBag<string> Secrets { get; } = [];

    /// <summary>The requests that were as they should be.</summary>
    public IReadOnlyList<Asked> Requests => [.. asked];

    /// <summary>What was wrong with the others.</summary>
    public IReadOnlyList<string> Complaints => [.. complaints];

    /// <summary>Completes with the next request.</summary>
    public Task Arrived => arrived.Task;

    public static async Task<FakeModel> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var made = builder.Build();
        var model = new FakeModel(made);
        made.MapPost("/v1/chat/completions", model.Complete);
        made.MapFallback(http =>
        {
            model.Complain($"{http.Request.Method} {http.Request.Path}");
            http.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        await made.StartAsync();
        return model;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await app.DisposeAsync();
    }

    /// <summary>Says this, whatever it is asked.</summary>
    public void Tells(string text) => Answers = (_, http) => Say(http, text);

    /// <summary>Takes the question and never answers.</summary>
    public void Hangs() => Answers = (_, http) => Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping.Token).Token).ContinueWith(_ => { }, TaskScheduler.Default);

    /// <summary>Sends these bytes in place of an answer.</summary>
    public void Sends(int status, string type, string body) => Answers = async (_, http) =>
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, type);
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    };

    /// <summary>Does what it finds written among the facts, after "write exactly:".</summary>
    public void Obeys() => Answers = (asked, http) => Say(http, Order().Match(asked.Facts) is { Success: true } order ? order.Groups["what"].Value.Trim() : Sensible(asked));

    public static Task Say(HttpContext http, string? text)
    {
        http.Response.ContentType = "application/json";

        return http.Response.WriteAsync(new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1_700_000_000,
            ["model"] = Name,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["finish_reason"] = "stop", ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text } }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 1000, ["completion_tokens"] = 100, ["total_tokens"] = 1100 },
        }.ToJsonString());
    }

    private static string Sensible(Asked asked)
    {
        var lines = asked.Facts.Split('\n').Where(line => line.Contains(' ', StringComparison.Ordinal) && !Strange().IsMatch(line)).ToArray();
        var (first, last) = (Cut(lines[0]), Cut(lines[^1]));
        return asked.IsGerman ? $"Das ist der Stand, und er ist nicht neu: {first}. Als Letztes wurde von den Beteiligten gesagt: {last}." : $"This is what it is about, and where it stands: {first}. The last that is known of it: {last}.";
    }

    private static string Cut(string line) => (line.Length <= 60 ? line : line[..60]).TrimEnd('.');

    private async Task Complete(HttpContext http)
    {
        if (http.Request.Headers.Authorization != $"Bearer {Key}")
        {
            Complain("the key is not the one");
            http.Response.StatusCode = 401;
            return;
        }

        var body = await new StreamReader(http.Request.Body).ReadToEndAsync();

        if (Read(body) is not { } request)
        {
            http.Response.StatusCode = 400;
            return;
        }

        asked.Enqueue(request);
        Interlocked.Exchange(ref arrived, New()).SetResult();
        await Answers(request, http);
    }

    private Asked? Read(string body)
    {
        if (Secrets.FirstOrDefault(secret => body.Contains(secret, StringComparison.Ordinal)) is { } secret)
            return Complain($"a secret is in it: {secret}");

        var json = JsonNode.Parse(body)!.AsObject();

        if (json.FirstOrDefault(pair => !Known.Contains(pair.Key, StringComparer.Ordinal)).Key is { } unknown)
            return Complain($"nothing here is called {unknown}");

        if ((string?)json["model"] is not Name || json["stream"] is { } stream && (bool)stream)
            return Complain("another model, or a stream");

        if ((int?)(json["max_completion_tokens"] ?? json["max_tokens"]) is not > 0)
            return Complain("no limit of tokens");

        if (json["messages"] is not JsonArray { Count: 2 } messages || (string?)messages[0]!["role"] is not "system" || (string?)messages[1]!["role"] is not "user")
            return Complain("not two messages, of the system and of the user");

        return Read(Text(messages[0]!["content"]!), Text(messages[1]!["content"]!));
    }

    private Asked? Read(string told, string shown)
    {
        if (IsLenient)
            return new(told, shown, "");

        if (Fence().Match(shown) is not { Success: true } fenced)
            return Complain("what is shown is not fenced");

        var fence = fenced.Groups["fence"].Value;

        if (asked.Any(before => before.Fence == fence))
            return Complain("the fence is not new");

        if (shown.Split(fence).Length is not 3 || shown.Count(letter => letter is '<') is not 2)
            return Complain("something among the facts looks like a fence");

        return told.Contains($"<facts-{fence}>", StringComparison.Ordinal) && told.Contains("data", StringComparison.Ordinal)
            ? new(told, fenced.Groups["facts"].Value, fence)
            : Complain("it is not told that what is fenced is data");
    }

    private static string Text(JsonNode content) => content is JsonArray parts ? string.Concat(parts.Select(part => (string?)part!["text"])) : (string)content!;

    private Asked? Complain(string why)
    {
        complaints.Enqueue(why);
        return null;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex(@"\A<facts-(?<fence>[0-9a-f]{32,})>\r?\n(?<facts>.*)\r?\n</facts-\k<fence>>\s*\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex("write exactly:(?<what>[^\\n]*)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Order();

    [GeneratedRegex(@"[‹›{}|`\[\]\\@]|://")]
    private static partial Regex Strange();
}

/// <summary>One request, as the model reads it.</summary>
/// <param name="Told">The instructions.</param>
/// <param name="Facts">What stands in the fence.</param>
public sealed record Asked(string Told, string Facts, string Fence)
{
    public bool IsGerman => Told.Contains("in German", StringComparison.Ordinal);
}
