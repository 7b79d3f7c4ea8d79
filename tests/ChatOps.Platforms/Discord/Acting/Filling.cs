using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord.Acting;

/// <summary>What a client sends of a form, after it has checked what was typed.</summary>
internal static class Filling
{
    public static JsonObject Data(DiscordUser user, Exchange exchange, (string Field, object Value)[] values)
    {
        var form = exchange.Modal ?? throw new InvalidOperationException("No form is open.");
        var resolving = new Resolving(user);
        var sent = new JsonArray();
        var used = new HashSet<string>(StringComparer.Ordinal);

        foreach (var part in form["components"]!.AsArray().OfType<JsonObject>())
        {
            if (part["component"] is not JsonObject input)
                continue;

            var given = values.Where(value => value.Field == (string?)part["label"] || value.Field == (string?)input["custom_id"]).ToArray();
            used.UnionWith(given.Select(value => value.Field));
            sent.Add(new JsonObject { ["type"] = 18, ["component"] = Filled(input, given is [] ? null : given[0].Value, resolving) });
        }

        if (values.FirstOrDefault(value => !used.Contains(value.Field)) is { Field: { } unknown })
            throw new InvalidOperationException($"The form has no {unknown}; it has {string.Join(", ", exchange.Form)}.");

        var data = new JsonObject { ["custom_id"] = (string)form["custom_id"]!, ["components"] = sent };
        resolving.AddTo(data);
        return data;
    }

    private static JsonObject Filled(JsonObject input, object? value, Resolving resolving)
    {
        var sent = new JsonObject { ["type"] = Parts.TypeOf(input), ["custom_id"] = (string)input["custom_id"]! };

        switch (Parts.TypeOf(input))
        {
            case 4:
                sent["value"] = Typed(input, (string?)value ?? (string?)input["value"] ?? "");
                break;
            case 21:
                sent["value"] = (value is null ? Before(input) : Pressing.Chosen(input, [value], resolving)).FirstOrDefault()?.DeepClone();
                break;
            case 23:
                sent["value"] = (bool?)value ?? (bool?)input["default"] ?? false;
                break;
            default:
                sent["values"] = value is null ? Before(input) : Pressing.Chosen(input, value is IEnumerable<object> many ? many : [value], resolving);
                break;
        }

        return sent;
    }

    private static string Typed(JsonObject input, string text)
    {
        var isRequired = (bool?)input["required"] is not false;

        if (text.Length is 0 ? isRequired : text.Length < ((int?)input["min_length"] ?? 0) || text.Length > ((int?)input["max_length"] ?? 4000))
            throw new InvalidOperationException($"{input["custom_id"]} does not take \"{text}\".");

        return text;
    }

    private static JsonArray Before(JsonObject input)
    {
        JsonArray before = input["options"] is JsonArray options
            ? [.. options.OfType<JsonObject>().Where(option => (bool?)option["default"] is true).Select(option => option["value"]!.DeepClone())]
            : [.. (input["default_values"] as JsonArray ?? []).OfType<JsonObject>().Select(value => value["id"]!.DeepClone())];

        return before.Count is 0 && (bool?)input["required"] is not false && (int?)input["min_values"] is not 0
            ? throw new InvalidOperationException($"{input["custom_id"]} is required.")
            : before;
    }
}
