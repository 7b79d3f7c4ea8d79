using System.Text.RegularExpressions;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>The side of a turn on which features meet without knowing each other.</summary>
public sealed partial class Turn
{
    private const int MostMentioned = 5;

    /// <summary>Everything that features have to say of a person to the caller.</summary>
    public async ValueTask<IReadOnlyList<Block>> About(Person person)
    {
        var blocks = new List<Block>();

        foreach (var tell in features.OfPeople)
            blocks.AddRange(await tell(person, this));

        return blocks;
    }

    /// <summary>Everything that features have to say of a thing to the caller.</summary>
    public async ValueTask<IReadOnlyList<Block>> About(SubjectId id)
    {
        var blocks = new List<Block>();

        foreach (var tell in features.OfSubjects)
            blocks.AddRange(await tell(id, this));

        return blocks;
    }

    /// <summary>Whether any feature keeps something of that person.</summary>
    public async ValueTask<bool> Holds(Person person)
    {
        foreach (var holds in features.Holding)
        {
            if (await holds(person, store, Cancellation))
                return true;
        }

        return false;
    }

    /// <returns>Null: there is no such thing for the caller.</returns>
    public async ValueTask<Subject?> Subject(SubjectId id) =>
        features.Subject(id) is { } kind ? await kind.Find(id.ToString(), this) : null;

    /// <summary>The thing that is meant, or a refusal that reads the same whether it does not exist or is not the caller's to see.</summary>
    /// <param name="noun">What it has to be: <c>asset</c>.</param>
    public async ValueTask<Subject> Subject(SubjectRef reference, string noun) =>
        (features.Subject(noun) is { } kind ? await kind.Find(reference.Text, this) : null) ?? throw Unknown(noun, reference.Text);

    /// <summary>The things whose numbers stand in a text, as far as the caller sees them.</summary>
    public async ValueTask<IReadOnlyList<Subject>> Mentioned(string text)
    {
        var found = new List<Subject>();

        foreach (var id in Number().Matches(text).Select(match => SubjectId.Parse(match.Value, null)).Distinct().Where(id => features.Subject(id) is not null).Take(MostMentioned))
        {
            if (await Subject(id) is { } subject)
                found.Add(subject);
        }

        return found;
    }

    /// <summary>A table of things; pressing a row shows the thing.</summary>
    public Block Table(IEnumerable<Subject> subjects) => new Block.Table(
        [$"Number", $"What"],
        [.. subjects.Select(subject => new Block.Row([$"{subject.Id}", subject.Title], features.Subject(subject.Id)?.Open(subject.Id)))]);

    [GeneratedRegex(@"(?<![\w-])[A-Za-z]{2,4}-[1-9][0-9]{0,14}(?![\w-])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
