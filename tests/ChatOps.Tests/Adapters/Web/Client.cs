using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ChatOps.Tests.Adapters.Web;

/// <summary>Speaks to the page as a browser would.</summary>
internal sealed class Client(WebServer server, string? persona) : IDisposable
{
    private readonly SocketsHttpHandler handler = new();

    /// <summary>Of somebody who has signed in.</summary>
    public string? Cookie { get; init; }

    private HttpClient Http => new(handler, disposeHandler: false) { BaseAddress = server.Address };

    public void Dispose() => handler.Dispose();

    public Task<HttpResponseMessage> Get(string path, string? origin = null, string? host = null, string? lastEvent = null)
    {
        var request = Ask(HttpMethod.Get, path);

        if (origin is not null)
            request.Headers.Add("Origin", origin);

        if (lastEvent is not null)
            request.Headers.Add("Last-Event-ID", lastEvent);

        request.Headers.Host = host;
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> Post(string path, HttpContent content, string? origin = "own", string? host = null, bool isMarked = true)
    {
        var request = Ask(HttpMethod.Post, path);
        request.Content = content;

        if (isMarked)
            request.Headers.Add("X-ChatOps", "page");

        if (origin is not null)
            request.Headers.Add("Origin", origin is "own" ? server.Address.GetLeftPart(UriPartial.Authority) : origin);

        request.Headers.Host = host;
        // So that a refusal is read before what it refuses has been sent.
        request.Headers.ExpectContinue = true;
        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonArray> Say(string text, string? eventId = null, params JsonObject[] files)
    {
        var response = await Post("/messages", JsonContent.Create(new JsonObject { ["event"] = eventId ?? Guid.NewGuid().ToString(), ["text"] = text, ["files"] = new JsonArray([.. files]) }));
        return (await Json(response)).AsArray();
    }

    public async Task<JsonArray> Press(JsonNode message, string label, JsonObject? inputs = null, string? eventId = null)
    {
        var data = message["card"]!["actions"]!.AsArray().First(action => (string?)action!["title"] == label)!["data"]!.DeepClone().AsObject();

        foreach (var (name, value) in inputs ?? [])
            data[name] = value?.DeepClone();

        var body = new JsonObject { ["event"] = eventId ?? Guid.NewGuid().ToString(), ["message"] = message["number"]!.DeepClone(), ["data"] = data };
        return (await Json(await Post("/presses", JsonContent.Create(body)))).AsArray();
    }

    public Task<HttpResponseMessage> Upload(string name, byte[] content) =>
        Post("/files", new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } });

    public async Task<JsonArray> History() => (await Json(await Get("/history")))["messages"]!.AsArray();

    /// <summary>Listens to events until there are so many messages.</summary>
    public async Task<IReadOnlyList<JsonNode>> Events(int count, string after)
    {
        using var response = await Get("/events", lastEvent: after);
        Assert.True(response.IsSuccessStatusCode);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var events = new List<JsonNode>();

        while (events.Count < count && await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
                events.Add(JsonNode.Parse(line[6..])!);
        }

        return events;
    }

    private HttpRequestMessage Ask(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, persona is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}as={persona}");

        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);

        return request;
    }

    public static async Task<JsonNode> Json(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    public static async Task<string> Error(HttpResponseMessage response) =>
        (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!;
}
