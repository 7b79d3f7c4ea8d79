using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Help;

/// <summary>What the caller may do, and nothing else; with words, what fits them.</summary>
internal sealed record GetHelp([Ask("What do you want to do?")] string? Text = null) : Command
{
    private const int MostRows = 25;
    private const int MostExamples = 3;

    // What there is to do is the same for all who have the same roles.
    private static readonly ConditionalWeakTable<Catalog, ConcurrentDictionary<(Roles, bool), Block.Table>> Tables = [];

    public static async Task<Reply> Handle(GetHelp command, Turn turn)
    {
        var mayClaim = await MayClaim(turn);

        // What can be begun from nothing comes before what needs something that is there.
        var allowed = turn.Catalog.Commands
            .Where(spec => !spec.Hidden && spec.IsAllowed(turn.Caller) && spec.Type != typeof(GetHelp) && (mayClaim || spec.Name is not "admin claim"))
            .OrderBy(spec => spec.Fields.Any(field => field is { Kind: FieldKind.Ticket, Required: true }))
            .ToArray();

        return command.Text is { } text ? About(text, allowed, turn) : Greeting(allowed, mayClaim, turn);
    }

    // It is done once, and not by somebody of the demonstration.
    private static async ValueTask<bool> MayClaim(Turn turn) =>
        !turn.Caller.MadeUp && await turn.Get(Installation.Kind, Installation.TheOne) is not { ClaimedBy: not null };

    private static Card Greeting(IReadOnlyList<CommandSpec> allowed, bool mayClaim, Turn turn) => new($"Hello {turn.Caller}, what can I do for you?")
    {
        Body =
        [
            new Block.Text($"Say in your own words what does not work or what you need, or choose one of these."),
            Tables.GetOrCreateValue(turn.Catalog).GetOrAdd((turn.Caller.Roles, mayClaim), _ => Table(allowed, turn) with { IsForMany = true }),
        ],
        Choices = [.. Examples(turn)],
    };

    // What only some are offered is of more use to them than what everybody is.
    private static IEnumerable<Choice> Examples(Turn turn) =>
        turn.Examples
            .Where(example => (example.Offered & turn.Caller.Roles) is not Roles.None && turn.Catalog.Find(example.Means.Command)?.IsAllowed(turn.Caller) is true)
            .OrderBy(example => example.Offered.HasFlag(Roles.Everyone))
            .Take(MostExamples)
            .Select(example => new Choice(example.Sentence, InWordsOf(turn.Caller, example)));

    // What is said by pressing it is said in the language that it was read in.
    private static Invocation InWordsOf(Person reader, Example example) => example.Means.Arguments["text"] == example.Sentence.Template
        ? example.Means with { Arguments = example.Means.Arguments.With("text", Phrasebook.For(reader.Language).Find(example.Sentence.Template)) }
        : example.Means;

    private static Card About(string text, IReadOnlyList<CommandSpec> allowed, Turn turn)
    {
        var fitting = IntentWords.Fitting(allowed, text, Phrasebook.For(turn.Caller.Language));

        return fitting is []
            ? new($"I found nothing to do for \"{text}\".")
            {
                Body = [new Block.Text($"Say in a sentence what you need. Or look at all that you can do here.")],
                Choices = [.. Ask(text, allowed), new($"See everything", Invocation.Of("help"))],
            }
            : new($"What you can do about \"{text}\"") { Body = [Table([.. fitting.Take(MostRows)], turn)], Choices = [new($"See everything", Invocation.Of("help"))] };
    }

    private static IEnumerable<Choice> Ask(string text, IReadOnlyList<CommandSpec> allowed)
    {
        if (allowed.Any(spec => spec.Name is "ticket new"))
            yield return new($"Ask the help desk", Invocation.Of("ticket draft", ("text", text))) { Emphasis = Emphasis.Primary };
    }

    // How a command is typed is of use to those who type them all day.
    private static Block.Table Table(IReadOnlyList<CommandSpec> specs, Turn turn)
    {
        var typed = (turn.Caller.Roles & ~Roles.Employee) is not Roles.None;

        return new(
            typed ? [$"What", $"Typed"] : [$"What"],
            [.. specs.Select(spec => new Block.Row(typed ? [spec.Summary, Say.Text(spec.Name)] : [spec.Summary], Invocation.Of(spec.Name)))]);
    }
}

/// <summary>Finds commands by what people want: by their name, summary, questions and phrases.</summary>
internal static class IntentWords
{
    private static readonly char[] Between = [' ', ',', '.', ':', ';', '?', '{', '}', '→', '(', ')', '\'', '"', '/', '\n'];

    public static IReadOnlyList<CommandSpec> Fitting(IReadOnlyList<CommandSpec> specs, string text, Phrasebook book)
    {
        var wanted = In(text).Where(word => word.Length > 2).ToArray();

        return
        [
            .. from spec in specs
               let known = In($"{spec.Name} {Both(spec.Summary, book)} {string.Join(' ', spec.Says)} {string.Join(' ', spec.Fields.Select(field => $"{field.Name} {Both(field.Prompt, book)}"))}")
               let hits = wanted.Count(word => known.Any(other => other.StartsWith(Stem(word), StringComparison.Ordinal)))
               where hits > 0 && hits * 2 >= wanted.Length
               orderby hits descending, spec.Name
               select spec,
        ];
    }

    // People search in their own language, and know the English words too.
    private static string Both(Say say, Phrasebook book) => $"{say} {book.Find(say.Template)}";

    private static string[] In(string text) => text.ToLowerInvariant().Split(Between, StringSplitOptions.RemoveEmptyEntries);

    // "assets" is about an asset.
    private static string Stem(string word) => word.Length > 3 && word.EndsWith('s') ? word[..^1] : word;
}
