using System.Text;
using System.Text.Json;

namespace ChatOps.Conversations;

/// <summary>What differs between two states of a document, for the audit trail.</summary>
internal static class Changes
{
    /// <returns>A JSON object: changed field to [before, after], or to { "added": […] } for a list that grew; null: nothing differs.</returns>
    public static string? Between(string? before, string? after)
    {
        using var old = JsonDocument.Parse(before ?? "{}");
        using var now = JsonDocument.Parse(after ?? "{}");
        using var buffer = new MemoryStream();
        using var writer = new Utf8JsonWriter(buffer);
        var any = false;

        writer.WriteStartObject();

        foreach (var name in Names(old.RootElement).Union(Names(now.RootElement)))
        {
            var was = Field(old.RootElement, name);
            var becomes = Field(now.RootElement, name);

            if (Same(was, becomes))
                continue;

            any = true;
            writer.WritePropertyName(name);
            WriteChange(writer, was, becomes);
        }

        writer.WriteEndObject();
        writer.Flush();
        return any ? Encoding.UTF8.GetString(buffer.ToArray()) : null;
    }

    private static IEnumerable<string> Names(JsonElement document) => document.EnumerateObject().Select(property => property.Name);

    private static JsonElement? Field(JsonElement document, string name) => document.TryGetProperty(name, out var value) ? value : null;

    private static bool Same(JsonElement? one, JsonElement? other) =>
        one is { } a && other is { } b ? JsonElement.DeepEquals(a, b) : one is null && other is null;

    private static void WriteChange(Utf8JsonWriter writer, JsonElement? was, JsonElement? becomes)
    {
        if (becomes is { ValueKind: JsonValueKind.Array } longer && Grew(was, longer) is { } from)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("added");

            foreach (var item in longer.EnumerateArray().Skip(from))
                item.WriteTo(writer);

            writer.WriteEndArray();
            writer.WriteEndObject();
            return;
        }

        writer.WriteStartArray();
        Write(writer, was);
        Write(writer, becomes);
        writer.WriteEndArray();
    }

    private static int? Grew(JsonElement? was, JsonElement longer)
    {
        var length = was is { ValueKind: JsonValueKind.Array } array ? array.GetArrayLength() : 0;

        return length < longer.GetArrayLength() && (length is 0 || was!.Value.EnumerateArray().Zip(longer.EnumerateArray(), JsonElement.DeepEquals).All(same => same))
            ? length
            : null;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement? value)
    {
        if (value is { } element)
            element.WriteTo(writer);
        else
            writer.WriteNullValue();
    }
}
