using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChatOps.Cards;

namespace ChatOps.AdaptiveCards;

/// <summary>Elements that are written already and stand in a card as they are. Whoever serializes the card names this type in its context.</summary>
[JsonConverter(typeof(AsItStands))]
public sealed class Written
{
    private static readonly ConditionalWeakTable<Block, Dictionary<string, Element[]>> Kept = [];

    // A value of any other kind would be written and read again to find out that it is none.
    private static readonly Type Place = new Written(new Element(null, [])).ToJson().GetType();

    private readonly byte[] utf8;

    private Written(Element element)
    {
        var buffer = new ArrayBufferWriter<byte>();

        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            element.WriteTo(writer);

        utf8 = buffer.WrittenSpan.ToArray();
        Letters = Encoding.UTF8.GetCharCount(utf8);
    }

    /// <summary>How long it is, in UTF-16.</summary>
    public int Letters { get; }

    /// <returns>Null: the value is another one.</returns>
    public static Written? At(JsonValue value) => value.GetType() == Place && value.TryGetValue<Written>(out var written) ? written : null;

    /// <summary>What was drawn of a block for this language, or is drawn now.</summary>
    internal static Element[] Of(Block block, string language, Func<IEnumerable<Element>> draw)
    {
        var byLanguage = Kept.GetOrCreateValue(block);

        lock (byLanguage)
        {
            if (!byLanguage.TryGetValue(language, out var elements))
                byLanguage[language] = elements = [.. draw().Select(element => new Element(new Written(element)))];

            return elements;
        }
    }

    internal void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(utf8, skipInputValidation: true);

    internal JsonValue ToJson() => JsonValue.Create(this, WrittenJson.Default.Written)!;

    public sealed class AsItStands : JsonConverter<Written>
    {
        public override Written Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Written value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}

[JsonSerializable(typeof(Written))]
internal sealed partial class WrittenJson : JsonSerializerContext;
