using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Web.SigningIn;

namespace ChatOps.Web;

/// <summary>A message of somebody's conversation with the bot.</summary>
/// <param name="Person">Whose conversation; there is one for each person.</param>
/// <param name="Number">From 1; it never changes.</param>
/// <param name="Revision">Of the conversation, at the last change of this message: what a page has not seen is what is higher.</param>
internal sealed record WebMessage(string Person, long Number, long Revision, DateTimeOffset At)
{
    public static readonly Kind<WebMessage> Kind = new Kind<WebMessage>("web-message", WebJson.Default.WebMessage, message => IdOf(message.Person, message.Number))
        .Unaudited()
        .Concerns(new((_, _) => false, (message, person) => message.Person == person ? [message.Words, .. message.Files] : [], (message, _) => message))
        .SeenBy((access, message) => access.Person.Id == message.Person);

    public static readonly Index<WebMessage> ByNumber = Kind.Index("number", message => Key.Of(message.Person, message.Number));

    public static readonly Index<WebMessage> ByRevision = Kind.Index("revision", message => Key.Of(message.Person, message.Revision));

    public static readonly Index<WebMessage> ByToken = Kind.Index("token", message => message.Token is { } token ? Key.Of(message.Person, token) : null);

    public static readonly Index<WebMessage> ByEvent = Kind.Index("event", message => message.Event is { } id ? Key.Of(message.Person, id) : null);

    /// <summary>What the person typed; null: the bot speaks.</summary>
    public string? Words { get; init; }

    /// <summary>The names of the files that came with the words.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What the bot says.</summary>
    [JsonConverter(typeof(SaidJson))]
    public Message? Said { get; init; }

    public WebState State { get; init; }

    /// <summary>Of the delivery that brought it.</summary>
    public string? Token { get; init; }

    /// <summary>Of the turn that wrote it last.</summary>
    public string? Event { get; init; }

    public static string IdOf(string person, long number) => $"{person}/{number:D10}";
}

/// <summary>As the core writes messages. What older versions have kept is that JSON as a text.</summary>
internal sealed class SaidJson : JsonConverter<Message>
{
    public override Message? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType is JsonTokenType.String
        ? JsonSerializer.Deserialize(reader.GetString()!, MessageJson.Default.Message)
        : JsonSerializer.Deserialize(ref reader, MessageJson.Default.Message);

    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, MessageJson.Default.Message);
}

internal enum WebState
{
    Said,

    /// <summary>Waits to be filled in, or for a yes.</summary>
    Form,

    /// <summary>Was a form and has been dealt with.</summary>
    Done,
    Refused,
    Deleted,
}

/// <summary>How far a conversation has come. Every change goes through it, so that revisions are seen in their order.</summary>
internal sealed record WebConversation(string Person, long LastNumber, long LastRevision)
{
    public static readonly Kind<WebConversation> Kind = new Kind<WebConversation>("web-conversation", WebJson.Default.WebConversation, conversation => conversation.Person).Unaudited();
}

/// <summary>Makes the documents of the page known to the stores.</summary>
internal sealed class WebFeature : IFeature
{
    public void Define(FeatureBuilder feature) => feature.Stores(WebMessage.Kind, WebConversation.Kind, ProtectionKey.Kind);
}

[JsonSerializable(typeof(WebMessage))]
[JsonSerializable(typeof(WebConversation))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
internal sealed partial class WebJson : JsonSerializerContext;
