using System.Text.Json;

namespace ChatOps.Auditing;

/// <summary>One field of a change; what was not there is empty.</summary>
/// <param name="Grew">After is only what came to a list.</param>
internal sealed record FieldChange(string Name, string Before, string After, bool Grew)
{
    public static IEnumerable<FieldChange> In(string? changes)
    {
        if (changes is null)
            yield break;

        using var json = JsonDocument.Parse(changes);

        foreach (var field in json.RootElement.EnumerateObject())
        {
            yield return field.Value switch
            {
                { ValueKind: JsonValueKind.Array } pair when pair.GetArrayLength() is 2 => new(field.Name, Text(pair[0]), Text(pair[1]), false),
                { ValueKind: JsonValueKind.Object } grown when grown.TryGetProperty("added", out var added) => new(field.Name, "", Text(added), true),
                var other => new(field.Name, "", Text(other), false),
            };
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String) => string.Join(", ", value.EnumerateArray().Select(item => item.GetString())),
        _ => value.GetRawText(),
    };
}
