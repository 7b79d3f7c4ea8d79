using System.Globalization;
using System.Reflection;
using ChatOps.Cards;
using ChatOps.People;

namespace ChatOps.Commands;

/// <summary>What a parameter of a command is asked for with.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AskAttribute(string prompt) : Attribute
{
    public string Prompt { get; } = prompt;

    /// <summary>Several lines, up to 4,000 characters.</summary>
    public bool Paragraph { get; init; }

    /// <summary>Where the values come from: the name of a look-up that a feature has registered.</summary>
    public string? From { get; init; }

    /// <summary>What a good value looks like.</summary>
    public string? Hint { get; init; }

    /// <summary>Characters at the most; 0: 200, or 4,000 for a paragraph.</summary>
    public int Longest { get; init; }

    /// <summary>Part of the form only when asked for by name, or folded away.</summary>
    public bool Rare { get; init; }

    /// <summary>Which days or moments will do.</summary>
    public Tense Tense { get; init; }

    /// <summary>Whose forms show it; that nobody else gives it, the command sees to itself.</summary>
    public Roles Only { get; init; } = Roles.Everyone;
}

public enum Tense
{
    Any,

    /// <summary>Up to now; a day may be today.</summary>
    Past,

    /// <summary>From now on.</summary>
    Future,
}

public enum FieldKind
{
    Text,
    Paragraph,
    Number,
    Date,
    Time,

    /// <summary>A moment, said as people say it: <c>tomorrow 9am</c>.</summary>
    Instant,
    Flag,
    Choice,
    Choices,
    Person,
    File,

    /// <summary>A numbered thing: <c>INC-1042</c>.</summary>
    Ticket,
}

/// <param name="Value">What is sent.</param>
public sealed record Option(string Value, Say Label);

/// <summary>One thing a command needs to know: a slash option, a form input, a word in a sentence.</summary>
public sealed record Field
{
    private readonly Type type;
    private readonly object? absent;
    private readonly Tense tense;
    private readonly Roles only;

    internal Field(ParameterInfo parameter)
    {
        var ask = parameter.GetCustomAttribute<AskAttribute>()
            ?? throw new InvalidOperationException($"{parameter.Member.DeclaringType}.{parameter.Name} has no [Ask] prompt.");

        var declared = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        Several = declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        type = Several ? declared.GetGenericArguments()[0] : declared;

        Name = parameter.Name!.ToLowerInvariant();
        Prompt = Say.Key(ask.Prompt);
        Hint = ask.Hint is null ? null : Say.Key(ask.Hint);
        Kind = KindOf(type, ask.Paragraph, Several);
        Required = !parameter.HasDefaultValue;
        Rare = ask.Rare;
        (tense, only) = (ask.Tense, ask.Only);
        Longest = ask.Longest > 0 ? ask.Longest : ask.Paragraph ? 4000 : 200;
        From = ask.From ?? Kind switch { FieldKind.Person => "person", FieldKind.Ticket => "ticket", _ => null };
        Options = type.IsEnum ? [.. Enum.GetNames(type).Select(name => new Option(Terms.Value(name), Say.Term(Terms.Label(name))))] : [];
        absent = parameter.DefaultValue is { } value and not DBNull
            ? type.IsEnum ? Enum.ToObject(type, value) : value
            : null;

        if (absent is null && Several && Required is false)
            absent = Array.CreateInstance(type, 0);
    }

    public string Name { get; }

    public Say Prompt { get; }

    public Say? Hint { get; }

    public FieldKind Kind { get; }

    public bool Required { get; }

    public bool Rare { get; }

    public bool Several { get; }

    public int Longest { get; }

    /// <summary>The look-up that knows the values; null: anything of the right form.</summary>
    public string? From { get; }

    /// <summary>What the value may be, when the list is closed and known without asking anybody.</summary>
    public IReadOnlyList<Option> Options { get; }

    /// <summary>What an empty form shows: the value that counts when nothing is said.</summary>
    public string? Default => absent is null or Array ? null : Write(absent);

    /// <summary>A thing by its number or another name.</summary>
    internal bool IsSubject => type == typeof(SubjectRef);

    public bool IsFor(Person caller) => (caller.Roles & only) is not Roles.None;

    /// <summary>The typed value, or why the text will not do.</summary>
    internal (object? Value, Say? Problem) Read(Arguments arguments, BindingContext context)
    {
        var texts = arguments.All(Name).Where(text => !string.IsNullOrWhiteSpace(text)).ToArray();

        if (texts is [])
            return (absent, null);

        if (!Several)
            return ReadOne(texts[0], context);

        var all = Array.CreateInstance(type, texts.Length);

        for (var i = 0; i < texts.Length; i++)
        {
            var (value, problem) = ReadOne(texts[i], context);

            if (problem is not null)
                return (null, problem);

            all.SetValue(value, i);
        }

        return (all, null);
    }

    /// <summary>The text that <see cref="Read"/> turns into this value.</summary>
    internal static string Write(object value) => value switch
    {
        Enum term => Terms.Value(term.ToString()),
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        bool flag => flag ? "yes" : "no",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private (object? Value, Say? Problem) ReadOne(string raw, BindingContext context)
    {
        var text = Tidy.Text(raw, lines: Kind is FieldKind.Paragraph);

        if (text.Length > Longest)
            return (null, $"{Prompt} That is {text.Length:# character|# characters}, and {Longest} fit.");

        if (text.Length is 0)
            return (null, $"{Prompt} That has no letters or digits in it.");

        var value = Parse(text, context);
        return value is null ? (null, Wrong(text)) : (value, Untimely(value, text, context));
    }

    private Say? Untimely(object value, string text, BindingContext context)
    {
        var ahead = value switch
        {
            DateOnly day => day.CompareTo(DateOnly.FromDateTime(context.LocalNow.DateTime)),
            DateTimeOffset moment => moment.CompareTo(context.Now),
            _ => 0,
        };

        return (tense, ahead) switch
        {
            (Tense.Past, > 0) => $"{Prompt} \"{text}\" is still to come; it has to be in the past.",
            (Tense.Future, < 0) => $"{Prompt} \"{text}\" is over; it has to be in the future.",
            _ => null,
        };
    }

    private object? Parse(string text, BindingContext context) => Kind switch
    {
        FieldKind.Text when IsSubject => new SubjectRef(text),
        FieldKind.Text or FieldKind.Paragraph => text,
        FieldKind.Person => new PersonRef(text),
        FieldKind.Ticket => SubjectId.TryParse(text, null, out var id) ? id : null,
        FieldKind.Number => Number(text),
        FieldKind.Date => When.Day(text, context) is { } day ? day : null,
        FieldKind.Time => When.Clock(text) is { } time ? time : null,
        FieldKind.Instant => When.Moment(text, context) is { } moment ? moment : null,
        FieldKind.Flag => text.ToLowerInvariant() switch { "yes" or "ja" or "true" or "1" or "on" => true, "no" or "nein" or "false" or "0" or "off" => false, _ => null },
        FieldKind.File => File(text),
        _ => Terms.TryParse(type, text) ?? Foreign(text),
    };

    // The word for it in another language: what a form shows can be typed too.
    private object? Foreign(string text) => Terms.Meant(Options, option => option.Label.ToString(), text) is { } meant ? Terms.TryParse(type, meant.Value) : null;

    private object? Number(string text) =>
        type == typeof(int) ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null
        : decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static FileRef? File(string text) =>
        text.StartsWith(FileRef.Prefix, StringComparison.Ordinal) && text[FileRef.Prefix.Length..] is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower)
            ? new FileRef(hash)
            : null;

    private Say Wrong(string text) => Kind switch
    {
        FieldKind.Choice or FieldKind.Choices => $"{Prompt} \"{text}\" is none of {Say.List(Options.Select(option => option.Label))}.",
        FieldKind.Ticket => $"{Prompt} \"{text}\" is not a number like INC-1042.",
        FieldKind.Number => $"{Prompt} \"{text}\" is not a number.",
        FieldKind.Date => $"{Prompt} \"{text}\" is not a date I can read; \"tomorrow\", \"Friday\" or \"2026-12-24\" would do.",
        FieldKind.Time => $"{Prompt} \"{text}\" is not a time of day; \"9am\" or \"14:30\" would do.",
        FieldKind.Instant => $"{Prompt} \"{text}\" is not a moment I can read; \"tomorrow 9am\", \"in 2 hours\" or \"2026-12-24 14:30\" would do.",
        FieldKind.Flag => $"{Prompt} \"{text}\" is neither yes nor no.",
        FieldKind.File => $"{Prompt} Attach a file.",
        _ => $"{Prompt} \"{text}\" will not do.",
    };

    private static FieldKind KindOf(Type type, bool paragraph, bool several) => type switch
    {
        _ when type == typeof(string) => paragraph ? FieldKind.Paragraph : FieldKind.Text,
        _ when type == typeof(SubjectRef) => FieldKind.Text,
        _ when type == typeof(int) || type == typeof(decimal) => FieldKind.Number,
        _ when type == typeof(DateOnly) => FieldKind.Date,
        _ when type == typeof(TimeOnly) => FieldKind.Time,
        _ when type == typeof(DateTimeOffset) => FieldKind.Instant,
        _ when type == typeof(bool) => FieldKind.Flag,
        _ when type == typeof(PersonRef) => FieldKind.Person,
        _ when type == typeof(FileRef) => FieldKind.File,
        _ when type == typeof(SubjectId) => FieldKind.Ticket,
        { IsEnum: true } => several ? FieldKind.Choices : FieldKind.Choice,
        _ => throw new InvalidOperationException($"A field cannot be a {type}."),
    };
}
