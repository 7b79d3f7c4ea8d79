using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>How a command was asked for, and so how careful to be.</summary>
internal enum Manner
{
    /// <summary>In free words: what would change something shows its card first.</summary>
    Guessed,

    /// <summary>Typed exactly, pressed or sent.</summary>
    Exact,

    /// <summary>Asked again and answered yes.</summary>
    Confirmed,
}

/// <summary>What would become of an invocation.</summary>
public abstract record Prepared
{
    private Prepared()
    {
    }

    public sealed record Ready(CommandSpec Spec, Command Command) : Prepared;

    public sealed record Form(CommandSpec Spec, Arguments Arguments, IReadOnlyList<string> Ask, IReadOnlyList<Problem> Problems) : Prepared;

    public sealed record Refused(Say Why) : Prepared;
}

/// <summary>From what somebody did to the command that runs, the form that asks, or the sentence that says why not.</summary>
internal sealed class Interpreter(FeatureSet features)
{
    private const int LongestSentence = 8000;

    public Task<Reply> Answer(Turn turn, Incoming incoming) => incoming.Input switch
    {
        Input.Press press => Run(turn, press.Invocation, press.Ask, Manner.Exact),
        Input.Sentence sentence => Hear(turn, sentence.Text, incoming.Files),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public Prepared Prepare(Invocation invocation, IReadOnlyList<string> ask, Person caller, BindingContext context)
    {
        if (features.Catalog.Find(invocation.Command) is not { } spec)
            return new Prepared.Refused($"I do not know \"{invocation.Command}\". Say \"help\" to see what you can do.");

        if (!spec.IsAllowed(caller))
            return new Prepared.Refused(Forbidden(spec));

        var asked = ask.Where(name => spec.Field(name) is not null && !invocation.Arguments.Has(name)).ToArray();

        return spec.Bind(invocation.Arguments, context) switch
        {
            Binding.Invalid(var problems) when problems.FirstOrDefault(problem => spec.Field(problem.Field) is null) is { } unknown => new Prepared.Refused(unknown.Why),
            Binding.Invalid(var problems) => new Prepared.Form(spec, invocation.Arguments, [.. problems.Select(problem => problem.Field)], problems),
            _ when asked is not [] => new Prepared.Form(spec, invocation.Arguments, asked, []),
            Binding.Incomplete => new Prepared.Form(spec, invocation.Arguments, [], []),
            Binding.Complete(var command) => new Prepared.Ready(spec, command),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public async Task<Reply> Run(Turn turn, Invocation invocation, IReadOnlyList<string> ask, Manner manner)
    {
        invocation = WithSubject(invocation, turn.Place);
        turn.What = features.Catalog.Find(invocation.Command)?.Name ?? "unknown";

        return Prepare(invocation, ask, turn.Caller, turn.Context) switch
        {
            Prepared.Refused(var why) => throw new Refusal(why),
            Prepared.Form form => await Forms.For(form.Spec, form.Arguments, form.Ask, form.Problems, turn),
            Prepared.Ready({ Effect: Effect.Write or Effect.Draft } spec, _) when manner is Manner.Guessed => await Forms.For(spec, invocation.Arguments, [], [], turn),
            Prepared.Ready({ Effect: Effect.Destructive } spec, var command) when manner is not Manner.Confirmed => await AskAgain(turn, spec, command, invocation),
            Prepared.Ready(var spec, var command) => Narrow(await spec.Handle(command, turn), spec, turn),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<Reply> Hear(Turn turn, string words, IReadOnlyList<FileRef> files)
    {
        if (words.Length > LongestSentence)
            throw new Refusal($"That is {words.Length:# character|# characters}, and a message holds {LongestSentence}. Send the long part as a text file.");

        var text = Tidy.Text(words, lines: true);

        if (text.Length is 0 && files is [])
            throw new Refusal($"That message has no words in it. Say what you need in a sentence.");

        if (TypedSyntax.Read(text, features.Catalog) is { } typed)
            return await Run(turn, WithFiles(typed, files), [], Manner.Exact);

        if (!turn.IsAddressed && turn.Place.Subject is null)
            return Reply.Silent;

        // Meant for the bot and not understood: it is not to be read by everybody instead.
        if (!turn.IsAddressed && text[..Math.Min(text.Length, 1)] is "/")
            throw new Refusal($"I do not know that command, and nobody was sent these words. Say \"help\" to see what you can do.");

        if (turn.IsAddressed && features.Catalog.About(text) is [_, ..])
            return await Run(turn, Invocation.Of("help", ("text", text)), [], Manner.Exact);

        if (text.ToLowerInvariant() is ("yes" or "ja" or "no" or "nein") and var answer && await turn.Get(Draft.Kind, Draft.IdOf(turn)) is not null)
            return await Run(turn, Invocation.Of(answer is "yes" or "ja" ? "confirm" : "dismiss"), [], Manner.Exact);

        if (turn.IsAddressed && features.Phrase(text) is { } meant && files is [])
            return await Run(turn, meant, [], Manner.Guessed);

        turn.What = "words";
        return features.Free is { } hear
            ? await hear(new(text, files), turn)
            : throw new Refusal($"I did not understand that. Say \"help\" to see what you can do.");
    }

    /// <summary>Where a place is about one thing, its number goes without saying.</summary>
    public Invocation WithSubject(Invocation invocation, Place place) =>
        place.Subject is { } subject && !invocation.Arguments.Has("id") && features.Catalog.Find(invocation.Command)?.Field("id") is { } field && IsOf(field, subject)
            ? invocation with { Arguments = invocation.Arguments.With("id", subject) }
            : invocation;

    // The thread of a ticket says nothing of an asset.
    private bool IsOf(Field field, string subject) => SubjectId.TryParse(subject, null, out var id) && features.Subject(id) is { } kind
        ? (field.Kind is FieldKind.Ticket || field.IsSubject) && kind.Noun == field.From
        : field.Kind is FieldKind.Ticket;

    private Invocation WithFiles(Invocation invocation, IReadOnlyList<FileRef> files) =>
        files is [_, ..] && features.Catalog.Find(invocation.Command)?.Fields.FirstOrDefault(field => field.Kind is FieldKind.File) is { } field
            ? invocation with { Arguments = invocation.Arguments.With(field.Name, [.. files.Select(file => file.ToString())]) }
            : invocation;

    private static async Task<Reply> AskAgain(Turn turn, CommandSpec spec, Command command, Invocation invocation)
    {
        var card = spec.Preview is { } preview
            ? await preview(command, turn)
            : new Card($"{spec.Summary}?") { Body = [new Block.Facts([.. invocation.Arguments.Select(pair => new Block.Fact(spec.Field(pair.Key)!.Prompt, Say.Text(string.Join(", ", pair.Value))))])] };

        return await turn.Ask(card, new($"Yes", invocation) { Emphasis = Emphasis.Danger });
    }

    // Wider than the command says only below words that everybody reads: nothing has been promised of that answer.
    private static Reply Narrow(Reply reply, CommandSpec spec, Turn turn) => reply with
    {
        Audience = reply.Audience is Audience.Private || spec.Audience is Audience.Private && !(reply.Audience is Audience.Place && turn.IsAnsweredHere)
            ? Audience.Private
            : Audience.Place,
    };

    private static Say Forbidden(CommandSpec spec)
    {
        var roles = Enum.GetValues<Roles>().Where(role => role is not (Roles.None or Roles.System) && spec.Allow.HasFlag(role)).Distinct().ToArray();

        return roles is []
            ? (Say)$"I do not know \"{spec.Name}\". Say \"help\" to see what you can do."
            : $"Only {Say.List(roles.Select(role => Say.Term(Plural(role))))} can do that. Ask one of them, or say \"help\" to see what you can do.";
    }

    internal static string Plural(Roles role) => role switch
    {
        // The same value as Everyone, which would be a strange plural.
        Roles.Employee => "employees",
        Roles.SecurityAnalyst => "security analysts",
        _ => $"{Terms.Label(role.ToString())}s",
    };
}
