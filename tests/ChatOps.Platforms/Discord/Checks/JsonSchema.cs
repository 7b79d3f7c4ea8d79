using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChatOps.Platforms.Discord.Checks;

/// <summary>As much of JSON Schema as the description of the API uses; fields that it does not name are wrong too.</summary>
internal sealed class JsonSchema(JsonObject document)
{
    // A bit set is text in the documentation and in every library, and a number in the description.
    private static readonly string[] Excepted = ["default_member_permissions"];

    public List<Problem> Check(JsonObject schema, JsonNode? value, string path = "") =>
        schema["$ref"] is { } reference ? Check(Target((string)reference!), value, path)
        : Alternatives(schema) is { } alternatives ? Best(alternatives, value, path)
        : [.. (schema["allOf"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(part => Check(part, value, path)), .. CheckOne(schema, value, path)];

    private static JsonArray? Alternatives(JsonObject schema) =>
        schema["oneOf"] as JsonArray is { } one && one.Any(part => part?["const"] is null) ? one : schema["anyOf"] as JsonArray;

    private JsonObject Target(string reference) => reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode)document, (node, part) => node[part]!).AsObject();

    // The one that was meant is the one with the fewest things wrong; a wrong type counts most.
    private List<Problem> Best(JsonArray alternatives, JsonNode? value, string path) => alternatives.OfType<JsonObject>()
        .Select(part => Check(part, value, path))
        .OrderBy(problems => problems.Sum(problem => problem.Path == path || problem.Path == Under(path, "type") ? 100 : 1))
        .First();

    private IEnumerable<Problem> CheckOne(JsonObject schema, JsonNode? value, string path)
    {
        if (schema["type"] is { } type && !Types(type).Any(name => IsA(name, value)))
            return [new(path, "BASE_TYPE", $"Is {value?.ToJsonString() ?? "null"} and must be {string.Join(" or ", Types(type))}")];

        if (schema["enum"] is JsonArray values && !values.Any(one => JsonNode.DeepEquals(one, value)))
            return [new(path, "BASE_TYPE_CHOICES", $"Is {value?.ToJsonString()} and must be one of {values.ToJsonString()}")];

        return value switch
        {
            JsonObject json => CheckObject(schema, json, path),
            JsonArray list => CheckArray(schema, list, path),
            JsonValue one => CheckValue(schema, one, path),
            _ => [],
        };
    }

    private IEnumerable<Problem> CheckObject(JsonObject schema, JsonObject value, string path)
    {
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(name => (string)name!).Where(name => !value.ContainsKey(name)))
            yield return new(Under(path, name), "BASE_TYPE_REQUIRED", "This field is required");

        if (schema["properties"] is not JsonObject properties && schema["additionalProperties"] is null)
            yield break;

        foreach (var (name, field) in value.Where(pair => !Excepted.Contains(pair.Key)))
        {
            var known = schema["properties"]?[name] as JsonObject ?? schema["additionalProperties"] as JsonObject;

            if (known is null)
                yield return new(Under(path, name), "UNKNOWN_FIELD", "There is no such field");
            else
            {
                foreach (var problem in Check(known, field, Under(path, name)))
                    yield return problem;
            }
        }

        if (value.Count > ((int?)schema["maxProperties"] ?? int.MaxValue))
            yield return new(path, "BASE_TYPE_MAX_LENGTH", "There are too many");
    }

    private IEnumerable<Problem> CheckArray(JsonObject schema, JsonArray value, string path)
    {
        if (value.Count > ((int?)schema["maxItems"] ?? int.MaxValue) || value.Count < ((int?)schema["minItems"] ?? 0))
            yield return new(path, "BASE_TYPE_BAD_LENGTH", $"Must be between {schema["minItems"] ?? 0} and {schema["maxItems"]} in length, and is {value.Count}");

        if (schema["items"] is not JsonObject items)
            yield break;

        for (var i = 0; i < value.Count; i++)
        {
            foreach (var problem in Check(items, value[i], Under(path, i.ToString(CultureInfo.InvariantCulture))))
                yield return problem;
        }
    }

    private static IEnumerable<Problem> CheckValue(JsonObject schema, JsonValue value, string path)
    {
        if (value.GetValueKind() is JsonValueKind.String && (string)value! is var text)
        {
            var length = new StringInfo(text).LengthInTextElements <= text.Length ? text.EnumerateRunes().Count() : text.Length;

            if (length > ((int?)schema["maxLength"] ?? int.MaxValue) || length < ((int?)schema["minLength"] ?? 0))
                yield return new(path, "BASE_TYPE_BAD_LENGTH", $"Must be between {schema["minLength"] ?? 0} and {schema["maxLength"]} in length, and is {length}");

            if (schema["pattern"] is { } pattern && !Regex.IsMatch(text, (string)pattern!, RegexOptions.None, TimeSpan.FromSeconds(1)))
                yield return new(path, "STRING_TYPE_REGEX", $"Does not match {pattern}");
        }

        if (value.GetValueKind() is JsonValueKind.Number && value.GetValue<double>() is var number && (number > Number(schema["maximum"], double.MaxValue) || number < Number(schema["minimum"], double.MinValue)))
            yield return new(path, "NUMBER_TYPE_RANGE", $"Must be between {schema["minimum"]} and {schema["maximum"]}");
    }

    private static double Number(JsonNode? node, double otherwise) => node is null ? otherwise : double.Parse(node.ToString(), CultureInfo.InvariantCulture);

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray many ? many.Select(one => (string)one!) : [(string)type!];

    private static bool IsA(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => double.IsInteger(value!.GetValue<double>()),
        _ => false,
    };

    private static string Under(string path, string name) => path is "" ? name : $"{path}.{name}";
}
