using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord.Checks;

/// <summary>What a select menu, a radio group or a group of checkboxes may be.</summary>
internal static class SelectChecks
{
    public static IEnumerable<Problem> Of(JsonObject select, string at, int leastOptions = 1, int mostOptions = 25)
    {
        var options = (select["options"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        var hasOptions = Parts.TypeOf(select) is 3 or 21 or 22;

        if (MessageChecks.Length(select["custom_id"]) is 0 or > 100)
            yield return new($"{at}.custom_id", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.");

        if (MessageChecks.Length(select["placeholder"]) > 150)
            yield return Problem.TooLong($"{at}.placeholder", 150);

        if (hasOptions && (options.Length < leastOptions || options.Length > mostOptions))
            yield return new($"{at}.options", "BASE_TYPE_BAD_LENGTH", $"Must be between {leastOptions} and {mostOptions} in length.");

        if (options.Any(option => MessageChecks.Length(option["label"]) is 0 or > 100 || MessageChecks.Length(option["value"]) is 0 or > 100 || MessageChecks.Length(option["description"]) > 100))
            yield return new($"{at}.options", "BASE_TYPE_BAD_LENGTH", "An option has a label and a value of 1 to 100 characters");

        if (options.Select(option => (string?)option["value"]).Distinct(StringComparer.Ordinal).Count() < options.Length)
            yield return new($"{at}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used");

        var (least, most) = ((int?)select["min_values"] ?? 1, (int?)select["max_values"] ?? 1);

        if (least is < 0 or > 25 || most is < 1 or > 25 || (least > most && select["max_values"] is not null) || (hasOptions && select["max_values"] is not null && most > options.Length))
            yield return new(at, "BASE_TYPE_BAD_LENGTH", "min_values is 0 to 25, max_values 1 to 25 and not above the number of options");

        if (options.Count(option => (bool?)option["default"] is true) > (Parts.TypeOf(select) is 22 && select["max_values"] is null ? options.Length : most))
            yield return new($"{at}.options", "SELECT_COMPONENT_TOO_MANY_DEFAULT_OPTIONS", "More are chosen than may be");
    }
}
