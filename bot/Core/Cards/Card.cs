using System.Text.Json.Serialization;
using ChatOps.Commands;

namespace ChatOps.Cards;

/// <summary>What the bot shows, before any platform has drawn it.</summary>
public sealed record Card(Say Title)
{
    public Tone Tone { get; init; }

    public IReadOnlyList<Block> Body { get; init; } = [];

    public IReadOnlyList<Choice> Choices { get; init; } = [];
}

public enum Tone
{
    Plain,
    Good,
    Warning,
    Bad,
}

/// <summary>
/// A button. Pressing it runs the command, asking first for the fields named in <paramref name="Ask"/>; the inputs
/// of the card it stands on go with it.
/// </summary>
public sealed record Choice(Say Label, Invocation Invocation, params IReadOnlyList<string> Ask)
{
    public Emphasis Emphasis { get; init; }

    /// <summary>Leaves the inputs of its card where they are: Cancel.</summary>
    public bool Alone { get; init; }
}

public enum Emphasis
{
    Normal,

    /// <summary>The one that most people want next; at most one a card.</summary>
    Primary,

    /// <summary>Hard to take back.</summary>
    Danger,
}

[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Quote), "quote")]
[JsonDerivedType(typeof(Facts), "facts")]
[JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(Picture), "picture")]
[JsonDerivedType(typeof(Chart), "chart")]
[JsonDerivedType(typeof(Gantt), "gantt")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Section), "section")]
[JsonDerivedType(typeof(Files), "files")]
[JsonDerivedType(typeof(Input), "input")]
public abstract record Block
{
    private Block()
    {
    }

    /// <summary>
    /// The same object is shown to many: nothing in it depends on who reads it but their language, so that an adapter may keep
    /// what it has drawn of it.
    /// </summary>
    [JsonIgnore]
    public bool IsForMany { get; init; }

    public sealed record Text(Say Words) : Block
    {
        public bool Subtle { get; init; }
    }

    /// <summary>What a user wrote, whole and as they wrote it.</summary>
    /// <param name="Heading">Who and when.</param>
    /// <param name="Internal">Drawn so that nobody takes it for something the requester can read.</param>
    public sealed record Quote(string Words, Say? Heading = null, bool Internal = false) : Block
    {
        /// <summary>A language model wrote it, out of the words of who knows whom: erased with any of these.</summary>
        public bool IsTold { get; init; }
    }

    public sealed record Facts(params IReadOnlyList<Fact> Items) : Block;

    public sealed record Fact(Say Name, Say Value);

    public sealed record Table(IReadOnlyList<Say> Columns, IReadOnlyList<Row> Rows) : Block;

    /// <param name="Open">What pressing the row runs.</param>
    public sealed record Row(IReadOnlyList<Say> Cells, Invocation? Open = null);

    /// <param name="Source">The hash of a stored file.</param>
    public sealed record Picture(string Source, Say Alternative) : Block;

    /// <summary>A chart; wherever it cannot be drawn, the same figures stand as a table.</summary>
    public sealed record Chart(ChartKind Kind, Say Title, IReadOnlyList<Say> Labels, IReadOnlyList<Series> Plots) : Block;

    public sealed record Series(Say Name, IReadOnlyList<double> Values);

    /// <summary>What is done from when to when; wherever it cannot be drawn, the same dates stand as a table.</summary>
    public sealed record Gantt(Say Title, DateOnly Today, IReadOnlyList<Span> Spans) : Block
    {
        public Table Figures() => new(
            [$"What", $"From", $"Until", $"Done", $"Note"],
            [.. Spans.Select(span => new Row([span.Label, $"{span.From}", $"{span.Until}", Say.Text(span.Percent), span.Note], span.Open))]);
    }

    /// <param name="Until">The last day of it.</param>
    public sealed record Span(Say Label, DateOnly From, DateOnly Until)
    {
        /// <summary>How much of it is done, from 0 to 1.</summary>
        public double Share { get; init; }

        public SpanKind Kind { get; init; }

        /// <summary>The whole ends later when this does.</summary>
        public bool IsCritical { get; init; }

        /// <summary>What pressing its row runs.</summary>
        public Invocation? Open { get; init; }

        /// <summary>What is to be known of it beside its days.</summary>
        [JsonIgnore]
        public Say Note => (Kind, IsCritical) switch
        {
            (SpanKind.Work, false) => $"",
            (SpanKind.Work, true) => $"critical",
            (SpanKind.Late, true) => $"late, critical",
            _ => $"{Kind}",
        };

        [JsonIgnore]
        public string Percent => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Clamp(Share, 0, 1) * 100:0} %");
    }

    /// <param name="Share">From 0 to 1.</param>
    public sealed record Progress(Say Label, double Share) : Block;

    public sealed record Section(Say Title, IReadOnlyList<Block> Body) : Block
    {
        /// <summary>Shown closed; the reader opens it.</summary>
        public bool Folded { get; init; }
    }

    /// <summary>Files to open, of something that the reader may see.</summary>
    public sealed record Files(IReadOnlyList<Attachment> Items) : Block;

    /// <summary>Something to fill in.</summary>
    /// <param name="Name">The field of the command that the card's buttons run.</param>
    public sealed record Input(string Name, FieldKind Kind, Say Label) : Block
    {
        public IReadOnlyList<string> Values { get; init; } = [];

        public bool Required { get; init; }

        /// <summary>Takes more than one value.</summary>
        public bool Several { get; init; }

        /// <summary>Characters at the most.</summary>
        public int Longest { get; init; }

        public IReadOnlyList<Option> Options { get; init; } = [];

        public Say? Hint { get; init; }

        /// <summary>Why the value that stands here will not do.</summary>
        public Say? Problem { get; init; }
    }
}

public enum ChartKind
{
    Bars,
    Lines,
    Ring,
}

public enum SpanKind
{
    Work,

    Late,

    /// <summary>A day and no work.</summary>
    Milestone,
}

/// <summary>A file that belongs to something: the content is stored under its hash.</summary>
/// <param name="Hash">SHA-256 in hexadecimal.</param>
/// <param name="Type">A media type, found from the content.</param>
/// <param name="Size">In bytes.</param>
public sealed record Attachment(string Hash, string Name, string Type, long Size);
