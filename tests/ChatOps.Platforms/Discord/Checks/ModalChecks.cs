using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord.Checks;

/// <summary>What a form may be.</summary>
internal static class ModalChecks
{
    public static IEnumerable<Problem> Of(JsonObject modal, string at)
    {
        var parts = (modal["components"] as JsonArray ?? []).OfType<JsonObject>().ToArray();

        if (MessageChecks.Length(modal["custom_id"]) is 0 or > 100)
            yield return new($"{at}custom_id", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.");

        if (MessageChecks.Length(modal["title"]) is 0 or > 45)
            yield return new($"{at}title", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 45 in length.");

        if (parts.Length is 0 or > 5)
            yield return new($"{at}components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");

        foreach (var again in parts.Select(part => (string?)part["component"]?["custom_id"]).OfType<string>().GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return new($"{at}components", "COMPONENT_CUSTOM_ID_DUPLICATED", $"Component custom id {again.Key} cannot be duplicated");

        foreach (var problem in parts.Index().SelectMany(pair => OfPart(pair.Item, $"{at}components.{pair.Index}")))
            yield return problem;
    }

    private static IEnumerable<Problem> OfPart(JsonObject part, string at)
    {
        if (Parts.TypeOf(part) is 10)
            return MessageChecks.Length(part["content"]) is 0 or > 4000 ? [new($"{at}.content", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 4000 in length.")] : [];

        if (Parts.TypeOf(part) is not 18 || part["component"] is not JsonObject input)
            return [new(at, "COMPONENT_TYPE_INVALID", "Labels and texts stand in a form")];

        return OfLabel(part, at).Concat(OfInput(input, $"{at}.component"));
    }

    private static IEnumerable<Problem> OfLabel(JsonObject label, string at)
    {
        if (MessageChecks.Length(label["label"]) is 0 or > 45)
            yield return new($"{at}.label", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 45 in length.");

        if (MessageChecks.Length(label["description"]) > 100)
            yield return Problem.TooLong($"{at}.description", 100);
    }

    private static IEnumerable<Problem> OfInput(JsonObject input, string at)
    {
        if (input["disabled"] is not null)
            yield return new($"{at}.disabled", "UNKNOWN_FIELD", "Nothing in a form is disabled");

        if ((int?)input["min_values"] is 0 && (bool?)input["required"] is not false)
            yield return new($"{at}.min_values", "INVALID", "None may be chosen only where nothing is required");

        var problems = Parts.TypeOf(input) switch
        {
            4 => OfText(input, at),
            3 or 5 or 6 or 7 or 8 => SelectChecks.Of(input, at),
            19 => (int?)input["max_values"] > 10 || (int?)input["min_values"] > 10 ? [new(at, "BASE_TYPE_BAD_LENGTH", "At most 10 files")] : [],
            21 => SelectChecks.Of(input, at, 2, 10),
            22 => SelectChecks.Of(input, at, 1, 10),
            23 => MessageChecks.Length(input["custom_id"]) is 0 or > 100 ? [new($"{at}.custom_id", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")] : [],
            var type => [new(at, "COMPONENT_TYPE_INVALID", $"{type} does not stand in a label")],
        };

        foreach (var problem in problems)
            yield return problem;
    }

    private static IEnumerable<Problem> OfText(JsonObject input, string at)
    {
        if (MessageChecks.Length(input["custom_id"]) is 0 or > 100)
            yield return new($"{at}.custom_id", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.");

        if (input["label"] is not null)
            yield return new($"{at}.label", "INVALID", "The label around it says what it is");

        if ((int?)input["style"] is not (1 or 2))
            yield return new($"{at}.style", "BASE_TYPE_CHOICES", "Must be 1 or 2");

        if (MessageChecks.Length(input["placeholder"]) > 100)
            yield return Problem.TooLong($"{at}.placeholder", 100);

        var (least, most) = ((int?)input["min_length"] ?? 0, (int?)input["max_length"] ?? 4000);

        if (least is < 0 or > 4000 || most is < 1 or > 4000 || least > most)
            yield return new(at, "NUMBER_TYPE_RANGE", "min_length is 0 to 4000, max_length 1 to 4000");

        if (MessageChecks.Length(input["value"]) is var length && input["value"] is not null && length > 0 && (length > most || length < least))
            yield return new($"{at}.value", "BASE_TYPE_BAD_LENGTH", $"Must be between {least} and {most} in length.");
    }
}
