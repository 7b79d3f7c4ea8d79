using System.Text.Json.Nodes;
using ChatOps.Platforms.Discord.Rest;

namespace ChatOps.Platforms.Discord.Checks;

/// <summary>What a message may be, whether the description of the API is there or not.</summary>
internal static class MessageChecks
{
    private const int ComponentsV2 = 1 << 15;
    private const int MostBytes = 10 << 20;
    private const int MostBytesInAll = 25 << 20;

    public static IEnumerable<Problem> Of(Asked asked, bool isNew) => Of(asked.Json, asked, isNew, "");

    public static IEnumerable<Problem> Of(JsonObject body, Asked asked, bool isNew, string at)
    {
        var components = body["components"] as JsonArray ?? [];
        var isV2 = ((int?)body["flags"] & ComponentsV2) > 0;

        if (Length(body["content"]) > 2000)
            yield return Problem.TooLong($"{at}content", 2000);

        if (Length(body["nonce"]) > 25)
            yield return Problem.TooLong($"{at}nonce", 25);

        if (isV2 && (Length(body["content"]) > 0 || body["embeds"] is JsonArray { Count: > 0 } || body["poll"] is not null))
            yield return new(at, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "Content and embeds do not go with components v2");

        if (isNew && Length(body["content"]) is 0 && components.Count is 0 && body["embeds"] is not JsonArray { Count: > 0 } && asked.Files.Count is 0)
            yield return new(at, "50006", "Cannot send an empty message");

        if (body["allowed_mentions"] is null)
            yield return new($"{at}allowed_mentions", "OUR_OWN_RULE", "It does not say whom it may notify");
        else if (body["allowed_mentions"]!["parse"] is JsonArray parse && parse.Any(kind => (string?)kind is "users") && body["allowed_mentions"]!["users"] is JsonArray { Count: > 0 })
            yield return new($"{at}allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", "parse:[\"users\"] and users: [ids...] are mutually exclusive.");

        foreach (var problem in Embeds(body, at).Concat(Attachments(body, asked, at)).Concat(ComponentChecks.Of(components, isV2, asked, $"{at}components")))
            yield return problem;
    }

    public static IEnumerable<Problem> OfName(JsonObject body) =>
        body.ContainsKey("name") && Length(body["name"]) is 0 or > 100 ? [new("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")] : [];

    /// <summary>In characters as people count them: a surrogate pair is one.</summary>
    public static int Length(JsonNode? node) => node is null ? 0 : node.ToString().EnumerateRunes().Count();

    private static IEnumerable<Problem> Embeds(JsonObject body, string at)
    {
        var embeds = (body["embeds"] as JsonArray ?? []).OfType<JsonObject>().ToArray();

        if (embeds.Sum(embed => Length(embed["title"]) + Length(embed["description"]) + Length(embed["footer"]?["text"]) + Length(embed["author"]?["name"]) + Fields(embed).Sum(field => Length(field["name"]) + Length(field["value"]))) > 6000)
            yield return new($"{at}embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");

        foreach (var (i, embed) in embeds.Index())
        {
            if (Length(embed["title"]) > 256 || Length(embed["description"]) > 4096 || Length(embed["footer"]?["text"]) > 2048 || Length(embed["author"]?["name"]) > 256 || Fields(embed).Count() > 25)
                yield return new($"{at}embeds.{i}", "BASE_TYPE_MAX_LENGTH", "Something is too long");

            if (Fields(embed).Any(field => Length(field["name"]) is 0 or > 256 || Length(field["value"]) is 0 or > 1024))
                yield return new($"{at}embeds.{i}.fields", "BASE_TYPE_BAD_LENGTH", "A field is empty or too long");
        }
    }

    private static IEnumerable<JsonObject> Fields(JsonObject embed) => (embed["fields"] as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<Problem> Attachments(JsonObject body, Asked asked, string at)
    {
        var listed = (body["attachments"] as JsonArray ?? []).Select(attachment => attachment?["id"]?.ToString()).ToHashSet(StringComparer.Ordinal);

        if (asked.Files.Count > 10 || asked.Files.Values.Any(file => file.Content.Length > MostBytes) || asked.Files.Values.Sum(file => (long)file.Content.Length) > MostBytesInAll)
            yield return new($"{at}attachments", "40005", "Request entity too large");

        foreach (var id in asked.Files.Keys.Where(id => !listed.Contains(id)))
            yield return new($"{at}attachments", "ATTACHMENT_NOT_LISTED", $"files[{id}] is not among the attachments");

        foreach (var id in listed.Where(id => id is { Length: < 10 } && !asked.Files.ContainsKey(id)))
            yield return new($"{at}attachments", "ATTACHMENT_NOT_FOUND", $"There is no files[{id}]");
    }
}
