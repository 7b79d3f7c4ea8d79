using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Documents;

namespace ChatOps.Discord.Keeping;

/// <summary>
/// A message that a component refers to and has no room for: one of several pages, a form in steps, a command with many
/// words. Its id is made of what it holds, so the same is kept once; whoever is shown it can press it.
/// </summary>
/// <param name="Said">The JSON of a <see cref="Message"/>.</param>
internal sealed record Kept(string Id, string Said)
{
    public static readonly Kind<Kept> Kind = new Kind<Kept>("discord-kept", KeptJson.Default.Kept, kept => kept.Id).Unaudited();

    public static readonly Index<Kept> ByMoment = Kind.Index("at", kept => Key.Of(kept.At));

    public static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    private const int BytesOfId = 16;

    /// <summary>When it was kept last.</summary>
    public DateTimeOffset At { get; init; }

    public static Kept Of(Message message)
    {
        var said = JsonSerializer.Serialize(message, MessageJson.Default.Message);
        return new(Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, BytesOfId)), said);
    }

    public static Kept Of(Choice choice) => Of(new Message { Card = new Card(choice.Label) { Choices = [choice] } });

    public Message Read() => JsonSerializer.Deserialize(Said, MessageJson.Default.Message)!;

    /// <summary>The one button of it.</summary>
    public Choice? Choice() => Read().Card is { Choices: [var only] } ? only : null;
}

[JsonSerializable(typeof(Kept))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class KeptJson : JsonSerializerContext;
