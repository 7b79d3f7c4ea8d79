using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ChatOps.Cards;

namespace ChatOps.Host.Backups;

/// <summary>
/// What a store holds, as counts and digests that do not depend on the order of rows or on how an engine spells JSON, so that
/// two stores can be compared.
/// </summary>
internal sealed class Tally
{
    private readonly Dictionary<string, (long Rows, UInt128 Digest)> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> counters = new(StringComparer.Ordinal);

    public void Add(ReadOnlyMemory<byte> line)
    {
        if (RowName.Of(line.Span) is not { Entry: { } entry })
            return;

        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;

        if (entry is Names.Counters)
        {
            counters[row.GetProperty("series").GetString()!] = row.GetProperty("last").GetInt64();
            return;
        }

        var (rows, digest) = entries.GetValueOrDefault(entry);
        entries[entry] = (rows + 1, digest + DigestOf(row));
    }

    /// <returns>What is not in the other as it is here, in words.</returns>
    public IReadOnlyList<Say> Missing(Tally other) =>
    [
        .. from pair in entries
           let found = other.entries.GetValueOrDefault(pair.Key)
           where found != pair.Value
           orderby pair.Key
           select found.Rows == pair.Value.Rows ? (Say)$"{pair.Key} (the contents differ)" : $"{pair.Key} ({found.Rows} of {pair.Value.Rows})",
        .. from counter in counters where other.counters.GetValueOrDefault(counter.Key) < counter.Value orderby counter.Key select (Say)$"the counter {counter.Key}",
    ];

    private static UInt128 DigestOf(JsonElement row)
    {
        using var bytes = new MemoryStream();

        using (var writer = new Utf8JsonWriter(bytes))
            Write(writer, row, isRow: true);

        return BitConverter.ToUInt128(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    // Properties in order, numbers by value; of the row itself also what stands in no order: entries and words.
    private static void Write(Utf8JsonWriter writer, JsonElement element, bool isRow)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();

                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);

                    if (isRow && (property.Name is "entries" or "words"))
                        WriteSet(writer, property.Value);
                    else
                        Write(writer, property.Value, isRow: false);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();

                foreach (var item in element.EnumerateArray())
                    Write(writer, item, isRow: false);

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, element);
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteSet(Utf8JsonWriter writer, JsonElement items)
    {
        writer.WriteStartArray();

        foreach (var item in items.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.Array ? string.Join('\u0001', item.EnumerateArray().Select(part => part.GetString())) : item.GetString()!).Order(StringComparer.Ordinal))
            writer.WriteStringValue(item);

        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonElement number)
    {
        if (decimal.TryParse(number.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
            writer.WriteStringValue(exact.ToString("G29", CultureInfo.InvariantCulture));
        else
            writer.WriteStringValue(number.GetDouble().ToString("R", CultureInfo.InvariantCulture));
    }
}
