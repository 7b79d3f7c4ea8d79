using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Discord.Drawing;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Modals;

/// <summary>Draws what is to be filled in as a label with a field. A value that its special field cannot show stays in a plain one, as it was typed.</summary>
internal sealed class ModalInputs(Texts texts, bool inServer)
{
    public const int Line = 1;
    public const int Paragraph = 2;

    private const int MostFiles = 10;
    private const int FewOptions = 4;

    public IEnumerable<Part> Draw(Block.Input input)
    {
        // To be changed here it would have to be cut.
        if (IsTyped(input) && Typed(input) is { Length: > Limits.TextInput })
        {
            yield return new(Shapes.Text(Limits.Fit(texts.Marked($"**{input.Label}** What stands there is too long to be changed here, and stays."), Limits.TextInput)), null);
            yield break;
        }

        var label = texts.Label(input.Label);
        var more = string.Join(" ", new[] { label.Length > Limits.ModalLabel ? label : null, Problem(input), Hint(input) }.OfType<string>());

        if (more.Length > Limits.ModalDescription)
            yield return new(Shapes.Text(Limits.Fit(DiscordSpeech.Escape(more), Limits.TextInput)), null);

        yield return new(
            new Component(ComponentType.Label)
            {
                Label = Limits.Fit(label, Limits.ModalLabel),
                Description = more.Length is > 0 and <= Limits.ModalDescription ? more : null,
                Input = Field(input) with { CustomId = input.Name },
            },
            input);
    }

    private string? Problem(Block.Input input) => input.Problem is { } problem ? $"⚠ {texts.Label(problem)}" : null;

    // A short one stands where it will be typed over.
    private string? Hint(Block.Input input) => input.Hint is { } hint && (!IsTyped(input) || texts.Label(hint).Length > Limits.ModalDescription) ? texts.Label(hint) : null;

    private Component Field(Block.Input input) => input switch
    {
        { Kind: FieldKind.Flag } => new(ComponentType.Checkbox) { Default = input.Values is ["yes", ..] },
        { Kind: FieldKind.File } => Chosen(new(ComponentType.FileUpload), input, input.Several ? MostFiles : 1),
        _ when IsListed(input) => Listed(input),
        _ when IsMember(input) => Chosen(new(ComponentType.UserSelect), input, input.Several ? Limits.Options : 1),
        _ => Words(input),
    };

    private static Component Chosen(Component field, Block.Input input, int most) =>
        field with { MinValues = input.Required ? 1 : 0, MaxValues = most, Required = input.Required };

    private bool IsTyped(Block.Input input) => input.Kind is not (FieldKind.Flag or FieldKind.File) && !IsListed(input) && !IsMember(input);

    private static bool IsListed(Block.Input input) => All(input).Count is > 0 and <= Limits.Options && input.Options is not [];

    // Whoever stands there already was not chosen from the members.
    private bool IsMember(Block.Input input) => inServer && input is { Kind: FieldKind.Person, Values: [] } && input.Hint is null;

    private Component Listed(Block.Input input)
    {
        var all = All(input);
        var several = input.Kind is FieldKind.Choices || input.Several;
        SelectOption[] options = [.. all.Select(option => new SelectOption(Limits.Fit(texts.Label(option.Label), Limits.OptionText), option.Value) { Default = input.Values.Contains(option.Value, StringComparer.Ordinal) ? true : null })];

        // Radio buttons cannot be taken back, so only where one is needed.
        if (!several && all.Count is > 1 and <= FewOptions && (input.Required || input.Values is not []))
            return new(ComponentType.RadioGroup) { Options = options, Required = input.Required };

        if (several && all.Count <= Limits.FewOptions)
            return Chosen(new(ComponentType.CheckboxGroup) { Options = options }, input, all.Count);

        return Chosen(new(ComponentType.StringSelect) { Options = options, Placeholder = Limits.Fit(texts.Label(input.Hint ?? (Say)$"Choose…"), Limits.Placeholder) }, input, several ? all.Count : 1);
    }

    // A value from elsewhere (a name that somebody typed) stays, though the list does not have it.
    private static List<Option> All(Block.Input input) =>
    [
        .. input.Options.DistinctBy(option => option.Value).Where(option => option.Value.Length is > 0 and <= Limits.OptionText),
        .. input.Values.Where(value => value.Length is > 0 and <= Limits.OptionText && input.Options.All(option => option.Value != value)).Distinct(StringComparer.Ordinal).Select(value => new Option(value, Say.Text(value))),
    ];

    private Component Words(Block.Input input)
    {
        var value = Typed(input);
        var longest = Math.Clamp(input.Longest > 0 ? input.Longest : Limits.TextInput, Math.Max(1, value?.Length ?? 1), Limits.TextInput);

        return new(ComponentType.TextInput)
        {
            Style = input.Kind is FieldKind.Paragraph || value?.Contains('\n') is true ? Paragraph : Line,
            Required = input.Required,
            MaxLength = longest,
            Value = value is { Length: > 0 } ? value : null,
            Placeholder = (input.Hint ?? Typing.Example(input.Kind)) is { } hint ? Limits.Fit(texts.Label(hint), Limits.ModalDescription) : null,
        };
    }

    private string? Typed(Block.Input input) => input.Values is [] ? null
        : input.Kind is FieldKind.Instant ? Typing.Moment(input.Values[0], texts.Reader.Zone)
        : DiscordSpeech.Clean(string.Join(", ", input.Values));
}
