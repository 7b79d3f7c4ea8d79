using System.Text.Json;

namespace ChatOps.Host.Backups;

/// <summary>What a line of an export is, without reading all of it.</summary>
internal readonly record struct RowName(string Row, string Kind)
{
    public const string Form = "form";
    public const string Document = "document";
    public const string Heading = "export";

    public static RowName Of(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        var row = Value(ref reader, "row");
        return new(row, row is Form or Document ? Value(ref reader, "kind") : "");
    }

    /// <summary>The entry for such a row; null: it stands in no entry of its own.</summary>
    public string? Entry => Row switch
    {
        Document => Names.OfKind(Kind),
        "fact" => "facts.jsonl",
        "job" => "jobs.jsonl",
        "dead" => "dead.jsonl",
        "event" => "events.jsonl",
        "counter" => Names.Counters,
        _ => null,
    };

    private static string Value(ref Utf8JsonReader reader, string name)
    {
        while (reader.Read() && !(reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals(name)))
        {
        }

        return reader.Read() && reader.TokenType is JsonTokenType.String ? reader.GetString()! : throw new JsonException($"There is no {name}.");
    }
}
