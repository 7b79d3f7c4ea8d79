using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord;

/// <summary>The components of a message or a modal, however nested.</summary>
internal static class Parts
{
    public static int TypeOf(JsonObject part) => part["type"] is JsonValue value && value.TryGetValue(out int type) ? type : 0;

    public static IEnumerable<JsonObject> Of(JsonNode? node) => Located(node, "components").Select(found => found.Part);

    /// <summary>With where they stand in the request.</summary>
    public static IEnumerable<(JsonObject Part, string Path)> Located(JsonNode? node, string path)
    {
        if (node is JsonArray list)
            return list.SelectMany((item, i) => Located(item, $"{path}.{i}"));

        return node is JsonObject part
            ? new[] { (part, path) }
                .Concat(Located(part["components"], $"{path}.components"))
                .Concat(Located(part["component"], $"{path}.component"))
                .Concat(Located(part["accessory"], $"{path}.accessory"))
            : [];
    }
}
