using System.Globalization;
using ChatOps.Commands;
using ChatOps.Discord.Drawing;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Commands;

/// <summary>The options of a command: its fields, with the type that Discord has for them.</summary>
internal static class CommandOptions
{
    /// <summary>Several files come one by one: <c>files</c>, <c>files-2</c>, <c>files-3</c>.</summary>
    private const int MostFiles = 3;

    // Of a text.
    private const int Longest = 6000;

    public static IReadOnlyList<ApplicationCommandOption> Of(CommandSpec spec) => [.. spec.Fields.SelectMany(Options)];

    /// <summary>The field that an option stands for.</summary>
    public static string FieldOf(string option) => option.Split('-')[0];

    private static IEnumerable<ApplicationCommandOption> Options(Field field) => field is { Kind: FieldKind.File, Several: true }
        ? Enumerable.Range(1, MostFiles).Select(n => Option(field, n is 1 ? field.Name : string.Create(CultureInfo.InvariantCulture, $"{field.Name}-{n}")))
        : [Option(field, field.Name)];

    private static ApplicationCommandOption Option(Field field, string name)
    {
        var isListed = field.Options.Count is > 0 and <= Limits.Options;
        var isText = TypeOf(field.Kind) is ApplicationCommandOptionType.String && !isListed;

        return new(TypeOf(field.Kind), name, Described.In("en", field.Prompt, Described.Longest))
        {
            DescriptionLocalizations = Described.Others(field.Prompt, Described.Longest),
            Choices = isListed ? [.. field.Options.Select(Choice)] : null,
            MaxLength = isText ? Math.Min(field.Longest, Longest) : null,
            Autocomplete = isText && (field.From is not null || field.Options is not []) ? true : null,
        };
    }

    private static ApplicationCommandChoice Choice(Option option) => ApplicationCommandChoice.Of(Described.In("en", option.Label, Described.Longest), option.Value) with
    {
        NameLocalizations = Described.Others(option.Label, Described.Longest),
    };

    private static ApplicationCommandOptionType TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Flag => ApplicationCommandOptionType.Boolean,
        FieldKind.Number => ApplicationCommandOptionType.Number,
        FieldKind.File => ApplicationCommandOptionType.Attachment,
        _ => ApplicationCommandOptionType.String,
    };
}
