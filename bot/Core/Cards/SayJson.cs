using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Cards;

/// <summary>
/// A template and the values in it. By hand, since there are dozens in every answer that is kept, and the serializer takes
/// the slow way with types that have kinds.
/// </summary>
public sealed class SayJson : JsonConverter<Say>
{
    private const string Kind = "$type";

    public override Say Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return SayIn(json.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, Say value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("template", value.Template);

        if (value.Parts is not [])
        {
            writer.WriteStartArray("parts");

            foreach (var part in value.Parts)
                Write(writer, part, options);

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static Say SayIn(JsonElement json) => new(
        TextIn(json, "template"),
        json.TryGetProperty("parts", out var parts) && parts.ValueKind is JsonValueKind.Array ? [.. parts.EnumerateArray().Select(PartIn)] : null);

    private static Part PartIn(JsonElement json) => TextIn(json, Kind) switch
    {
        "words" => new Part.Words(TextIn(json, "text")),
        "number" => new Part.Number(json.GetProperty("value").GetDecimal()),
        "time" => new Part.Time(json.GetProperty("at").GetDateTimeOffset(), json.TryGetProperty("style", out var style) ? Enum.Parse<TimeStyle>(style.GetString()!) : default),
        "day" => new Part.Day(DateOnly.Parse(TextIn(json, "date"), CultureInfo.InvariantCulture)),
        "who" => new Part.Who(TextIn(json, "person"), TextIn(json, "name")),
        "id" => new Part.Id(TextIn(json, "subject")),
        "link" => new Part.Link(TextIn(json, "url"), TextIn(json, "text")),
        "term" => new Part.Term(TextIn(json, "word")),
        "say" => new Part.Inner(SayIn(json.GetProperty("say"))),
        var other => throw new JsonException($"There is no value of the kind \"{other}\" in a text."),
    };

    private void Write(Utf8JsonWriter writer, Part part, JsonSerializerOptions options)
    {
        writer.WriteStartObject();

        switch (part)
        {
            case Part.Words(var text):
                writer.WriteString(Kind, "words");
                writer.WriteString("text", text);
                break;
            case Part.Number(var number):
                writer.WriteString(Kind, "number");
                writer.WriteNumber("value", number);
                break;
            case Part.Time(var at, var style):
                writer.WriteString(Kind, "time");
                writer.WriteString("at", at);

                if (style is not TimeStyle.Moment)
                    writer.WriteString("style", style.ToString());

                break;
            case Part.Day(var date):
                writer.WriteString(Kind, "day");
                writer.WriteString("date", date.ToString("O", CultureInfo.InvariantCulture));
                break;
            case Part.Who(var person, var name):
                writer.WriteString(Kind, "who");
                writer.WriteString("person", person);
                writer.WriteString("name", name);
                break;
            case Part.Id(var subject):
                writer.WriteString(Kind, "id");
                writer.WriteString("subject", subject);
                break;
            case Part.Link(var url, var text):
                writer.WriteString(Kind, "link");
                writer.WriteString("url", url);
                writer.WriteString("text", text);
                break;
            case Part.Term(var word):
                writer.WriteString(Kind, "term");
                writer.WriteString("word", word);
                break;
            case Part.Inner(var say):
                writer.WriteString(Kind, "say");
                writer.WritePropertyName("say");
                Write(writer, say, options);
                break;
        }

        writer.WriteEndObject();
    }

    private static string TextIn(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
