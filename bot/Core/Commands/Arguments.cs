using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Commands;

/// <summary>What somebody filled in so far: field names to texts (several for choices), before any of it is understood.</summary>
[JsonConverter(typeof(ArgumentsJson))]
public sealed class Arguments : IEnumerable<KeyValuePair<string, IReadOnlyList<string>>>, IEquatable<Arguments>
{
    public static readonly Arguments None = new();

    private readonly Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.OrdinalIgnoreCase);

    public Arguments(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        foreach (var (name, value) in values)
            Add(name, value);
    }

    private Arguments(Arguments other) => values = new(other.values, StringComparer.OrdinalIgnoreCase);

    public int Count => values.Count;

    public IEnumerable<string> Names => values.Keys;

    /// <summary>The first value; null: nothing was said.</summary>
    public string? this[string name] => values.TryGetValue(name, out var all) ? all[0] : null;

    public IReadOnlyList<string> All(string name) => values.TryGetValue(name, out var all) ? all : [];

    public bool Has(string name) => values.ContainsKey(name);

    public Arguments With(string name, params IReadOnlyList<string> all)
    {
        var more = new Arguments(this);

        if (all is [])
            more.values.Remove(name);
        else
            more.values[name] = all;

        return more;
    }

    /// <summary>These, and where both say something, the other's.</summary>
    public Arguments With(Arguments other) => other.values.Aggregate(this, (all, pair) => all.With(pair.Key, pair.Value));

    public bool Equals(Arguments? other) =>
        other is not null && other.Count == Count && values.All(pair => other.All(pair.Key).SequenceEqual(pair.Value, StringComparer.Ordinal));

    public override bool Equals(object? obj) => Equals(obj as Arguments);

    public override int GetHashCode() => Count;

    public override string ToString() => string.Join('&',
        from pair in values
        from value in pair.Value
        select $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value)}");

    public IEnumerator<KeyValuePair<string, IReadOnlyList<string>>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(string name, string? value)
    {
        if (value is not null)
            values[name] = [.. All(name), value];
    }
}

/// <summary>As a JSON object of arrays of strings.</summary>
internal sealed class ArgumentsJson : JsonConverter<Arguments>
{
    public override Arguments Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var arguments = Arguments.None;

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var all = new List<string>();
            reader.Read();

            while (reader.Read() && reader.TokenType is JsonTokenType.String)
                all.Add(reader.GetString()!);

            arguments = arguments.With(name, all);
        }

        return arguments;
    }

    public override void Write(Utf8JsonWriter writer, Arguments value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();

        foreach (var (name, all) in value)
        {
            writer.WriteStartArray(name);

            foreach (var text in all)
                writer.WriteStringValue(text);

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
