using System.Reflection;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Commands;

/// <summary>How a command is named, asked for, permitted and handled. Built once, at start.</summary>
public sealed class CommandSpec
{
    // Reading it takes longer than all else of a start, and most commands are not used between two of them.
    private readonly Lazy<Shape> shape;

    internal CommandSpec(Type type, string name, string summary, Func<Command, Turn, Task<Reply>> handle)
    {
        (Type, Name, Summary, Handle) = (type, name, Say.Key(summary), handle);
        shape = new(() => Shape.Of(type));
    }

    public Type Type { get; }

    /// <summary>Noun and verb, or one word: <c>ticket new</c>, <c>help</c>.</summary>
    public string Name { get; }

    /// <summary>What it is for, in the imperative: the title of its form and its line in help.</summary>
    public Say Summary { get; }

    public IReadOnlyList<Field> Fields => shape.Value.Fields;

    public required Effect Effect { get; init; }

    public required Roles Allow { get; init; }

    public Audience Audience { get; init; }

    /// <summary>Not named by help: the bot's own cards are the way to it.</summary>
    public bool Hidden { get; init; }

    /// <summary>
    /// Sentences that mean it, with <c>{field}</c> where a value stands, and behind an arrow what goes without saying:
    /// <c>unassigned {priority} → assignee:none</c>.
    /// </summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    /// <summary>A sentence that means it as it is, without a value in it; null: there is none in that language.</summary>
    public string? Phrase(string language) =>
        (language is "en" ? Says : Sentences.Of(Name, language)).FirstOrDefault(sentence => !sentence.Contains('{'))?.Split(" →")[0];

    /// <summary>What a destructive command says before it asks for a yes; null: its summary and fields.</summary>
    public Func<Command, Turn, Task<Card>>? Preview { get; init; }

    /// <summary>What its form says when it was asked for aloud in a thread, and what is sent will be read there; null: it will not.</summary>
    public Say? Aloud { get; init; }

    internal Func<Command, Turn, Task<Reply>> Handle { get; }

    public Field? Field(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return field;
        }

        return null;
    }

    public bool IsAllowed(Person caller) => (caller.Roles & Allow) is not Roles.None;

    /// <summary>Turns texts into the typed command. Says everything that is wrong before anything that is missing.</summary>
    public Binding Bind(Arguments arguments, BindingContext context)
    {
        var values = new object?[Fields.Count];
        var problems = new List<Problem>();
        var missing = new List<Field>();

        foreach (var name in arguments.Names.Where(name => Field(name) is null))
            problems.Add(new(name, $"There is no \"{name}\" here; it takes {Say.List(Fields.Select(field => Say.Text(field.Name)))}."));

        for (var i = 0; i < values.Length; i++)
        {
            (values[i], var problem) = Fields[i].Read(arguments, context);

            if (problem is not null)
                problems.Add(new(Fields[i].Name, problem));
            else if (values[i] is null && Fields[i].Required)
                missing.Add(Fields[i]);
        }

        if (problems is not [])
            return new Binding.Invalid(problems);

        return missing is [] ? new Binding.Complete((Command)shape.Value.Constructor.Invoke(values.AsSpan())) : new Binding.Incomplete(missing);
    }

    /// <summary>The opposite of <see cref="Bind"/>.</summary>
    public Invocation Unbind(Command command)
    {
        var (arguments, properties) = (Arguments.None, shape.Value.Properties);

        for (var i = 0; i < properties.Length; i++)
        {
            var value = properties[i].GetValue(command);

            if (value is System.Collections.IEnumerable several and not string)
                arguments = arguments.With(Fields[i].Name, [.. several.Cast<object>().Select(Commands.Field.Write)]);
            else if (value is not null)
                arguments = arguments.With(Fields[i].Name, [Commands.Field.Write(value)]);
        }

        return new(Name, arguments);
    }

    private sealed record Shape(IReadOnlyList<Field> Fields, ConstructorInvoker Constructor, PropertyInfo[] Properties)
    {
        public static Shape Of(Type type)
        {
            var declared = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                .Where(candidate => candidate.GetParameters() is not [var only] || only.ParameterType != type)
                .MaxBy(candidate => candidate.GetParameters().Length)!;

            var parameters = declared.GetParameters();
            return new([.. parameters.Select(parameter => new Field(parameter))], ConstructorInvoker.Create(declared), [.. parameters.Select(parameter => type.GetProperty(parameter.Name!)!)]);
        }
    }
}

/// <summary>What is wrong with a value, in a sentence that says what would do.</summary>
public sealed record Problem(string Field, Say Why);

/// <summary>What became of binding arguments to a command.</summary>
public abstract record Binding
{
    private Binding()
    {
    }

    public sealed record Complete(Command Command) : Binding;

    public sealed record Incomplete(IReadOnlyList<Field> Missing) : Binding;

    public sealed record Invalid(IReadOnlyList<Problem> Problems) : Binding;
}
