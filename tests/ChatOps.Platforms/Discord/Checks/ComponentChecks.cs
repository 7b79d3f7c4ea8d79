using System.Text.Json.Nodes;
using ChatOps.Platforms.Discord.Rest;

namespace ChatOps.Platforms.Discord.Checks;

/// <summary>What the components of a message may be.</summary>
internal static class ComponentChecks
{
    private static readonly int[] OnlyV2 = [9, 10, 11, 12, 13, 14, 17];
    private static readonly int[] AtTheTop = [1, 9, 10, 12, 13, 14, 17];
    private static readonly int[] InContainers = [1, 9, 10, 12, 13, 14];

    public static IEnumerable<Problem> Of(JsonArray components, bool isV2, Asked asked, string at)
    {
        var all = Parts.Located(components, at).ToArray();

        if (isV2 && all.Length > 40)
            yield return new(at, "BASE_TYPE_MAX_LENGTH", $"There are {all.Length} components, and 40 are taken");

        if (!isV2 && components.Count > 5)
            yield return new(at, "BASE_TYPE_MAX_LENGTH", "There are more than 5 action rows");

        if (all.Sum(found => Parts.TypeOf(found.Part) is 10 ? MessageChecks.Length(found.Part["content"]) : 0) > 4000)
            yield return new(at, "BASE_TYPE_MAX_LENGTH", "All texts together have more than 4000 characters");

        foreach (var again in all.Select(found => (string?)found.Part["custom_id"]).OfType<string>().GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return new(at, "COMPONENT_CUSTOM_ID_DUPLICATED", $"Component custom id {again.Key} cannot be duplicated");

        foreach (var (i, part) in components.Index())
        {
            if (!(isV2 ? AtTheTop : [1]).Contains(Parts.TypeOf(part!.AsObject())))
                yield return new($"{at}.{i}", "COMPONENT_TYPE_INVALID", $"{part["type"]} does not stand there");
        }

        foreach (var problem in all.SelectMany(found => OfPart(found.Part, found.Path, isV2).Concat(References(found.Part, found.Path, asked))))
            yield return problem;
    }

    private static IEnumerable<Problem> OfPart(JsonObject part, string at, bool isV2) => Parts.TypeOf(part) switch
    {
        var type when OnlyV2.Contains(type) && !isV2 => [new(at, "COMPONENT_TYPE_INVALID", $"{type} needs the flag of components v2")],
        1 => Row(part, at),
        2 => Button(part, at),
        3 or 5 or 6 or 7 or 8 => SelectChecks.Of(part, at),
        9 => Children(part, at, 1, 3, [10], hasAccessory: true),
        10 => MessageChecks.Length(part["content"]) is 0 or > 4000 ? [new($"{at}.content", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 4000 in length.")] : [],
        11 or 13 => [],
        12 => (part["items"] as JsonArray)?.Count is null or 0 or > 10 ? [new($"{at}.items", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 10 in length.")] : [],
        14 => [],
        17 => Children(part, at, 1, 40, InContainers, hasAccessory: false),
        var type => [new(at, "COMPONENT_TYPE_INVALID", $"{type} is no component of a message")],
    };

    private static IEnumerable<Problem> Row(JsonObject row, string at)
    {
        var types = (row["components"] as JsonArray ?? []).OfType<JsonObject>().Select(Parts.TypeOf).ToArray();

        if (!(types is { Length: >= 1 and <= 5 } && types.All(type => type is 2)) && types is not [3 or 5 or 6 or 7 or 8])
            yield return new($"{at}.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A row holds 1 to 5 buttons or one select");
    }

    private static IEnumerable<Problem> Button(JsonObject button, string at)
    {
        var style = (int?)button["style"];

        if (style is not (>= 1 and <= 5))
            yield return new($"{at}.style", "BASE_TYPE_CHOICES", "Must be 1 to 5");

        if (MessageChecks.Length(button["label"]) > 80 || (MessageChecks.Length(button["label"]) is 0 && button["emoji"] is null))
            yield return new($"{at}.label", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 80 in length.");

        if (style is 5 ? button["custom_id"] is not null || MessageChecks.Length(button["url"]) is 0 or > 512 : button["url"] is not null || MessageChecks.Length(button["custom_id"]) is 0 or > 100)
            yield return new(at, "BASE_TYPE_BAD_LENGTH", "A link has a url of 1 to 512 characters, every other button a custom_id of 1 to 100");
    }

    private static IEnumerable<Problem> Children(JsonObject part, string at, int least, int most, int[] types, bool hasAccessory)
    {
        var children = (part["components"] as JsonArray ?? []).OfType<JsonObject>().ToArray();

        if (children.Length < least || children.Length > most || children.Any(child => !types.Contains(Parts.TypeOf(child))))
            yield return new($"{at}.components", "COMPONENT_TYPE_INVALID", $"{least} to {most} of {string.Join(", ", types)} stand there");

        if (hasAccessory != part["accessory"] is JsonObject accessory || (hasAccessory && Parts.TypeOf((JsonObject)part["accessory"]!) is not (2 or 11)))
            yield return new($"{at}.accessory", "COMPONENT_TYPE_INVALID", "A section has a button or a thumbnail beside it");
    }

    // Then it may be one that stands there.
    private static bool Changes(Asked asked) => asked.Method is "PATCH" || (asked.Body as JsonObject)?["type"] is JsonValue type && type.TryGetValue(out int number) && number is 7;

    private static IEnumerable<Problem> References(JsonObject part, string at, Asked asked)
    {
        var urls = new[] { part["media"], part["file"] }.Concat((part["items"] as JsonArray ?? []).Select(item => item?["media"])).OfType<JsonObject>().Select(media => (string?)media["url"]);

        foreach (var url in urls)
        {
            if (url?.StartsWith("attachment://", StringComparison.Ordinal) is true ? !asked.Files.Values.Any(file => file.Name == url["attachment://".Length..]) && !Changes(asked) : Parts.TypeOf(part) is 13 || !Uri.TryCreate(url, UriKind.Absolute, out _))
                yield return new(at, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", $"There is no {url}");
        }
    }
}
