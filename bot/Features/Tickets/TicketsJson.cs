using System.Text.Json.Serialization;

namespace ChatOps.Tickets;

[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(PublicReply))]
[JsonSerializable(typeof(InternalNote))]
[JsonSerializable(typeof(NoteWords))]
[JsonSerializable(typeof(Macro))]
[JsonSerializable(typeof(Desk))]
[JsonSerializable(typeof(Retention))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
internal sealed partial class TicketsJson : JsonSerializerContext;
