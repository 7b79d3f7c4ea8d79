using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;

namespace ChatOps.Terminal.Chatting;

/// <summary>A message that waits for somebody at a terminal until it has been printed.</summary>
/// <param name="Id">The token of its delivery, so that a repeat of that changes nothing.</param>
/// <param name="Content">The message as JSON.</param>
public sealed record Notice(string Id, string Person, DateTimeOffset At, string Content)
{
    internal static readonly Kind<Notice> Kind = new Kind<Notice>("terminal-notice", NoticeJson.Default.Notice, notice => notice.Id).Unaudited();

    internal static readonly Index<Notice> ByPerson = Kind.Index("person", notice => Key.Of(notice.Person, notice.At));

    [JsonIgnore]
    public Message Message => JsonSerializer.Deserialize(Content, MessageJson.Default.Message)!;
}

/// <summary>What a terminal keeps.</summary>
internal sealed class TerminalFeature : IFeature
{
    public void Define(FeatureBuilder feature) => feature.Stores(Notice.Kind);
}

[JsonSerializable(typeof(Notice))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class NoticeJson : JsonSerializerContext;
