using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Auditing;

/// <summary>Finds out from the present document and the facts since what it was before.</summary>
internal static class Past
{
    internal sealed record State<T>(T Document, DateTimeOffset Since, DateTimeOffset Until);

    /// <summary>The states that a document had in a time; none while it was not there.</summary>
    public static IReadOnlyList<State<T>> Of<T>(T document, IReadOnlyList<Fact> facts, DateTimeOffset from, DateTimeOffset until, Func<T, JsonObject, T> read)
        where T : class
    {
        var fields = Fields(document);
        var states = new List<State<T>>();
        var end = until;
        var isThere = true;

        foreach (var fact in facts.Reverse().Where(fact => fact.Changes is not null))
        {
            if (fact.At < end && isThere)
                states.Add(new(read(document, fields), fact.At < from ? from : fact.At, end));

            if (fact.At < from)
                return states;

            isThere = TakeBack(fields, fact.Changes!);
            end = fact.At < end ? fact.At : end;
        }

        if (isThere && end > from)
            states.Add(new(read(document, fields), from, end));

        return states;
    }

    private static JsonObject Fields<T>(T document) => document switch
    {
        Queue queue => new() { ["members"] = new JsonArray([.. queue.Members.Select(member => (JsonNode)member)]), ["restricted"] = queue.Restricted },
        Person person => new() { ["roles"] = person.Roles.ToString(), ["active"] = person.Active },
        _ => [],
    };

    /// <returns>Whether the document was there before.</returns>
    private static bool TakeBack(JsonObject fields, string changes)
    {
        using var json = JsonDocument.Parse(changes);

        foreach (var (name, value) in json.RootElement.EnumerateObject().Select(field => (field.Name, field.Value)))
        {
            if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty("added", out var added))
                fields[name] = fields[name] is JsonArray list ? new JsonArray([.. list.SkipLast(added.GetArrayLength()).Select(item => item?.DeepClone())]) : null;
            else if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() is 2)
                fields[name] = JsonNode.Parse(value[0].GetRawText());
        }

        return !json.RootElement.TryGetProperty("id", out var id) || id.ValueKind is not JsonValueKind.Array || id[0].ValueKind is not JsonValueKind.Null;
    }
}
