using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ChatOps.Conversations;

/// <summary>What differs between two states of a document, for the audit trail. The names of its fields are ours: nothing in them is escaped.</summary>
internal static class Changes
{
    private const int StartSize = 4096;
    private const int MostKept = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? spare;

    /// <returns>A JSON object: changed field to [before, after], or to { "added": […] } for a list that grew; null: nothing differs.</returns>
    public static string? Between(string? before, string? after)
    {
        using var old = JsonDocument.Parse(before ?? "{}");
        using var now = JsonDocument.Parse(after ?? "{}");
        var buffer = spare is { Capacity: < MostKept } kept ? kept : spare = new(StartSize);
        buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(buffer);
        var any = false;

        writer.WriteStartObject();

        foreach (var property in old.RootElement.EnumerateObject())
            Compare(JsonMarshal.GetRawUtf8PropertyName(property), property.Value, Field(now.RootElement, JsonMarshal.GetRawUtf8PropertyName(property)));

        foreach (var property in now.RootElement.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(property);

            if (Field(old.RootElement, name) is null)
                Compare(name, null, property.Value);
        }

        writer.WriteEndObject();
        writer.Flush();
        return any ? Encoding.UTF8.GetString(buffer.WrittenSpan) : null;

        void Compare(ReadOnlySpan<byte> name, JsonElement? was, JsonElement? becomes)
        {
            if (Same(was, becomes))
                return;

            any = true;
            writer.WritePropertyName(name);
            WriteChange(writer, was, becomes);
        }
    }

    private static JsonElement? Field(JsonElement document, ReadOnlySpan<byte> name) => document.TryGetProperty(name, out var value) ? value : null;

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
