using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Commands;

/// <summary>What somebody filled in so far: field names to texts (several for choices), before any of it is understood.</summary>
[JsonConverter(typeof(ArgumentsJson))]
public sealed class Arguments : IEnumerable<KeyValuePair<string, IReadOnlyList<string>>>, IEquatable<Arguments>
{
    public static readonly Arguments None = new();

    // A few at the most, in every button there is: a short list is smaller than a dictionary, and as fast.
    private readonly KeyValuePair<string, IReadOnlyList<string>>[] values;

    public Arguments(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var all = new List<KeyValuePair<string, IReadOnlyList<string>>>(values.Length);

        foreach (var (name, value) in values)
        {
            if (value is not null)
                Put(all, name, all.FindIndex(pair => IsNamed(pair, name)) is >= 0 and var at ? [.. all[at].Value, value] : [value]);
        }

        this.values = [.. all];
    }

    private Arguments(KeyValuePair<string, IReadOnlyList<string>>[] values) => this.values = values;

    public int Count => values.Length;

    public IEnumerable<string> Names => values.Select(pair => pair.Key);

    /// <summary>The first value; null: nothing was said.</summary>
    public string? this[string name] => All(name) is [var first, ..] ? first : null;

    public IReadOnlyList<string> All(string name)
    {
        foreach (var pair in values)
        {
            if (IsNamed(pair, name))
                return pair.Value;
        }

        return [];
    }

    public bool Has(string name) => All(name) is not [];

    public Arguments With(string name, params IReadOnlyList<string> all)
    {
        if (all is [])
            return Has(name) ? new([.. values.Where(pair => !IsNamed(pair, name))]) : this;

        var more = values.ToList();
        Put(more, name, all);
        return new([.. more]);
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

    public IEnumerator<KeyValuePair<string, IReadOnlyList<string>>> GetEnumerator() => values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsNamed(KeyValuePair<string, IReadOnlyList<string>> pair, string name) => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static void Put(List<KeyValuePair<string, IReadOnlyList<string>>> all, string name, IReadOnlyList<string> values)
    {
        if (all.FindIndex(pair => IsNamed(pair, name)) is >= 0 and var at)
            all[at] = new(all[at].Key, values);
        else
            all.Add(new(name, values));
    }
}

/// <summary>As a JSON object of arrays of strings.</summary>
public sealed class ArgumentsJson : JsonConverter<Arguments>
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
