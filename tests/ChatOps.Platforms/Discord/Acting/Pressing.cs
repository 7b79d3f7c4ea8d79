using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord.Acting;

/// <summary>What a client sends of a button or a select menu.</summary>
internal static class Pressing
{
    public static JsonObject Button(DiscordMessage message, string label)
    {
        var buttons = Parts.Of(message.Components).Where(part => Parts.TypeOf(part) is 2).ToArray();
        var button = buttons.FirstOrDefault(part => LabelOf(part) == label)
            ?? throw new InvalidOperationException($"There is no \"{label}\" among {string.Join(", ", buttons.Select(part => $"\"{LabelOf(part)}\""))}.");

        if ((bool?)button["disabled"] is true || message.IsDeleted)
            throw new InvalidOperationException($"\"{label}\" cannot be pressed any more.");

        return new()
        {
            ["component_type"] = 2,
            ["custom_id"] = (string?)button["custom_id"] ?? throw new InvalidOperationException($"\"{label}\" leads to {button["url"]}."),
        };
    }

    public static JsonObject Menu(DiscordUser user, DiscordMessage message, string name, object[] values)
    {
        var menus = Parts.Of(message.Components).Where(part => Parts.TypeOf(part) is 3 or (>= 5 and <= 8)).ToArray();
        var menu = menus.FirstOrDefault(part => (string?)part["placeholder"] == name || (string?)part["custom_id"] == name)
            ?? throw new InvalidOperationException($"There is no menu \"{name}\" among {string.Join(", ", menus.Select(part => $"\"{part["placeholder"] ?? part["custom_id"]}\""))}.");

        var resolving = new Resolving(user);
        var data = new JsonObject
        {
            ["component_type"] = Parts.TypeOf(menu),
            ["custom_id"] = (string)menu["custom_id"]!,
            ["values"] = Chosen(menu, values, resolving),
        };
        resolving.AddTo(data);
        return data;
    }

    /// <summary>The values that a select, a radio group or a checkbox group takes.</summary>
    public static JsonArray Chosen(JsonObject menu, IEnumerable<object> values, Resolving resolving)
    {
        JsonArray chosen = [.. values.Select(value => (JsonNode)(menu["options"] is JsonArray options ? OptionOf(options, (string)value) : resolving.Of(value)))];
        var least = (int?)menu["min_values"] ?? ((bool?)menu["required"] is false ? 0 : 1);

        return chosen.Count < least || chosen.Count > ((int?)menu["max_values"] ?? (Parts.TypeOf(menu) is 22 ? 10 : 1))
            ? throw new InvalidOperationException($"{menu["custom_id"]} does not take {chosen.Count} values.")
            : chosen;
    }

    private static string OptionOf(JsonArray options, string value) =>
        options.OfType<JsonObject>().FirstOrDefault(option => (string?)option["label"] == value || (string?)option["value"] == value) is { } found
            ? (string)found["value"]!
            : throw new InvalidOperationException($"There is no {value} among {string.Join(", ", options.OfType<JsonObject>().Select(option => option["label"]))}.");

    private static string? LabelOf(JsonObject button) => (string?)button["label"] ?? (string?)button["emoji"]?["name"];
}
