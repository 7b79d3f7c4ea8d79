using System.Text.Json.Nodes;

namespace ChatOps.AdaptiveCards;

/// <summary>Short spellings for the JSON of elements.</summary>
internal static class Json
{
    /// <summary>An element of a type; what is null is left out.</summary>
    public static JsonObject Element(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        var element = Object(properties);
        element.Insert(0, "type", type);
        return element;
    }

    public static JsonObject Object(params ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        var all = new JsonObject();

        foreach (var (name, value) in properties)
        {
            if (value is not null)
                all[name] = value;
        }

        return all;
    }

    public static JsonArray Array(IEnumerable<JsonNode?> items, bool keepNull = true) => new([.. items.Where(item => keepNull || item is not null)]);
}
