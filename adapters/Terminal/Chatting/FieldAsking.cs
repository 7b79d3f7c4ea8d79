using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.Terminal.Chatting;

/// <summary>Asks for one field until the answer will do.</summary>
internal sealed class FieldAsking(Paper paper, Lines lines)
{
    public const string Leave = "cancel";
    public const string Nothing = "-";

    /// <returns>The values; null: they left the form.</returns>
    public async Task<IReadOnlyList<string>?> Ask(Block.Input input)
    {
        if (input.Kind is FieldKind.File)
            return Given(input);

        if (input.Problem is { } problem)
            Warn(problem);

        PrintOptions(input);

        while (true)
        {
            paper.PrintPrompt(Question(input));

            if (await Typed(input) is not { } typed || FieldWords.IsCancelling(typed))
                return null;

            var (values, wrong) = Read(input, typed);

            if (wrong is null)
                return values;

            Warn(wrong);
        }
    }

    // Files come in on the page; a form that cannot go without one is left.
    private IReadOnlyList<string>? Given(Block.Input input)
    {
        if (input is not { Required: true, Values: [] })
            return input.Values;

        Warn($"A terminal takes no files. Add them on the page.");
        return null;
    }

    private (IReadOnlyList<string>? Values, Say? Wrong) Read(Block.Input input, string typed)
    {
        IReadOnlyList<string> none = [];

        return typed switch
        {
            "" when input.Values is not [] => (input.Values, null),
            "" or Nothing when input.Required => (null, $"This one is needed. Type \"{Leave}\" to leave."),
            "" or Nothing => (none, null),
            _ when input.Longest > 0 && typed.Length > input.Longest => (null, $"That is {typed.Length:# character|# characters}, and {input.Longest} fit. Shorten it, or type \"{Leave}\" to leave."),
            _ => FieldWords.Read(input, typed, paper.Plain),
        };
    }

    private string Question(Block.Input input)
    {
        var hint = input.Hint is { } say ? $" ({paper.Plain(say)})" : "";
        var value = input.Values is [] ? "" : $" [{Values(input)}]";
        var end = input.Kind is FieldKind.Paragraph ? $" ({paper.Plain($"an empty line ends it")})" : "";
        return $"{paper.Plain(input.Label)}{hint}{end}{value} ";
    }

    /// <summary>The question with its answer.</summary>
    public string Filled(Block.Input input) => $"{paper.Plain(input.Label)} {Values(input)}";

    private string Values(Block.Input input) => string.Join(", ", input.Values.Select(value => LabelOf(input, value)));

    private string LabelOf(Block.Input input, string value) =>
        paper.Plain(input.Options.FirstOrDefault(option => option.Value == value)?.Label ?? Say.Text(value));

    private void PrintOptions(Block.Input input)
    {
        if (input.Options.Count is 0 or > FieldWords.MostListed)
            return;

        var options = string.Join("  ", input.Options.Select((option, i) => $"{i + 1} {paper.Plain(option.Label)}"));
        paper.Wrapped(options);
    }

    private async Task<string?> Typed(Block.Input input)
    {
        var first = (await lines.Take())?.Trim();

        if (input.Kind is not FieldKind.Paragraph || first is null or "" or Nothing || FieldWords.IsCancelling(first))
            return first;

        var all = new List<string> { first };

        while (await lines.Take() is { } line && line.Trim() is { Length: > 0 })
            all.Add(line.TrimEnd());

        return string.Join('\n', all);
    }

    private void Warn(Say say) => paper.Line(paper.Look.Warn($"! {paper.Plain(say)}"));
}
