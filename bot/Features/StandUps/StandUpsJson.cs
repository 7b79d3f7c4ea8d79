using System.Text.Json.Serialization;

namespace ChatOps.StandUps;

[JsonSerializable(typeof(Team))]
[JsonSerializable(typeof(StandUp))]
[JsonSerializable(typeof(Blocker))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
internal sealed partial class StandUpsJson : JsonSerializerContext;
