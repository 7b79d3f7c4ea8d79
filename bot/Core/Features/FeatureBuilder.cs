using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Importing;
using ChatOps.People;
using ChatOps.Relaying;
using ChatOps.Scheduling;

namespace ChatOps.Features;

/// <summary>Collects what a feature offers: its commands, its documents, how they look, its look-ups.</summary>
public sealed class FeatureBuilder
{
    internal List<CommandSpec> Commands { get; } = [];

    internal List<Kind> Kinds { get; } = [];

    internal Dictionary<string, View> Views { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, Lookup> Lookups { get; } = new(StringComparer.Ordinal);

    internal List<Example> Examples { get; } = [];

    internal List<SubjectKind> Subjects { get; } = [];

    internal List<Func<Person, Turn, ValueTask<IReadOnlyList<Block>>>> OfPeople { get; } = [];

    internal List<Func<SubjectId, Turn, ValueTask<IReadOnlyList<Block>>>> OfSubjects { get; } = [];

    internal List<Func<Person, IStore, CancellationToken, ValueTask<bool>>> Holding { get; } = [];

    internal List<Import> Imports { get; } = [];

    internal List<SetupStep> Steps { get; } = [];

    internal List<Schedule> Schedules { get; } = [];

    internal List<Func<Wanted>> Settings { get; } = [];

    internal Dictionary<string, Func<string, Turn, ValueTask<IPublicMessage?>>> Relayed { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, StandingRule> Standings { get; } = new(StringComparer.Ordinal);

    internal Func<Heard, Turn, Task<Reply>>? Free { get; private set; }

    /// <param name="name">Noun and verb: <c>ticket new</c>.</param>
    /// <param name="summary">In the imperative; title of the form and line in help.</param>
    /// <param name="audience">Who reads the answer.</param>
    /// <param name="hidden">Reached by the bot's own buttons or the clock only.</param>
    /// <param name="preview">What a destructive command shows before it asks for a yes.</param>
    /// <param name="aloud">What its form says when what is sent will be read in the thread where it was asked for.</param>
    /// <param name="says">
    /// Sentences that mean it, with <c>{field}</c> where a value stands, and behind an arrow what goes without saying:
    /// <c>unassigned {priority} → assignee:none</c>.
    /// </param>
    public FeatureBuilder Command<TCommand>(
        string name,
        string summary,
        Func<TCommand, Turn, Task<Reply>> handle,
        Effect effect,
        Roles allow,
        Audience audience = Audience.Private,
        bool hidden = false,
        Func<TCommand, Turn, Task<Card>>? preview = null,
        Say? aloud = null,
        params IReadOnlyList<string> says)
        where TCommand : Command
    {
        Commands.Add(new(typeof(TCommand), name, summary, (command, turn) => handle((TCommand)command, turn))
        {
            Effect = effect,
            Allow = allow,
            Audience = audience,
            Hidden = hidden,
            Aloud = aloud,
            Says = [.. says, .. Sentences.Foreign[name]],
            Preview = preview is null ? null : (command, turn) => preview((TCommand)command, turn),
        });
        return this;
    }

    /// <summary>Kinds of documents, so that stores keep their indexes.</summary>
    public FeatureBuilder Stores(params IReadOnlyList<Kind> kinds)
    {
        Kinds.AddRange(kinds);
        return this;
    }

    /// <summary>A document that says how the house works, which many turns read: it is read together with who speaks.</summary>
    public FeatureBuilder Setting<T>(Kind<T> kind, string id)
        where T : class
    {
        Settings.Add(() => new WantedDocument<T>(kind, id));
        return this;
    }

    /// <summary>How a document looks to the caller of a turn. Messages that show it are drawn anew when it changes.</summary>
    /// <param name="face">A name for how it looks where several people read (<see cref="Shown.Face"/>); null: as its reader sees it.</param>
    public FeatureBuilder View<T>(Kind<T> kind, Func<T, Turn, Task<Card>> draw, string? face = null)
        where T : class
    {
        Views.Add(FeatureSet.ViewOf(kind.Name, face), async (id, turn) =>
        {
            if (await turn.Get(kind, id) is not { } document)
                return null;

            await turn.NoteReading(kind, document);
            return await draw(document, turn);
        });
        return this;
    }

    /// <summary>What is said in public: every new document of the kind is relayed to every place of its subject but the one it was said in, whichever command said it.</summary>
    /// <param name="isHeard">Whether it may still be said there, when it is delivered: the caller of the turn is the bot itself, in that place.</param>
    public FeatureBuilder Relays<T>(Kind<T> kind, Func<T, Turn, ValueTask<bool>> isHeard)
        where T : class, IPublicMessage
    {
        Relayed.Add(kind.Name, async (id, turn) => (await turn.Load(kind, id)).Now is { } said && await isHeard(said, turn) ? said : null);
        return this;
    }

    /// <summary>What places can be about, and how it stands: they follow when that changes.</summary>
    public FeatureBuilder Places<T>(Kind<T> kind, Func<T, Access, Standing> tell)
        where T : class
    {
        Standings.Add(kind.Name, new(
            (document, access) => document is T known ? tell(known, access) : null,
            async (id, turn) => (await turn.Load(kind, id)).Now is { } known ? tell(known, turn.Access) : null));
        return this;
    }

    /// <summary>Whether this feature keeps something of a person that would be lost to them if their account became another person's.</summary>
    public FeatureBuilder Holds<T>(Func<Person, Query<T>> what)
        where T : class
    {
        // Whoever asks: what they may not see counts too.
        Holding.Add(async (person, store, cancellation) => await store.Count(what(person), cancellation) > 0);
        return this;
    }

    /// <summary>Where a field's values come from (<see cref="AskAttribute.From"/>), for pickers and completion.</summary>
    /// <param name="find">The options that fit what is typed so far, best first; the empty text is asked for all.</param>
    public FeatureBuilder Lookup(string name, Lookup find)
    {
        Lookups.Add(name, find);
        return this;
    }

    /// <summary>Numbered things, as other features meet them: a ticket can name an asset without knowing what that is.</summary>
    /// <param name="noun">What they are called, and the look-up that finds them for a picker: <c>asset</c>.</param>
    /// <param name="series">The letters of their numbers: <c>AST</c>.</param>
    /// <param name="view">The command that shows one, by <c>id</c>.</param>
    /// <param name="find">The one that somebody means by a number or a name; null: there is none for the caller.</param>
    public FeatureBuilder Subject(string noun, IReadOnlyList<string> series, string view, Func<string, Turn, ValueTask<Subject?>> find)
    {
        Subjects.Add(new(noun, series, view, find));
        return this;
    }

    /// <summary>What this feature has to say of a person, wherever one is shown to the caller of a turn; nothing: it has not.</summary>
    public FeatureBuilder About(Func<Person, Turn, ValueTask<IReadOnlyList<Block>>> tell)
    {
        OfPeople.Add(tell);
        return this;
    }

    /// <summary>What this feature has to say of a thing of another one, wherever that is shown: the tickets about an asset.</summary>
    public FeatureBuilder About(Func<SubjectId, Turn, ValueTask<IReadOnlyList<Block>>> tell)
    {
        OfSubjects.Add(tell);
        return this;
    }

    /// <summary>What can be brought in from a table, at the command line.</summary>
    public FeatureBuilder Import(Import import)
    {
        Imports.Add(import);
        return this;
    }

    /// <summary>Runs a command again and again, as the bot itself, from the first start of a version that says so to the first of one that does not.</summary>
    /// <param name="name">Never changed: what has been done is remembered under it.</param>
    /// <param name="catchUp">What becomes of occurrences that were missed; null: <see cref="CatchUp.RunOnceLate"/>.</param>
    public FeatureBuilder Every(string name, Recurrence recurrence, Invocation invocation, CatchUp? catchUp = null)
    {
        Schedules.Add(new(Schedule.IdOfFeature(name), recurrence, invocation.ToString()) { Grace = catchUp?.Grace });
        return this;
    }

    /// <summary>A sentence that help offers as a button.</summary>
    /// <param name="sentence">What somebody would say.</param>
    /// <param name="means">What the button runs: the same as the sentence.</param>
    /// <param name="offered">To whom it is of use.</param>
    public FeatureBuilder Example(string sentence, Invocation means, Roles offered = Roles.Everyone)
    {
        Examples.Add(new(Say.Key(sentence), means, offered));
        return this;
    }

    /// <summary>A line of the set-up checklist.</summary>
    public FeatureBuilder Setup(SetupStep step)
    {
        Steps.Add(step);
        return this;
    }

    /// <summary>What becomes of words that are no command: at most one feature answers them.</summary>
    public FeatureBuilder Otherwise(Func<Heard, Turn, Task<Reply>> hear)
    {
        Free = Free is null ? hear : throw new InvalidOperationException("Two features want the words that are no command.");
        return this;
    }
}

/// <returns>Null: there is no such document for the caller.</returns>
public delegate Task<Card?> View(string id, Turn turn);

public delegate Task<IReadOnlyList<Option>> Lookup(string typed, Turn turn);

/// <param name="Offered">To whom it is of use.</param>
public sealed record Example(Say Sentence, Invocation Means, Roles Offered);

/// <summary>Words that are no command, and the files that came with them.</summary>
public sealed record Heard(string Text, IReadOnlyList<FileRef> Files);

/// <summary>How a kind of document stands, from a document in hand and from a stored one.</summary>
internal sealed record StandingRule(Func<object?, Access, Standing?> Of, Func<string, Turn, ValueTask<Standing?>> Read);
