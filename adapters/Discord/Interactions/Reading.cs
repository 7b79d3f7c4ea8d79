using System.Globalization;
using System.Text.Json;
using ChatOps.Commands;
using ChatOps.Discord.Commands;
using ChatOps.Discord.Modals;
using ChatOps.Discord.People;
using ChatOps.Discord.Wire;
using ChatOps.Documents;
using ChatOps.People;
using Attachment = ChatOps.Discord.Wire.Attachment;

namespace ChatOps.Discord.Interactions;

/// <summary>Reads what was filled into options and forms. It decides nothing: whether the values will do is for the core to say.</summary>
internal sealed class Reading(IStore store, Staging staging, Catalog catalog)
{
    public Staging Staging => staging;

    private static readonly char[] Separators = [',', '\n'];

    /// <summary>The command that the path of a slash command means, and its options.</summary>
    public (CommandSpec Spec, IReadOnlyList<InteractionOption> Options)? Path(InteractionData data)
    {
        var options = data.Options ?? [];
        string? verb = null;

        while (options is [{ Type: ApplicationCommandOptionType.Subcommand or ApplicationCommandOptionType.SubcommandGroup } inner])
            (verb, options) = (inner.Name, inner.Options ?? []);

        return CommandList.Find(catalog, data.Name ?? "", verb) is { } spec ? (spec, options) : null;
    }

    /// <summary>What was typed into the options and chosen.</summary>
    /// <returns>Null: there are files, which have to be fetched.</returns>
    public static Arguments? Options(CommandSpec spec, IReadOnlyList<InteractionOption> options) =>
        options.Any(option => option.Type is ApplicationCommandOptionType.Attachment) ? null : options.Aggregate(Arguments.None, (all, option) =>
            spec.Field(CommandOptions.FieldOf(option.Name)) is { } field ? all.With(field.Name, [.. all.All(field.Name), .. Typed(field, option)]) : all);

    /// <summary>Somebody ticked that they want to say more than the form asked for.</summary>
    public static bool WantsMore(InteractionData data) =>
        (data.Components ?? []).Any(label => label.Input is { CustomId: FormModal.More, Value: { } value } && Text(value) is "yes");

    /// <summary>The fields that a modal asked for.</summary>
    public static IEnumerable<string> Asked(InteractionData data) => (data.Components ?? []).Select(label => label.Input?.CustomId).OfType<string>();

    public async Task<Arguments> Options(CommandSpec spec, IReadOnlyList<InteractionOption> options, InteractionData data, Person by, CancellationToken cancellation)
    {
        var arguments = Arguments.None;

        foreach (var option in options)
        {
            if (spec.Field(CommandOptions.FieldOf(option.Name)) is not { } field)
                continue;

            IReadOnlyList<string> values = option.Type is ApplicationCommandOptionType.Attachment
                ? await Files([option.Text!], data, by, cancellation)
                : Typed(field, option);

            arguments = arguments.With(field.Name, [.. arguments.All(field.Name), .. values]);
        }

        return arguments;
    }

    /// <summary>What a modal holds now: what was left empty takes back what stood there before.</summary>
    public async Task<Arguments> Inputs(string command, InteractionData data, Person by, CancellationToken cancellation)
    {
        var arguments = Arguments.None;

        foreach (var input in (data.Components ?? []).Select(label => label.Input).OfType<SubmittedComponent>().Where(input => input.CustomId is not (null or FormModal.More)))
            arguments = arguments.With(input.CustomId!, await Values(input, catalog.Find(command)?.Field(input.CustomId!), data, by, cancellation));

        return arguments;
    }

    private async Task<IReadOnlyList<string>> Values(SubmittedComponent input, Field? field, InteractionData data, Person by, CancellationToken cancellation) => input.Type switch
    {
        ComponentType.FileUpload => await Files(input.Values ?? [], data, by, cancellation),
        ComponentType.UserSelect => await People(input.Values ?? [], data, cancellation),
        ComponentType.StringSelect or ComponentType.CheckboxGroup => input.Values ?? [],
        ComponentType.RadioGroup => input.Value is { } chosen && Text(chosen) is { Length: > 0 } one ? [one] : [],
        _ => Split(field, input.Value is { } value && Text(value) is { } text && !string.IsNullOrWhiteSpace(text) ? [text] : []),
    };

    private async Task<IReadOnlyList<string>> Files(IReadOnlyList<string> ids, InteractionData data, Person by, CancellationToken cancellation)
    {
        var attachments = ids.Select(id => data.Resolved?.Attachments?.GetValueOrDefault(id)).OfType<Attachment>();
        return [.. (await staging.Take(attachments, by, cancellation)).Select(file => file.ToString())];
    }

    // Somebody whom the bot has not met is told by the name that they have there.
    private async Task<IReadOnlyList<string>> People(IReadOnlyList<string> ids, InteractionData data, CancellationToken cancellation)
    {
        var people = new List<string>();

        foreach (var id in ids)
        {
            people.Add(await store.Get(IdentityLink.Kind, Callers.IdentityOf(id).ToString(), cancellation) is { Body: var link }
                ? $"person:{link.Person}"
                : data.Resolved?.Users?.GetValueOrDefault(id) is { } user ? user.GlobalName ?? user.Username : id);
        }

        return people;
    }

    private static IReadOnlyList<string> Typed(Field field, InteractionOption option) =>
        Split(field, option.Value is { } value && Text(value) is { Length: > 0 } text ? [text] : []);

    private static IReadOnlyList<string> Split(Field? field, IReadOnlyList<string> values) =>
        field is { Several: true } && values is [var joined] ? joined.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : values;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDecimal().ToString("0.############", CultureInfo.InvariantCulture),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => null,
    };
}
