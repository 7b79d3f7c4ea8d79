using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.AdaptiveCards;

/// <summary>Draws what is to be filled in. A value that its special input cannot show stays in a plain one, as it was typed.</summary>
internal sealed class Inputs(Texts texts)
{
    private const int FewOptions = 4;
    private const int ManyOptions = 12;

    public IEnumerable<Element> Draw(Block.Input input)
    {
        var label = texts.Plain(input.Label);

        // The library draws the error message only for what it checks itself, so what the core found stands above.
        if (input.Problem is { } problem)
            yield return texts.Block($"⚠ {problem}", ("color", "Attention"), ("size", "Small"));

        var element = Field(input);
        element.Add(("id", input.Name), ("label", label));

        if (input.Required)
            element.Add(("isRequired", true), ("errorMessage", MarkdownSpeech.Escape(texts.Plain(input.Problem ?? (Say)$"Please fill this in."))));

        yield return element;

        if (input.Hint is { } hint && !element.Has("placeholder"))
            yield return texts.Block(hint, ("size", "Small"), ("isSubtle", true), ("spacing", "Small"));
    }

    private Element Field(Block.Input input) => input.Kind switch
    {
        FieldKind.Flag => Json.Element("Input.Toggle", ("title", texts.Plain($"Yes")), ("value", First(input) is "yes" ? "yes" : "no"), ("valueOn", "yes"), ("valueOff", "no"), ("wrap", true)),
        _ when input.Options is not [] => Choice(input),
        FieldKind.Number when Number(input) is { IsNull: false } number => Json.Element("Input.Number", ("value", number)),
        FieldKind.Number when input.Values is [] => Json.Element("Input.Number"),
        FieldKind.Date when IsForm(input, "yyyy-MM-dd") => Json.Element("Input.Date", ("value", First(input))),
        FieldKind.Time when IsForm(input, "HH:mm") => Json.Element("Input.Time", ("value", First(input))),
        _ => Words(input),
    };

    private Element Words(Block.Input input) => Json.Element(
        "Input.Text",
        ("value", input.Kind is FieldKind.Instant ? First(input) is { } moment ? Typing.Moment(moment, texts.Reader.Zone) : null : input.Values is [] ? null : string.Join(", ", input.Values)),
        ("isMultiline", input.Kind is FieldKind.Paragraph ? (Value)true : default),
        ("maxLength", input.Longest > 0 ? (Value)input.Longest : default),
        ("placeholder", input.Hint is { } hint ? texts.Plain(hint) : Typing.Example(input.Kind) is { } example ? texts.Plain(example) : null));

    private Element Choice(Block.Input input)
    {
        var several = input.Kind is FieldKind.Choices || input.Several;

        // A value from elsewhere (a name that somebody typed) stays, though the list does not have it.
        var strange = input.Values.Where(value => input.Options.All(option => option.Value != value)).Select(value => new Option(value, Say.Text(value)));

        return Json.Element(
            "Input.ChoiceSet",
            ("choices", Json.Array(input.Options.Concat(strange).Select(option => Json.Object(("title", texts.Plain(option.Label)), ("value", option.Value))))),
            ("value", input.Values is [] ? null : string.Join(",", input.Values)),
            ("isMultiSelect", several ? (Value)true : default),
            ("placeholder", several || input.Options.Count <= FewOptions ? null : texts.Plain(input.Hint ?? (Say)$"Choose…")),
            ("style", several || input.Options.Count <= FewOptions ? "expanded" : input.Options.Count <= ManyOptions ? "compact" : "filtered"),
            ("wrap", true));
    }

    private static string? First(Block.Input input) => input.Values is [var first, ..] ? first : null;

    private static Value Number(Block.Input input) =>
        decimal.TryParse(First(input), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? Value.Of(number) : default;

    private static bool IsForm(Block.Input input, string form) =>
        First(input) is not { } value || DateTime.TryParseExact(value, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
