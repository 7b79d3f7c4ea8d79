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
    private const int MostLooked = 100;

    private readonly Dictionary<SubjectId, Subject?> looked = [];

    /// <summary>Everything that features have to say of a person to the caller.</summary>
    public async ValueTask<IReadOnlyList<Block>> About(Person person)
    {
        var blocks = new List<Block>();

        if (IsShared)
            return blocks;

        foreach (var tell in features.OfPeople)
            blocks.AddRange(await tell(person, this));

        return blocks;
    }

    /// <summary>Everything that features have to say of a thing to the caller.</summary>
    public async ValueTask<IReadOnlyList<Block>> About(SubjectId id)
    {
        var blocks = new List<Block>();

        if (IsShared)
            return blocks;

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

    /// <returns>Null: there is no such thing for the caller, or not for everybody who reads.</returns>
    public async ValueTask<Subject?> Subject(SubjectId id) =>
        !IsShared && features.Subject(id) is { } kind ? await kind.Find(id.ToString(), this) : null;

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
            if (await Looked(id) is { } subject)
                found.Add(subject);
        }

        return found;
    }

    /// <summary>What somebody wrote, with the numbers in it leading to what they name, as far as the caller sees it. The others stay words.</summary>
    public async ValueTask<Say> Linked(string text)
    {
        var parts = new List<Say>();
        var at = 0;

        foreach (Match match in Number().Matches(text))
        {
            if (await Looked(SubjectId.Parse(match.Value, null)) is not { } subject)
                continue;

            parts.Add(Say.Text(text[at..match.Index]));
            parts.Add($"{subject.Id}");
            at = match.Index + match.Length;
        }

        return parts is [] ? Say.Text(text) : Say.Row(parts.Append(Say.Text(text[at..])));
    }

    // A summary names the same things again and again.
    private async ValueTask<Subject?> Looked(SubjectId id)
    {
        if (!looked.TryGetValue(id, out var subject) && looked.Count < MostLooked)
            looked[id] = subject = await Subject(id);

        return subject;
    }

    /// <summary>A table of things; pressing a row shows the thing.</summary>
    public Block Table(IEnumerable<Subject> subjects) => new Block.Table(
        [$"Number", $"What"],
        [.. subjects.Select(subject => new Block.Row([$"{subject.Id}", subject.Title], features.Subject(subject.Id)?.Open(subject.Id)))]);

    [GeneratedRegex(@"(?<![\w-])[A-Za-z]{2,4}-[1-9][0-9]{0,14}(?![\w-])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
