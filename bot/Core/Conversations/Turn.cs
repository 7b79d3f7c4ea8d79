using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>
/// One person asking one thing, once: who, where, when, and everything that the answer reads and changes. All of it is
/// committed together after the handler returns. On a conflict the core runs the handler again on a new turn, so a
/// handler has no effect but its turn. What the caller may not see does not exist here.
/// </summary>
public sealed partial class Turn
{
    private readonly IStore store;
    private readonly FeatureSet features;
    private readonly Files? files;
    private readonly string eventKey;
    private readonly string actor;
    private readonly string surface;
    private readonly Dictionary<(string Kind, string Id), Entry> entries = [];
    private readonly List<Documents.Fact> facts = [];
    private readonly List<Told> told = [];
    private readonly List<(string Job, Delivery Delivery)> notices = [];

    internal Turn(IStore store, FeatureSet features, Files? files, Access access, Origin origin, CancellationToken cancellation)
    {
        this.files = files;
        (this.store, this.features, Access, Place, Cancellation) = (store, features, access, origin.Place, cancellation);
        (eventKey, actor, surface) = (origin.EventKey, origin.Actor ?? access.Person.Id, origin.Surface);
        Reader = new(Caller.Language, Caller.Zone, Now);
        access.Read = (kind, id) => entries.GetValueOrDefault((kind, id))?.Document;
    }

    public Access Access { get; }

    public Person Caller => Access.Person;

    public Place Place { get; private set; }

    public DateTimeOffset Now => Access.Now;

    public Reader Reader { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>Nobody in particular reads what is drawn in this turn, but all in its place: nothing stands in it that only some of them may see.</summary>
    public bool IsShared => Place.IsShared && Caller.Id == People.Person.System.Id;

    /// <summary>Every command there is; which of them the caller may run, each says.</summary>
    public Catalog Catalog => features.Catalog;

    /// <summary>Sentences that help offers, whoever they are for.</summary>
    public IReadOnlyList<Example> Examples => features.Examples;

    /// <summary>What a new installation settles, in order.</summary>
    public IReadOnlyList<SetupStep> SetupSteps => features.Steps;

    /// <summary>What texts are understood against: now, in the caller's zone.</summary>
    public BindingContext Context => new(Now, Caller.Zone);

    /// <summary>What the caller did, with what looked like a secret hidden; null for the clock. An adapter that keeps words keeps these.</summary>
    public Input? Input { get; internal set; }

    /// <summary>The account that the caller speaks from; null for the clock.</summary>
    public Identity? Identity { get; internal set; }

    /// <summary>The command that runs: what the audit trail says.</summary>
    internal string What { get; set; } = "";

    /// <summary>It ended in an error of ours.</summary>
    internal bool HasFailed { get; set; }

    internal bool IsUndoable { get; private set; }

    internal Func<Invocation, Manner, Task<Reply>> Runs { get; set; } = (_, _) => throw new InvalidOperationException();

    internal FeatureSet Features => features;

    internal IReadOnlyList<Told> Told => told;

    // ---- reading ----

    /// <returns>Null: there is none, or the caller may not see it.</returns>
    public async ValueTask<T?> Get<T>(Kind<T> kind, string id)
        where T : class =>
        await Load(kind, id) is { Now: { } document } && IsSeen(kind, document) ? document : null;

    /// <summary>The document, or a refusal that reads the same whether it does not exist or is not the caller's to see.</summary>
    public async ValueTask<T> Require<T>(Kind<T> kind, string id)
        where T : class =>
        await Get(kind, id) ?? throw Unknown(kind.Name, id);

    /// <summary>
    /// Breaks the glass: the document, whether or not the caller sees it. For administrators alone, and the reason stands
    /// in the audit trail; that the people concerned are told is the feature's to do.
    /// </summary>
    public async ValueTask<T> Unseal<T>(Kind<T> kind, string id, string reason)
        where T : class
    {
        if (!Access.Has(Roles.Administrator) || await Load(kind, id) is not { Now: { } document })
            throw Unknown(kind.Name, id);

        Note(kind.Trail?.Invoke(document) ?? $"{kind.Name}:{id}", $"unseal: {reason}");
        return document;
    }

    public async ValueTask<Page<T>> Find<T>(Query<T> query)
        where T : class
    {
        var page = await store.Find(query with { Filter = Filter(query.Index.Kind, query.Filter) }, Cancellation);

        foreach (var item in page.Items)
            entries.TryAdd((query.Index.Kind.Name, item.Id), new Entry<T>(query.Index.Kind, item.Id, item.Version, item.Body));

        return page;
    }

    public ValueTask<long> Count<T>(Query<T> query)
        where T : class =>
        store.Count(query with { Filter = Filter(query.Index.Kind, query.Filter) }, Cancellation);

    public ValueTask<Hits<T>> Search<T>(Kind<T> kind, string words, int take = 20, Func<T, bool>? filter = null)
        where T : class =>
        store.Search(kind, words, Filter(kind, filter), take, Cancellation);

    public ValueTask<IReadOnlyList<Documents.Fact>> Trail(string subject, int take = 100) => store.Trail(subject, take, Cancellation);

    /// <summary>The person who is meant, or a refusal that says whom the words could mean.</summary>
    public ValueTask<Person> Person(PersonRef reference) => reference.Resolve(this);

    /// <summary>The name to show for an id: its own when the person is gone.</summary>
    public async ValueTask<Part> Who(string? id) =>
        id is null ? Say.Term("nobody").Parts[0]
        : await Get(People.Person.Kind, id) is { } person ? new Part.Who(person.Id, person.Name)
        : new Part.Words(id);

    /// <summary>The platform that somebody used last; null: none yet.</summary>
    public async ValueTask<string?> LastPlatform(string person) => (await Load(LastPlace.Kind, person)).Now?.Platform;

    // ---- changing ----

    /// <summary>The next number of a series (<c>INC</c>): unique and rising, may skip.</summary>
    public async ValueTask<SubjectId> Next(string series) => new(series, await store.NextNumber(series, Cancellation));

    public void Save<T>(Kind<T> kind, T document)
        where T : class =>
        EntryOf(kind, kind.IdOf(document)).Now = document;

    public void Delete<T>(Kind<T> kind, string id)
        where T : class =>
        EntryOf(kind, id).Now = null;

    /// <summary>An entry in the audit trail beyond the changes of documents, which are noted by themselves.</summary>
    public void Note(string subject, string what) => facts.Add(new(subject, Now, actor, surface, what));

    /// <summary>Tells somebody, where they read: saved with this turn and delivered after it, in order. Nobody is told of what they did themselves.</summary>
    /// <param name="place">Where others read too; null: where they read what is said on the subject, else in their chat.</param>
    public void Tell(string person, Message message, Place? place = null)
    {
        if (person == Caller.Id)
            return;

        var id = $"{eventKey}/{told.Count}";
        told.Add(new(id, person));
        notices.Add((id, new(person, message) { Place = place, Trace = Telemetry.Trace }));
    }

    /// <summary>
    /// Says something in a place that several people read: saved with this turn and delivered after it, in order. It is drawn
    /// in the company's language, without what depends on who looks.
    /// </summary>
    public void Post(Place place, Message message) => jobs.Add(
        new($"{eventKey}/{place}/{jobs.Count}", Now, Tasks.Deliver, new Delivery(People.Person.System.Id, message) { Place = place, Trace = Telemetry.Trace }.ToJson()) { Lane = $"place:{place}" });

    // ---- answering ----

    /// <summary>An answer that shows a document by its view, and is drawn anew wherever it stands when the document changes.</summary>
    public static Reply Show<T>(Kind<T> kind, string id, Say? text = null)
        where T : class =>
        new(new Message { Text = text, Shown = new(kind.Name, id) });

    /// <summary>Answers as if the caller had pressed a button that carries this.</summary>
    public Task<Reply> Run(Invocation invocation) => Runs(invocation, Manner.Exact);

    /// <summary>A question that the caller answers within 5 minutes, in this place: with the button, or by typing yes or no.</summary>
    /// <param name="yes">What a yes does.</param>
    public async Task<Reply> Ask(Card question, Choice yes)
    {
        var token = Ids.New();
        await Get(Draft.Kind, Draft.IdOf(this));
        Save(Draft.Kind, new Draft(Draft.IdOf(this), token, yes.Invocation.ToString(), Now + Draft.Lasts) { IsShared = Place.IsShared });

        var card = question with
        {
            Tone = Tone.Warning,
            Choices = [yes with { Invocation = Invocation.Of("confirm", ("token", token)) }, new($"No", Invocation.Of("dismiss")) { Alone = true }],
        };

        return new(new Message { Card = card }) { IsForm = true, Audience = Audience.Private };
    }

    /// <summary>What a sentence could mean; null: no command.</summary>
    public Invocation? Means(string sentence) => features.Phrase(sentence);

    /// <summary>Answers as if words of the caller had meant this: what would change something is a filled-in form first.</summary>
    /// <param name="also">What the caller may have meant instead.</param>
    public async Task<Reply> Propose(Invocation invocation, params IReadOnlyList<Choice> also)
    {
        var reply = await Runs(invocation, Manner.Guessed);

        return reply is { IsForm: true, Message.Card: { } card }
            ? reply with { Message = reply.Message with { Card = card with { Choices = [card.Choices[0], .. also, .. card.Choices.Skip(1)] } } }
            : reply;
    }

    /// <summary>The answer gets an Undo button for 10 minutes.</summary>
    public Reply Undoable(Reply reply)
    {
        IsUndoable = true;

        // A line alone has no place for a button.
        return reply.Message is { Card: null, Shown: null, Text: { } line } ? reply with { Message = reply.Message with { Text = null, Card = new(line) } } : reply;
    }

    /// <summary>An adapter has posted this message: it is kept up to date there.</summary>
    public void Posted(Sent sent, Message message)
    {
        if (message.Shown is { } shown)
            Save(Conversations.Post.Kind, Conversations.Post.Of(sent, message, shown, shown.Face is null ? Caller.Id : People.Person.System.Id, VersionOf(shown)));
    }

    /// <summary>It stood there before this turn is saved. What changed in between did not find it, so it is looked at once more.</summary>
    internal void Delivered(Sent sent, Message message)
    {
        Posted(sent, message);

        if (message.Shown is not null && Conversations.Post.IdOf(sent) is var id)
            moved.Add(new($"{Tasks.Look}:{id}", Now, Tasks.Look, id));
    }

    /// <summary>An adapter has put this message where another one stood.</summary>
    public async ValueTask Replaced(Sent sent, Message message)
    {
        var id = Conversations.Post.IdOf(sent);

        if ((await Load(Conversations.Post.Kind, id)).Now is not null && message.Shown is null)
            Delete(Conversations.Post.Kind, id);

        Posted(sent, message);
    }

    /// <summary>The file that the caller sent, from now on kept with what names it.</summary>
    public async ValueTask<Attachment> Attach(FileRef file)
    {
        if (await Get(StoredFile.Kind, StoredFile.IdOf(file, Caller.Id)) is not { } stored)
            throw new Refusal($"That file is no longer here. Attach it again.");

        Save(StoredFile.Kind, stored with { Bound = true });
        return new(stored.Hash, stored.Name, stored.Type, stored.Size);
    }
}

/// <summary>Where a turn comes from.</summary>
/// <param name="EventKey">Unique for the event, over all platforms.</param>
/// <param name="Actor">For the audit trail; null: the caller.</param>
internal sealed record Origin(Place Place, string EventKey, string Surface, string? Actor = null);
