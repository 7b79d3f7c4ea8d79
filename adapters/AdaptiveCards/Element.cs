using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatOps.AdaptiveCards;

/// <summary>
/// A JSON object that is made to be written once: most of what an answer costs is drawing it, and a tree that can also be
/// asked and moved about is three times as large.
/// </summary>
internal sealed class Element
{
    private readonly Written? written;
    private (string Name, Value Value)[] properties;

    /// <param name="type">Null: it has none.</param>
    public Element(string? type, ReadOnlySpan<(string Name, Value Value)> properties)
    {
        this.properties = new (string Name, Value Value)[properties.Length + 1];
        this.properties[0] = ("type", type);
        properties.CopyTo(this.properties.AsSpan(1));
    }

    public Element(Written written) => (this.written, properties) = (written, []);

    /// <summary>For properties that it does not have yet.</summary>
    public Element Add(params ReadOnlySpan<(string Name, Value Value)> more)
    {
        if (!more.IsEmpty)
            properties = [.. properties, .. more];

        return this;
    }

    public bool Has(string name) => Array.Exists(properties, property => property.Name == name && !property.Value.IsNull);

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (written is not null)
        {
            written.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();

        foreach (var (name, value) in properties)
        {
            if (value.IsNull)
                continue;

            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    public JsonNode ToJson()
    {
        if (written is not null)
            return written.ToJson();

        var json = new JsonObject();

        foreach (var (name, value) in properties)
        {
            if (!value.IsNull)
                json.Add(name, value.ToJson());
        }

        return json;
    }
}

/// <summary>What a property of an <see cref="Element"/> can be.</summary>
internal readonly struct Value
{
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly object? content;

    private Value(object? content) => this.content = content;

    public bool IsNull => content is null;

    public static Value Of(decimal number) => new(number);

    public static implicit operator Value(string? text) => new(text);

    public static implicit operator Value(bool flag) => new(flag ? True : False);

    public static implicit operator Value(int number) => new(number);

    public static implicit operator Value(double number) => new(number);

    public static implicit operator Value(Element? element) => new(element);

    public static implicit operator Value(Element[]? elements) => new(elements);

    public static implicit operator Value(string[]? texts) => new(texts);

    public static implicit operator Value(JsonObject? json) => new(json);

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (content)
        {
            case Element element:
                element.WriteTo(writer);
                break;
            case Element[] elements:
                writer.WriteStartArray();

                foreach (var element in elements)
                    element.WriteTo(writer);

                writer.WriteEndArray();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            default:
                Write(ToJson(), writer);
                break;
        }
    }

    public JsonNode? ToJson() => content switch
    {
        Element element => element.ToJson(),
        Element[] elements => new JsonArray([.. elements.Select(element => element.ToJson())]),
        string[] texts => new JsonArray([.. texts.Select(text => (JsonNode)text)]),
        JsonObject json => json.DeepClone(),
        string text => text,
        bool flag => flag,
        int number => number,
        double number => number,
        decimal number => number,
        _ => null,
    };

    private static void Write(JsonNode? json, Utf8JsonWriter writer)
    {
        if (json is null)
            writer.WriteNullValue();
        else
            json.WriteTo(writer);
    }
}
