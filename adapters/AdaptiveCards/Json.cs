namespace ChatOps.AdaptiveCards;

/// <summary>Short spellings for the JSON of elements.</summary>
internal static class Json
{
    /// <summary>An element of a type; what is null is left out.</summary>
    public static Element Element(string type, params ReadOnlySpan<(string Name, Value Value)> properties) => new(type, properties);

    public static Element Object(params ReadOnlySpan<(string Name, Value Value)> properties) => new(null, properties);

    public static Element[] Array(params ReadOnlySpan<Element> items) => items.ToArray();

    public static Element[] Array(IEnumerable<Element> items) => [.. items];
}
