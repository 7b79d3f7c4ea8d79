using ChatOps.Cards;
using ChatOps.Commands;

namespace ChatOps.Tests.Adapters;

/// <summary>Cards that a drawing must manage.</summary>
internal static class Samples
{
    private static readonly string Hash = new('a', 64);

    public static readonly IReadOnlyDictionary<string, Block> Blocks = new Dictionary<string, Block>(StringComparer.Ordinal)
    {
        ["text"] = new Block.Text($"The **first** step."),
        ["subtle text"] = new Block.Text($"Said quietly.") { Subtle = true },
        ["quote"] = new Block.Quote("It drops.\nEvery few minutes.", $"Ada, {TestBot.Monday}"),
        ["internal quote"] = new Block.Quote("She has an old driver.", $"Grace", Internal: true),
        ["facts"] = new Block.Facts(new Block.Fact($"Priority", $"high"), new Block.Fact($"Ticket", $"{new SubjectId("INC", 7)}")),
        ["no facts"] = new Block.Facts(),
        ["table"] = new Block.Table([$"Ticket", $"Title"], [new([$"INC-1", $"VPN"], Invocation.Of("ticket view", ("id", "INC-1"))), new([$"INC-2", $"Mail"])]),
        ["empty table"] = new Block.Table([], []),
        ["picture"] = new Block.Picture(Hash, $"The screen with the error"),
        ["bars"] = Chart(ChartKind.Bars),
        ["lines"] = Chart(ChartKind.Lines),
        ["ring"] = Chart(ChartKind.Ring),
        ["gantt"] = new Block.Gantt($"Plan of a move", new(2026, 9, 7),
        [
            new($"TSK-1 Pack", new(2026, 9, 1), new(2026, 9, 4)) { Share = 0.4, Kind = SpanKind.Late, IsCritical = true, Open = Invocation.Of("ticket view", ("id", "INC-1")) },
            new($"TSK-2 Drive", new(2026, 9, 7), new(2026, 9, 8)) { IsCritical = true },
            new($"TSK-3 Sign", new(2026, 9, 7), new(2026, 9, 7)) { Share = 1 },
            new($"Moved", new(2026, 9, 9), new(2026, 9, 9)) { Kind = SpanKind.Milestone },
        ]),
        ["progress"] = new Block.Progress($"Done", 0.4),
        ["section"] = new Block.Section($"History", [new Block.Text($"Opened by Ada.")]),
        ["folded section"] = new Block.Section($"Details", [new Block.Text($"Only when asked for.")]) { Folded = true },
        ["files"] = new Block.Files([new(Hash, "error.png", "image/png", 120_000), new(Hash, "router.log", "text/plain", 900)]),
        ["problem"] = new Block.Input("when", FieldKind.Instant, $"By when?") { Values = ["yesteryear"], Required = true, Problem = $"That is not a moment.", Longest = 100 },
        ["long list"] = new Block.Input("person", FieldKind.Person, $"Whom?") { Options = [.. Enumerable.Range(1, 40).Select(n => new Option($"person:{n}", Say.Text($"Person {n}")))] },
        ["chosen before"] = new Block.Input("queue", FieldKind.Choice, $"Which queue?") { Values = ["elsewhere"], Options = Options },
        ["computed moment"] = new Block.Input("due", FieldKind.Instant, $"Due?") { Values = [TestBot.Monday.ToString("O")], Hint = $"When the work must be done" },
    }
    .Concat(Enum.GetValues<FieldKind>().Select(kind => KeyValuePair.Create<string, Block>($"input of a {kind}", Input(kind))))
    .ToDictionary(StringComparer.Ordinal);

    public static readonly IReadOnlyList<Choice> Choices =
    [
        new($"Take it", Invocation.Of("ticket take", ("id", "INC-1"))),
        new($"Resolve", Invocation.Of("ticket resolve", ("id", "INC-1")), "code", "summary") { Emphasis = Emphasis.Primary },
        new($"Cancel", Invocation.Of("dismiss")) { Alone = true },
        new($"Delete", Invocation.Of("ticket delete", ("id", "INC-1"))) { Emphasis = Emphasis.Danger },
        new($"Escalate", Invocation.Of("ticket escalate", ("id", "INC-1"))),
        new($"Merge", Invocation.Of("ticket merge", ("id", "INC-1"))),
        new($"Watch", Invocation.Of("ticket watch", ("id", "INC-1"))),
    ];

    public static readonly IReadOnlyList<string> Injections =
    [
        "**bold** and _thin_ and ~~gone~~ and `code`",
        "[press](https://example.com) ![see](https://example.com/x.png)",
        "https://example.com and www.example.com and <mailto:a@b.example>",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "<at>everyone</at> @everyone @here <@123> <#4> <:x:5>",
        "# not a headline",
        "- not a list\n- at all\n1. nor this\n> nor that",
        "---",
        "\u001b[31mred\u001b[0m \u001b]8;;https://example.com\u0007here\u001b]8;;\u0007",
        "{{DATE(2017-02-14T06:00:00Z)}} ${title} {0} {{0}}",
        "&lt;b&gt; &#42;x&#42; &amp;",
        "javascript:alert(1) | a | b |",
        "\\*already\\* \\",
        "\u202Ereversed\u202C and a zero\u200Bwidth",
        "||spoiler|| ```\nfence\n```",
    ];

    public static Card Long => new(Say.Text(new string('t', 300)))
    {
        Body =
        [
            new Block.Quote(string.Concat(Enumerable.Repeat("Long words of a user. ", 180)), $"Ada"),
            new Block.Facts([.. Enumerable.Range(0, 20).Select(n => new Block.Fact($"Fact {n}", Say.Text(new string('v', 100))))]),
            new Block.Table([$"A", $"B", $"C"], [.. Enumerable.Range(0, 200).Select(n => new Block.Row([$"{n}", $"title", $"state"], Invocation.Of("ticket view", ("id", $"INC-{n + 1}"))))]),
        ],
        Choices = [.. Enumerable.Range(0, 12).Select(n => new Choice(Say.Text($"{n} {new string('b', 120)}"), Invocation.Of("ticket view", ("id", "INC-1"))))],
    };

    public static Card Written(string words) => new($"{words}")
    {
        Body =
        [
            new Block.Text($"Says {words}."),
            new Block.Quote(words, $"By {words}"),
            new Block.Facts(new Block.Fact($"Said", Say.Text(words))),
            new Block.Table([Say.Text(words)], [new([Say.Text(words)], Invocation.Of("ticket view", ("id", words)))]),
            new Block.Chart(ChartKind.Bars, Say.Text(words), [Say.Text(words)], [new(Say.Text(words), [1])]),
            new Block.Gantt(Say.Text(words), new(2026, 9, 7), [new(Say.Text(words), new(2026, 9, 7), new(2026, 9, 8))]),
            new Block.Section(Say.Text(words), [new Block.Text(Say.Text(words))]),
            new Block.Input("title", FieldKind.Text, $"Title of {words}") { Values = [words], Hint = Say.Text(words), Problem = Say.Text(words) },
        ],
        Choices = [new(Say.Text(words), Invocation.Of("ticket view", ("id", words)))],
    };

    private static Option[] Options => [new("low", Say.Term("low")), new("high", Say.Term("high"))];

    /// <summary>What must be readable of a block, whatever it is drawn as.</summary>
    public static IEnumerable<string> TextsOf(Block block) => block switch
    {
        Block.Text text => [text.Words.ToString()],
        // Times differ with the reader; their own test is elsewhere.
        Block.Quote quote => [quote.Words, quote.Heading!.ToString().Split(',')[0]],
        Block.Facts facts => facts.Items.SelectMany(fact => new[] { fact.Name.ToString(), fact.Value.ToString() }),
        Block.Table table => table.Columns.Concat(table.Rows.SelectMany(row => row.Cells)).Select(say => say.ToString()),
        Block.Picture picture => [picture.Alternative.ToString()],
        Block.Chart chart => [chart.Title.ToString(), .. chart.Labels.Select(label => label.ToString()), .. chart.Plots.Select(plot => plot.Name.ToString()), "12", "7"],
        Block.Gantt gantt => [gantt.Title.ToString(), .. gantt.Spans.Select(span => span.Label.ToString()), "40", "critical", "late", "milestone"],
        Block.Progress progress => [progress.Label.ToString(), "40"],
        Block.Section section => [section.Title.ToString(), .. section.Body.SelectMany(TextsOf)],
        Block.Files files => files.Items.Select(file => file.Name),
        Block.Input input => [input.Label.ToString(), .. input.Hint is { } hint ? [hint.ToString()] : Array.Empty<string>(), .. input.Problem is { } problem ? [problem.ToString()] : Array.Empty<string>()],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Block.Chart Chart(ChartKind kind) =>
        new(kind, $"Tickets a week", [$"Mon", $"Tue"], [new($"Opened", [12, 7]), new($"Solved", [3, 4.5])]);

    private static Block.Input Input(FieldKind kind) => new($"field{(int)kind}", kind, Say.Text($"A {Terms.Label(kind.ToString())}?"))
    {
        Required = true,
        Longest = 200,
        Hint = $"As you know it",
        Options = kind is FieldKind.Choice or FieldKind.Choices ? Options : [],
        Values = kind is FieldKind.Choices ? ["low", "high"] : kind is FieldKind.Choice ? ["low"] : kind is FieldKind.Flag ? ["yes"] : [],
        Several = kind is FieldKind.Choices,
    };
}
