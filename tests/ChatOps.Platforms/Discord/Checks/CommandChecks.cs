using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChatOps.Platforms.Discord.Checks;

/// <summary>What commands may be.</summary>
internal static partial class CommandChecks
{
    private static readonly string[] Locales =
    [
        "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
    ];

    public static IEnumerable<Problem> Of(JsonNode? body)
    {
        var commands = (body as JsonArray ?? []).OfType<JsonObject>().ToArray();

        foreach (var (type, most) in new[] { (1, 100), (2, 15), (3, 15) })
        {
            if (commands.Count(command => TypeOf(command) == type) > most)
                yield return new("", "30032", $"More than {most} commands of type {type}");
        }

        foreach (var again in commands.GroupBy(command => (TypeOf(command), (string?)command["name"])).Where(group => group.Count() > 1))
            yield return new("", "APPLICATION_COMMANDS_DUPLICATE_NAME", $"There are two commands {again.Key}");

        foreach (var problem in commands.Index().SelectMany(pair => OfCommand(pair.Item, $"{pair.Index}")))
            yield return problem;
    }

    private static int TypeOf(JsonObject command) => (int?)command["type"] ?? 1;

    private static IEnumerable<Problem> OfCommand(JsonObject command, string at)
    {
        if (TypeOf(command) is not 1)
        {
            if (MessageChecks.Length(command["name"]) is 0 or > 32 || MessageChecks.Length(command["description"]) > 0 || command["options"] is JsonArray { Count: > 0 })
                yield return new(at, "INVALID", "An entry of a context menu is a name of 1 to 32 characters, without a description and options");

            yield break;
        }

        if (Size(command) > 8000)
            yield return new(at, "APPLICATION_COMMAND_TOO_LARGE", $"It has {Size(command)} characters in all, and 8000 are taken");

        foreach (var problem in OfText(command, at).Concat(OfOptions(command, at, depth: 0)))
            yield return problem;
    }

    // The longest of all languages counts.
    private static int Size(JsonObject part)
    {
        int Longest(string name) => new[] { part[name] }.Concat((part[$"{name}_localizations"] as JsonObject ?? []).Select(pair => pair.Value)).Max(MessageChecks.Length);

        return Longest("name") + Longest("description") + MessageChecks.Length(part["value"])
            + Nested(part, "options").Sum(Size) + Nested(part, "choices").Sum(Size);
    }

    private static IEnumerable<JsonObject> Nested(JsonObject part, string name) => (part[name] as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<Problem> OfText(JsonObject part, string at)
    {
        foreach (var name in Said(part, "name", at))
        {
            if (!Name().IsMatch(name.Text) || name.Text.Any(char.IsUpper))
                yield return new(name.At, "APPLICATION_COMMAND_INVALID_NAME", $"\"{name.Text}\" is no name");
        }

        foreach (var description in Said(part, "description", at).DefaultIfEmpty((Text: "", At: $"{at}.description")))
        {
            if (description.Text.EnumerateRunes().Count() is 0 or > 100)
                yield return new(description.At, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.");
        }

        foreach (var locale in new[] { "name", "description" }.SelectMany(name => part[$"{name}_localizations"] as JsonObject ?? []).Select(pair => pair.Key).Where(locale => !Locales.Contains(locale)))
            yield return new(at, "APPLICATION_COMMANDS_UNKNOWN_LOCALE", $"{locale} is no language of Discord");
    }

    private static IEnumerable<(string Text, string At)> Said(JsonObject part, string name, string at)
    {
        if (part[name] is { } text)
            yield return (text.ToString(), $"{at}.{name}");

        foreach (var (locale, translated) in part[$"{name}_localizations"] as JsonObject ?? [])
            yield return (translated?.ToString() ?? "", $"{at}.{name}_localizations.{locale}");
    }

    private static IEnumerable<Problem> OfOptions(JsonObject part, string at, int depth)
    {
        var options = Nested(part, "options").ToArray();
        var types = options.Select(option => (int?)option["type"] ?? 0).ToArray();

        if (options.Length > 25)
            yield return new($"{at}.options", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");

        if (types.Any(type => type is 1 or 2) && types.Any(type => type > 2))
            yield return new($"{at}.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands and options do not mix");

        if (types.Any(type => (type is 2 && depth > 0) || (type is 1 && depth > 1)))
            yield return new($"{at}.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A command has groups, a group has sub-commands, and no more");

        if (options.Select(option => (string?)option["name"]).Distinct(StringComparer.Ordinal).Count() < options.Length)
            yield return new($"{at}.options", "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Two options have one name");

        if (options.SkipWhile(option => (bool?)option["required"] is true).Any(option => (bool?)option["required"] is true))
            yield return new($"{at}.options", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options stand before others");

        foreach (var (i, option) in options.Index())
        {
            foreach (var problem in OfText(option, $"{at}.options.{i}").Concat(OfChoices(option, $"{at}.options.{i}")).Concat(OfOptions(option, $"{at}.options.{i}", types[i] is 1 ? 2 : depth + 1)))
                yield return problem;
        }
    }

    private static IEnumerable<Problem> OfChoices(JsonObject option, string at)
    {
        var choices = Nested(option, "choices").ToArray();

        if (choices.Length > 25)
            yield return new($"{at}.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");

        if (choices is not [] && (bool?)option["autocomplete"] is true)
            yield return new($"{at}.autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "Choices are offered or looked up, not both");

        if (choices.Any(choice => MessageChecks.Length(choice["name"]) is 0 or > 100 || MessageChecks.Length(choice["value"]) is 0 or > 100))
            yield return new($"{at}.choices", "BASE_TYPE_BAD_LENGTH", "A choice has a name and a value of 1 to 100 characters");
    }

    [GeneratedRegex(@"^[-_'\p{L}\p{N}\p{M}]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
