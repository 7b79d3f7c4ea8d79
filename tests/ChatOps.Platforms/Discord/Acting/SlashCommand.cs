using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord.Acting;

/// <summary>What a client sends of a command, after it has checked it against what is registered.</summary>
internal static class SlashCommand
{
    public static JsonObject Data(DiscordUser user, string typed, (string Option, object Value)[] values, string? focused)
    {
        var path = typed.TrimStart('/').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var command = Find(user, path[0], 1);
        var resolving = new Resolving(user);
        var (options, inner) = (command["options"] as JsonArray ?? [], new List<JsonObject>());

        foreach (var word in path[1..])
        {
            var next = options.OfType<JsonObject>().FirstOrDefault(option => (string?)option["name"] == word && (int)option["type"]! is 1 or 2)
                ?? throw new InvalidOperationException($"There is no /{string.Join(' ', path)}: {command["name"]} has {Names(options)}.");

            inner.Add(new() { ["name"] = word, ["type"] = (int)next["type"]! });
            options = next["options"] as JsonArray ?? [];
        }

        if (options.OfType<JsonObject>().Any(option => (int)option["type"]! is 1 or 2))
            throw new InvalidOperationException($"/{string.Join(' ', path)} cannot be run itself; it has {Names(options)}.");

        var filled = Fill(options, values, focused, resolving, typed);

        foreach (var level in Enumerable.Reverse(inner))
        {
            level["options"] = filled;
            filled = [level];
        }

        var data = new JsonObject { ["id"] = (string)command["id"]!, ["name"] = path[0], ["type"] = 1, ["options"] = filled };

        if (command["guild_id"] is { } guild)
            data["guild_id"] = guild.DeepClone();

        resolving.AddTo(data);
        return data;
    }

    public static JsonObject OnMessage(DiscordUser user, string entry, DiscordMessage message) => OnTarget(user, entry, 3, message.Id, message);

    public static JsonObject OnUser(DiscordUser user, string entry, DiscordAccount account) => OnTarget(user, entry, 2, account.Id, account);

    private static JsonObject OnTarget(DiscordUser user, string entry, int type, string target, object thing)
    {
        var resolving = new Resolving(user);
        resolving.Of(thing);
        var data = new JsonObject { ["id"] = (string)Find(user, entry, type)["id"]!, ["name"] = entry, ["type"] = type, ["target_id"] = target };
        resolving.AddTo(data);
        return data;
    }

    private static JsonObject Find(DiscordUser user, string name, int type)
    {
        var there = user.Server.Commands.Where(command => ((int?)command["type"] ?? 1) == type && (user.Channel.Guild is not null || command["guild_id"] is null)).ToArray();

        return there.FirstOrDefault(command => (string?)command["name"] == name)
            ?? throw new InvalidOperationException($"There is no command {name}; there are {string.Join(", ", there.Select(command => command["name"]))}.");
    }

    private static JsonArray Fill(JsonArray options, (string Option, object Value)[] values, string? focused, Resolving resolving, string typed)
    {
        var filled = new JsonArray();

        foreach (var (name, value) in values)
        {
            var option = options.OfType<JsonObject>().FirstOrDefault(option => (string?)option["name"] == name)
                ?? throw new InvalidOperationException($"{typed} has no option {name}; it has {Names(options)}.");

            var sent = new JsonObject { ["name"] = name, ["type"] = (int)option["type"]! };
            sent["value"] = name == focused ? (JsonNode)(string)value : ValueOf(option, value, resolving);

            if (name == focused)
                sent["focused"] = (bool?)option["autocomplete"] is true ? true : throw new InvalidOperationException($"The option {name} of {typed} offers nothing.");

            filled.Add(sent);
        }

        if (focused is null && options.OfType<JsonObject>().FirstOrDefault(option => (bool?)option["required"] is true && !values.Any(value => value.Option == (string?)option["name"])) is { } missing)
            throw new InvalidOperationException($"{typed} requires {missing["name"]}.");

        return filled;
    }

    private static JsonNode ValueOf(JsonObject option, object value, Resolving resolving) => (int)option["type"]! switch
    {
        3 => Text(option, Convert.ToString(value, CultureInfo.InvariantCulture)!),
        4 => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        5 => (bool)value,
        10 => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => resolving.Of(value),
    };

    private static JsonNode Text(JsonObject option, string value)
    {
        if (option["choices"] is JsonArray { Count: > 0 } choices)
        {
            return choices.OfType<JsonObject>().FirstOrDefault(choice => (string?)choice["name"] == value || choice["value"]!.ToString() == value)?["value"]!.DeepClone()
                ?? throw new InvalidOperationException($"{option["name"]} does not offer {value}; it offers {Names(choices)}.");
        }

        return value.Length < ((int?)option["min_length"] ?? 0) || value.Length > ((int?)option["max_length"] ?? 6000)
            ? throw new InvalidOperationException($"{option["name"]} takes {option["min_length"]} to {option["max_length"]} characters.")
            : value;
    }

    private static string Names(JsonArray things) => string.Join(", ", things.OfType<JsonObject>().Select(thing => thing["name"]));
}
