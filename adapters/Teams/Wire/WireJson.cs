using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatOps.Teams.Wire;

[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(NewConversation))]
[JsonSerializable(typeof(Resource))]
[JsonSerializable(typeof(ExpectedReplies))]
[JsonSerializable(typeof(StreamInfo))]
[JsonSerializable(typeof(AdaptiveCards.Written))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Letters as they are: escaped, a message in another script would be three times its size.</summary>
    public static WireJson Plain { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
