using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChatOps.Cards;

namespace ChatOps.AdaptiveCards;

/// <summary>Elements that are written already and stand in a card as they are. Whoever serializes the card names this type in its context.</summary>
[JsonConverter(typeof(AsItStands))]
public sealed class Written
{
    private static readonly ConditionalWeakTable<Block, Dictionary<string, Written[]>> Kept = [];

    // A value of any other kind would be written and read again to find out that it is none.
    private static readonly Type Place = Node(new("")).GetType();

    private readonly byte[] utf8;

    private Written(JsonNode element)
    {
        utf8 = JsonSerializer.SerializeToUtf8Bytes(element, WrittenJson.Plain.JsonNode);
        Letters = Encoding.UTF8.GetCharCount(utf8);
    }

    /// <summary>How long it is, in UTF-16.</summary>
    public int Letters { get; }

    /// <returns>Null: the value is another one.</returns>
    public static Written? At(JsonValue value) => value.GetType() == Place && value.TryGetValue<Written>(out var written) ? written : null;

    /// <summary>What was drawn of a block for this language, or is drawn now.</summary>
    internal static IEnumerable<JsonNode> Of(Block block, string language, Func<IEnumerable<JsonNode>> draw)
    {
        var byLanguage = Kept.GetOrCreateValue(block);
        Written[]? written;

        lock (byLanguage)
        {
            if (!byLanguage.TryGetValue(language, out written))
                byLanguage[language] = written = [.. draw().Select(element => new Written(element))];
        }

        return written.Select(Node);
    }

    private static JsonValue Node(Written written) => JsonValue.Create(written, WrittenJson.Plain.Written)!;

    public sealed class AsItStands : JsonConverter<Written>
    {
        public override Written Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Written value, JsonSerializerOptions options) => writer.WriteRawValue(value.utf8, skipInputValidation: true);
    }
}

[JsonSerializable(typeof(Written))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class WrittenJson : JsonSerializerContext
{
    public static WrittenJson Plain { get; } = new(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
