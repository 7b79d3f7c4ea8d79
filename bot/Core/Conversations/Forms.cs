using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>Makes a card with inputs from what a command still needs.</summary>
internal static class Forms
{
    private const int MostOptions = 100;

    /// <param name="ask">The fields to ask for; empty: all that are not rare, and the rare ones folded.</param>
    public static async Task<Reply> For(CommandSpec spec, Arguments arguments, IReadOnlyList<string> ask, IReadOnlyList<Problem> problems, Turn turn)
    {
        var found = new Dictionary<string, IReadOnlyList<Option>>(StringComparer.Ordinal);

        foreach (var field in Asked(spec, arguments, ask, problems, turn.Caller))
        {
            if (field.From is { } from && turn.Features.Lookup(from) is { } lookup)
                found[field.Name] = await lookup("", turn);
        }

        return Draw(spec, arguments, ask, problems, turn.Caller, found, IsForThread(turn) ? spec.Aloud : null);
    }

    /// <summary>The same, as far as it can be drawn without looking anything up: what else were chosen is typed.</summary>
    public static Reply Bare(Prepared.Form form, Person caller) =>
        Draw(form.Spec, form.Arguments, form.Ask, form.Problems, caller, new Dictionary<string, IReadOnlyList<Option>>());

    private static Reply Draw(CommandSpec spec, Arguments arguments, IReadOnlyList<string> ask, IReadOnlyList<Problem> problems, Person caller, Dictionary<string, IReadOnlyList<Option>> found, Say? aloud = null)
    {
        var fields = Asked(spec, arguments, ask, problems, caller);
        var inputs = new List<Block>();
        var rare = new List<Block>();

        foreach (var field in fields)
            (IsFolded(field, arguments, ask, problems) ? rare : inputs).Add(Input(field, arguments, problems, found.GetValueOrDefault(field.Name) ?? field.Options));

        if (rare is not [])
            inputs.Add(new Block.Section($"More", rare) { Folded = true });

        var rest = fields.Aggregate(arguments, (left, field) => left.With(field.Name, []));
        var card = new Card(Title(spec, arguments))
        {
            Body = inputs,
            Choices =
            [
                new(spec.Summary, new Invocation(spec.Name, rest)) { Emphasis = Emphasis.Primary },
                new($"Cancel", Invocation.Of("dismiss")) { Alone = true },
            ],
        };

        return new(new Message { Card = card, Text = problems is [var first, ..] ? first.Why : aloud }) { IsForm = true, Audience = Audience.Private };
    }

    private static bool IsForThread(Turn turn) => turn is { IsAloud: true, Place: { Kind: PlaceKind.Thread, Subject: null } };

    private static IReadOnlyList<Field> Asked(CommandSpec spec, Arguments arguments, IReadOnlyList<string> ask, IReadOnlyList<Problem> problems, Person caller) =>
        [.. Asked(spec, arguments, ask, problems).Where(field => field.IsFor(caller) || IsProblem(field, problems))];

    private static IReadOnlyList<Field> Asked(CommandSpec spec, Arguments arguments, IReadOnlyList<string> ask, IReadOnlyList<Problem> problems) =>
        ask is []
            ? [.. spec.Fields.Where(field => !IsId(field) || !arguments.Has("id") || IsProblem(field, problems))]
            :
            [
                .. spec.Fields.Where(field => ask.Contains(field.Name, StringComparer.OrdinalIgnoreCase)
                    || IsProblem(field, problems)
                    || field.Required && !arguments.Has(field.Name)),
            ];

    private static bool IsId(Field field) => field.Name is "id" && (field.Kind is FieldKind.Ticket || field.IsSubject);

    private static bool IsProblem(Field field, IReadOnlyList<Problem> problems) => problems.Any(problem => problem.Field == field.Name);

    private static bool IsFolded(Field field, Arguments arguments, IReadOnlyList<string> ask, IReadOnlyList<Problem> problems) =>
        field.Rare && ask is [] && !arguments.Has(field.Name) && !IsProblem(field, problems);

    private static Say Title(CommandSpec spec, Arguments arguments) =>
        arguments["id"] is not { } id ? spec.Summary
        : spec.Field("id") is { IsSubject: true } ? $"{spec.Summary}: {id}"
        : SubjectId.TryParse(id, null, out var subject) ? $"{spec.Summary}: {subject}"
        : spec.Summary;

    private static Block.Input Input(Field field, Arguments arguments, IReadOnlyList<Problem> problems, IReadOnlyList<Option> options) => new(field.Name, field.Kind, field.Prompt)
    {
        Values = arguments.All(field.Name) is [_, ..] given ? given : field.Default is { } value ? [value] : [],
        Required = field.Required,
        Several = field.Several,
        Longest = field.Longest,
        // A picker with more is of no use; the words typed are looked up instead.
        Options = options.Count <= MostOptions ? options : [],
        Hint = field.Hint,
        Problem = problems.FirstOrDefault(problem => problem.Field == field.Name)?.Why,
    };
}
