using System.Text.Json.Nodes;

namespace ChatOps.Tests.Teams.Drawing;

/// <summary>
/// The schema that was made from the official types of Teams cards, where this repository lies beside it; elsewhere our own
/// checks stand alone. A union is read by the type of the element, since trying every member at every depth takes for ever.
/// </summary>
internal static class TeamsSchema
{
    private static readonly Lazy<JsonObject?> Root = new(() => Load("teams-cards.schema.json"));

    public static bool IsHere => Root.Value is not null;

    public static IReadOnlyList<string> Errors(JsonNode card)
    {
        var errors = new List<string>();

        if (Root.Value is { } root)
            Check(card, root, "", errors);

        return errors;
    }

    public static JsonObject? Load(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "spec", name);

            if (File.Exists(file))
                return JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        }

        return null;
    }

    private static void Check(JsonNode? value, JsonObject schema, string at, List<string> errors)
    {
        if ((string?)schema["$ref"] is { } reference)
            Check(value, Root.Value!["definitions"]![reference.Split('/')[^1]]!.AsObject(), at, errors);
        else if (schema["anyOf"] is JsonArray union)
            CheckUnion(value, [.. union.Select(member => member!.AsObject())], at, errors);
        else if (schema["const"] is { } only && !JsonNode.DeepEquals(only, value))
            errors.Add($"{at}: {value?.ToJsonString()} is not {only}");
        else if (schema["enum"] is JsonArray list && !list.Any(item => JsonNode.DeepEquals(item, value)))
            errors.Add($"{at}: {value?.ToJsonString()} is none of {list.ToJsonString()}");
        else if (schema["type"] is { } type && !Types(type).Any(name => Is(value, name)))
            errors.Add($"{at}: {value?.ToJsonString()} is no {type}");
        else if (value is JsonArray items && schema["items"] is JsonObject each)
            Each(items, each, at, errors);
        else if (value is JsonObject element && schema["properties"] is JsonObject properties)
            CheckObject(element, schema, properties, at, errors);
    }

    private static void Each(JsonArray items, JsonObject each, string at, List<string> errors)
    {
        for (var i = 0; i < items.Count; i++)
            Check(items[i], each, $"{at}[{i}]", errors);
    }

    private static void CheckObject(JsonObject element, JsonObject schema, JsonObject properties, string at, List<string> errors)
    {
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(name => (string)name!).Where(name => !element.ContainsKey(name)))
            errors.Add($"{at}: {name} is missing");

        foreach (var (name, inner) in element)
        {
            if (properties[name] is JsonObject known)
                Check(inner, known, $"{at}.{name}", errors);
            else if (schema["additionalProperties"] is JsonValue allowed && !(bool)allowed)
                errors.Add($"{at}.{name}: {(string?)element["type"]} has no such property");
        }
    }

    private static void CheckUnion(JsonNode? value, IReadOnlyList<JsonObject> members, string at, List<string> errors)
    {
        var type = value is JsonObject element ? (string?)element["type"] : null;
        var fitting = members.SelectMany(Flat).Where(member => type is null || TypeOf(member) is not { } named || named == type).ToArray();
        var tries = fitting.Select(member =>
        {
            var found = new List<string>();
            Check(value, member, at, found);
            return found;
        }).ToArray();

        if (tries is [])
            errors.Add($"{at}: there is no {type} here");
        else if (tries.All(found => found.Count > 0))
            errors.AddRange(tries.MinBy(found => found.Count)!);
    }

    private static IEnumerable<JsonObject> Flat(JsonObject member)
    {
        var resolved = (string?)member["$ref"] is { } reference ? Root.Value!["definitions"]![reference.Split('/')[^1]]!.AsObject() : member;
        return resolved["anyOf"] is JsonArray inner ? inner.SelectMany(one => Flat(one!.AsObject())) : [resolved];
    }

    private static string? TypeOf(JsonObject member) => (string?)member["properties"]?["type"]?["const"];

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(one => (string)one!) : [(string)type!];

    private static bool Is(JsonNode? value, string type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() is System.Text.Json.JsonValueKind.String,
        "number" or "integer" => value?.GetValueKind() is System.Text.Json.JsonValueKind.Number,
        "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        _ => value is null,
    };
}
