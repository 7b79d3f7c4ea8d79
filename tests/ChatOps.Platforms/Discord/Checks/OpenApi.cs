using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord.Checks;

/// <summary>The description of the API by Discord itself, where it lies beside the project or <c>CHATOPS_DISCORD_SPEC</c> names it.</summary>
internal static class OpenApi
{
    private static readonly Lazy<JsonObject?> Description = new(Read);

    public static bool IsThere => Description.Value is not null;

    /// <returns>Nothing: it is right, or there is no description.</returns>
    public static IEnumerable<Problem> Check(string method, string path, JsonNode? body)
    {
        if (Description.Value is not { } all)
            return [];

        var segments = path.Split('/');
        var found = all["paths"]!.AsObject().Where(entry => Fits(entry.Key.TrimStart('/').Split('/'), segments)).OrderBy(entry => entry.Key.Count(c => c is '{')).FirstOrDefault();

        if (found.Value?[method.ToLowerInvariant()] is not JsonObject operation)
            return [new("", "UNKNOWN", $"The description of the API has no {method} {path}")];

        var schema = operation["requestBody"]?["content"]?["application/json"]?["schema"] as JsonObject;

        return schema is null
            ? body is null ? [] : [new("", "UNKNOWN", "Takes no body")]
            : body is null ? (bool?)operation["requestBody"]!["required"] is true ? [new("", "BASE_TYPE_REQUIRED", "A body is required")] : [] : new JsonSchema(all).Check(schema, body);
    }

    private static bool Fits(string[] template, string[] segments) =>
        template.Length == segments.Length && template.Zip(segments).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);

    private static JsonObject? Read() => Place() is { } place ? JsonNode.Parse(File.ReadAllBytes(place))!.AsObject() : null;

    private static string? Place()
    {
        if (Environment.GetEnvironmentVariable("CHATOPS_DISCORD_SPEC") is { Length: > 0 } named)
            return named;

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "spec", "discord-openapi.json");

            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
