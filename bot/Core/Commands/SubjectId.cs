using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Commands;

/// <summary>The number by which people call something: <c>INC-1042</c>.</summary>
[JsonConverter(typeof(SubjectIdJson))]
public readonly record struct SubjectId(string Series, long Number) : IParsable<SubjectId>
{
    public override string ToString() => $"{Series}-{Number.ToString(CultureInfo.InvariantCulture)}";

    public static SubjectId Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"\"{s}\" is not a number like INC-1042.");

    /// <summary>Forgiving as people are: <c>inc 1042</c>, <c>#INC-1042</c>, <c>inc1042</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SubjectId result)
    {
        var text = (s ?? "").AsSpan().Trim().TrimStart('#');
        var letters = 0;

        while (letters < text.Length && char.IsAsciiLetter(text[letters]))
            letters++;

        var digits = text[letters..].TrimStart("- ");
        result = default;

        if (letters is < 2 or > 4 || digits.Length is 0 or > 15 || digits.ContainsAnyExceptInRange('0', '9'))
            return false;

        result = new(text[..letters].ToString().ToUpperInvariant(), long.Parse(digits, CultureInfo.InvariantCulture));
        return result.Number > 0;
    }
}

/// <summary>As its text. Public, since the JSON of every feature is generated where the feature is.</summary>
public sealed class SubjectIdJson : JsonConverter<SubjectId>
{
    public override SubjectId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SubjectId.Parse(reader.GetString()!, null);

    public override void Write(Utf8JsonWriter writer, SubjectId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
