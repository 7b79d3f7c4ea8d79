using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using ChatOps.Discord.Wire;

namespace ChatOps.Tests.Discord.Wire;

/// <summary>What comes from Discord goes back as it came: what this version does not know, too.</summary>
public sealed partial class RoundTripTests
{
    private static readonly Dictionary<string, JsonTypeInfo> Types = new(StringComparer.Ordinal)
    {
        ["interaction"] = WireJson.Default.Interaction,
        ["message"] = WireJson.Default.Message,
        ["reaction"] = WireJson.Default.MessageReaction,
        ["guild"] = WireJson.Default.Guild,
        ["member"] = WireJson.Default.GuildMember,
        ["channel"] = WireJson.Default.Channel,
        ["command"] = WireJson.Default.ApplicationCommand,
        ["application"] = WireJson.Default.Application,
        ["gateway"] = WireJson.Default.GatewayPayload,
        ["bot"] = WireJson.Default.GatewayBot,
        ["ready"] = WireJson.Default.Ready,
        ["error"] = WireJson.Default.ApiError,
    };

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Discord", "Wire", "Samples");

    [Fact]
    public void There_is_a_sample_of_every_type() =>
        Assert.Equal(Types.Keys.Order(StringComparer.Ordinal), Samples.Select(sample => TypeOf(sample.Data)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Survives(string sample)
    {
        var text = File.ReadAllText(Path.Combine(Folder, $"{sample}.json"));
        var type = Types[TypeOf(sample)];
        var read = JsonSerializer.Deserialize(text, type)!;
        var written = JsonSerializer.Serialize(read, type);

        Assert.Equal(Tidy(JsonNode.Parse(text)), Tidy(JsonNode.Parse(written)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Survives_with_fields_and_values_of_the_future(string sample)
    {
        var type = Types[TypeOf(sample)];
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{sample}.json")))!.AsObject();
        json["brand_new"] = new JsonObject { ["a"] = 1, ["b"] = new JsonArray("x", 2) };

        if (json["type"] is JsonValue known && known.GetValueKind() is JsonValueKind.Number)
            json["type"] = 4711;

        if (json["flags"] is not null)
            json["flags"] = 1 << 30;

        var written = JsonSerializer.Serialize(JsonSerializer.Deserialize(json.ToJsonString(), type), type);

        Assert.Equal(Tidy(JsonNode.Parse(json.ToJsonString())), Tidy(JsonNode.Parse(written)));
    }

    private static string TypeOf(string sample) => sample.Split('-')[0];

    // Nothing and null mean the same to Discord, and one moment can be written in several ways.
    private static string Tidy(JsonNode? node) => node switch
    {
        JsonObject json => $"{{{string.Join(',', json.Where(pair => pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Tidy(pair.Value)}"))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Tidy))}]",
        JsonValue value when value.GetValueKind() is JsonValueKind.String && Moment().IsMatch((string)value!) => DateTimeOffset.Parse((string)value!, CultureInfo.InvariantCulture).UtcTicks.ToString(CultureInfo.InvariantCulture),
        JsonValue value when value.GetValueKind() is JsonValueKind.Number => value.GetValue<double>().ToString("R", CultureInfo.InvariantCulture),
        _ => node?.ToJsonString() ?? "null",
    };

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}
