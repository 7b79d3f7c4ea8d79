using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Platforms.Discord.Rest;

/// <summary>One request as it came.</summary>
public sealed class Asked
{
    private const string Prefix = "/api/v10/";

    public required string Method { get; init; }

    /// <summary>Below the version: <c>channels/1/messages</c>.</summary>
    public required string Path { get; init; }

    public string UserAgent { get; init; } = "";

    public string Authorization { get; init; } = "";

    public string Query { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>Null: there was none.</summary>
    public JsonNode? Body { get; private set; }

    /// <summary>The form of the body is none that Discord takes.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>By the number in <c>files[n]</c>.</summary>
    public IReadOnlyDictionary<string, (string Name, string Type, byte[] Content)> Files { get; private set; } = new Dictionary<string, (string, string, byte[])>();

    /// <summary>The ids in the path, by their names in the route.</summary>
    public IReadOnlyDictionary<string, string> Ids { get; internal set; } = new Dictionary<string, string>();

    public override string ToString() => $"{Method} {Path}";

    internal JsonObject Json => Body as JsonObject ?? [];

    internal void Give(JsonNode body) => Body = body;

    internal static async Task<Asked?> Of(HttpContext http, TimeProvider clock)
    {
        if (http.Request.Path.Value is not { } path || !path.StartsWith(Prefix, StringComparison.Ordinal))
            return null;

        var asked = new Asked
        {
            Method = http.Request.Method,
            Path = path[Prefix.Length..],
            UserAgent = http.Request.Headers.UserAgent.ToString(),
            Authorization = http.Request.Headers.Authorization.ToString(),
            Query = http.Request.QueryString.Value ?? "",
            At = clock.GetUtcNow(),
        };

        await asked.Read(http.Request);
        return asked;
    }

    private async Task Read(HttpRequest request)
    {
        try
        {
            if (request.HasFormContentType)
                await ReadForm(request);
            else if (request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0)
                await ReadJson(request);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            IsUnreadable = true;
        }
    }

    private async Task ReadJson(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) is not true)
            IsUnreadable = true;
        else
            Body = await JsonNode.ParseAsync(request.Body);
    }

    private async Task ReadForm(HttpRequest request)
    {
        var form = await request.ReadFormAsync();

        if (form.TryGetValue("payload_json", out var json))
            Body = JsonNode.Parse(json.ToString());

        var files = new Dictionary<string, (string, string, byte[])>(StringComparer.Ordinal);

        foreach (var file in form.Files)
        {
            // .NET sends payload_json with a content type of its own, which makes it no file for Discord either.
            using var content = new MemoryStream();
            await file.CopyToAsync(content);

            if (file.Name is "payload_json")
                Body = JsonNode.Parse(content.ToArray());
            else if (file.Name.StartsWith("files[", StringComparison.Ordinal) && file.FileName is { Length: > 0 })
                files[file.Name[6..^1]] = (file.FileName, file.ContentType, content.ToArray());
            else
                IsUnreadable = true;
        }

        Files = files;
    }
}

/// <summary>What is answered.</summary>
internal sealed record Answer(int Status, JsonNode? Body = null)
{
    public static readonly Answer Nothing = new(204);

    public static Answer Of(JsonNode body) => new(200, body);

    public static Answer Made(JsonNode body) => new(201, body);

    public static Answer Error(int status, int code, string message) => new(status, new JsonObject { ["code"] = code, ["message"] = message });
}
