using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;
using ChatOps.Commands;
using ChatOps.People;

namespace ChatOps.Cards;

/// <summary>
/// Words of the bot: an English template, which is the key it is translated by, and the values in it. Written as an
/// interpolated string: <c>Say text = $"{id} is assigned to {person}."</c>. The literal parts may use a Markdown subset
/// (**bold**, *italic*, `code`, lists); a value is never markup, so what users wrote cannot become any.
/// </summary>
[InterpolatedStringHandler]
[JsonConverter(typeof(SayJson))]
public sealed class Say : IEquatable<Say>
{
    private const int LongestEcho = 300;

    private static readonly List<Part> NoParts = [];

    // Most are a few words without any value, and those are kept as the literal they are.
    private readonly StringBuilder? literal;
    private readonly List<Part> parts;
    private string? template;

    public Say(int literalLength, int formattedCount)
    {
        literal = formattedCount is 0 ? null : new(literalLength + 3 * formattedCount);
        parts = formattedCount is 0 ? NoParts : new(formattedCount);
    }

    internal Say(string template, IReadOnlyList<Part>? parts)
    {
        this.template = template;
        this.parts = parts is null ? NoParts : [.. parts];
    }

    /// <summary>English, with <c>{0}</c> for the first value; a literal brace is doubled.</summary>
    public string Template => template ??= literal?.ToString() ?? "";

    public IReadOnlyList<Part> Parts => parts;

    /// <summary>What a user wrote, as it is.</summary>
    public static Say Text(string text) => new("{0}", [new Part.Words(text)]);

    /// <summary>A number that is a name, and not an amount: a port, a process.</summary>
    public static Part Digits(long number) => new Part.Words(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A word of ours from a closed list, translated as such: <c>high</c>.</summary>
    public static Say Term(string word) => new("{0}", [new Part.Term(word)]);

    /// <summary>"a, b or c".</summary>
    public static Say List(IEnumerable<Say> items) => Join(items, (first, last) => $"{first} or {last}");

    /// <summary>"a, b and c".</summary>
    public static Say All(IEnumerable<Say> items) => Join(items, (first, last) => $"{first} and {last}");

    /// <summary>One after the other, however many there are: side by side, not one inside the other.</summary>
    /// <param name="between">Signs without words.</param>
    public static Say Row(IEnumerable<Say> items, string between = "")
    {
        var list = items.ToArray();
        var all = new Say(between.Length * list.Length, list.Length);

        foreach (var item in list)
        {
            if (all.parts.Count > 0)
                all.AppendLiteral(between);

            all.AppendFormatted(item);
        }

        return all;
    }

    public void AppendLiteral(string text)
    {
        if (text.AsSpan().ContainsAny('{', '}'))
            text = text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

        if (literal is null)
            template += text;
        else
            literal.Append(text);
    }

    public void AppendFormatted(string? text) => Append(new Part.Words(text ?? ""));

    public void AppendFormatted(Part part) => Append(part);

    public void AppendFormatted(Say? inner)
    {
        if (inner is { parts: [var only], Template: "{0}" })
            Append(only);
        else if (inner is not null)
            Append(new Part.Inner(inner));
    }

    public void AppendFormatted(long number) => Append(new Part.Number(number));

    /// <param name="format"><c>ticket|tickets</c>: one and many; <c>#</c> stands for the number: <c>one ticket|# tickets</c>.</param>
    public void AppendFormatted(long number, string format) => Append(new Part.Number(number), format);

    public void AppendFormatted(decimal number) => Append(new Part.Number(number));

    public void AppendFormatted(DateTimeOffset instant) => Append(new Part.Time(instant));

    /// <param name="format"><c>ago</c>: how far from now ("2 hours ago", "in 3 days"); <c>day</c>: the date alone.</param>
    public void AppendFormatted(DateTimeOffset instant, string format) =>
        Append(new Part.Time(instant, format switch { "ago" => TimeStyle.Relative, "day" => TimeStyle.Day, _ => TimeStyle.Moment }));

    public void AppendFormatted(DateOnly day) => Append(new Part.Day(day));

    public void AppendFormatted(Person person) => Append(new Part.Who(person.Id, person.Name));

    public void AppendFormatted(SubjectId id) => Append(new Part.Id(id.ToString()));

    public void AppendFormatted(Enum term) => Append(new Part.Term(Terms.Label(term.ToString())));

    /// <summary>With what somebody wrote shown by its beginning where it is long: enough to know it again.</summary>
    public Say Briefly() => new(Template, [.. parts.Select(part => part switch
    {
        Part.Words { Text.Length: > LongestEcho } words => new Part.Words(string.Concat(Beginning(words.Text), "…")),
        Part.Inner inner => new Part.Inner(inner.Say.Briefly()),
        _ => part,
    })]);

    public bool Equals(Say? other) => other is not null && other.Template == Template && other.parts.SequenceEqual(parts);

    public override bool Equals(object? obj) => Equals(obj as Say);

    public override int GetHashCode() => Template.GetHashCode(StringComparison.Ordinal);

    /// <summary>In English, for logs and tests.</summary>
    public override string ToString() => new PlainSpeech(Reader.Nobody).Draw(this);

    /// <summary>A constant of ours that comes from an attribute or a table, as if it were written as a literal.</summary>
    internal static Say Key(string constant)
    {
        var say = new Say(constant.Length, 0);
        say.AppendLiteral(constant);
        return say;
    }

    private static Say Join(IEnumerable<Say> items, Func<Say, Say, Say> end)
    {
        var all = items.ToArray();
        return all is [.. var first, var last] && first is not []
            ? end(Row(first, ", "), last)
            : all.FirstOrDefault() ?? $"";
    }

    private static string Beginning(string text) => text[..(char.IsHighSurrogate(text[LongestEcho - 1]) ? LongestEcho - 1 : LongestEcho)];

    private void Append(Part part, string? format = null)
    {
        literal!.Append('{').Append(parts.Count);

        if (format is not null)
            literal.Append(':').Append(format);

        literal.Append('}');
        parts.Add(part);
    }
}

public enum TimeStyle
{
    /// <summary>Day and time.</summary>
    Moment,
    Day,

    /// <summary>Distance from now.</summary>
    Relative,
}

/// <summary>A value in what the bot says; drawn in the reader's language and time zone, and escaped by each adapter.</summary>
public abstract record Part
{
    private Part()
    {
    }

    /// <summary>Inert text, whoever wrote it.</summary>
    public sealed record Words(string Text) : Part;

    public sealed record Number(decimal Value) : Part;

    public sealed record Time(DateTimeOffset At, TimeStyle Style = TimeStyle.Moment) : Part;

    public sealed record Day(DateOnly Date) : Part;

    /// <param name="Person">The id; a platform that can mention people does.</param>
    public sealed record Who(string Person, string Name) : Part;

    /// <summary>A number that leads to what it names.</summary>
    public sealed record Id(string Subject) : Part;

    /// <param name="Url">http or https; anything else is drawn as its text.</param>
    public sealed record Link(string Url, string Text) : Part;

    public sealed record Term(string Word) : Part;

    public sealed record Inner(Say Say) : Part;
}
