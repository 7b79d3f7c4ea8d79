using System.Text.Json.Nodes;
using ChatOps.Platforms.Discord.Rest;

namespace ChatOps.Platforms.Discord.Checks;

/// <summary>What a first answer may be.</summary>
internal static class ResponseChecks
{
    private const int Ephemeral = 1 << 6;

    public static IEnumerable<Problem> Of(Asked asked)
    {
        var data = asked.Json["data"] as JsonObject;

        return (int?)asked.Json["type"] switch
        {
            4 => MessageChecks.Of(data ?? [], asked, isNew: true, "data."),
            5 => ((int?)data?["flags"] ?? 0) is not (0 or Ephemeral) ? [new("data.flags", "INVALID", "Only whether it is private is settled now")] : [],
            6 => [],
            7 => MessageChecks.Of(data ?? [], asked, isNew: false, "data."),
            8 => Choices(data),
            9 => ModalChecks.Of(data ?? [], "data."),
            var type => [new("type", "BASE_TYPE_CHOICES", $"{type} is no answer")],
        };
    }

    private static IEnumerable<Problem> Choices(JsonObject? data)
    {
        var choices = (data?["choices"] as JsonArray ?? []).OfType<JsonObject>().ToArray();

        return choices.Length > 25 || choices.Any(choice => MessageChecks.Length(choice["name"]) is 0 or > 100 || MessageChecks.Length(choice["value"]) is 0 or > 100)
            ? [new("data.choices", "BASE_TYPE_BAD_LENGTH", "At most 25, each with a name and a value of 1 to 100 characters")]
            : [];
    }
}
