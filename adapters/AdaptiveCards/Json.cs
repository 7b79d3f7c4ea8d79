using System.Text.Json.Nodes;

namespace ChatOps.AdaptiveCards;

/// <summary>Short spellings for the JSON of elements.</summary>
internal static class Json
{
    /// <summary>An element of a type; what is null is left out.</summary>
    public static JsonObject Element(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> properties) =>
        With(new() { ["type"] = type }, properties);

    public static JsonObject Object(params ReadOnlySpan<(string Name, JsonNode? Value)> properties) => With([], properties);

    public static JsonArray Array(IEnumerable<JsonNode?> items, bool keepNull = true) => new([.. items.Where(item => keepNull || item is not null)]);

    private static JsonObject With(JsonObject all, ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (value is not null)
                all.Add(name, value);
        }

        return all;
    }
}
