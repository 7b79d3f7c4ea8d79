using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;
using ChatOps.Privacy;

namespace ChatOps.Documents;

/// <summary>A kind of document, by the name it has in every store.</summary>
public abstract class Kind(string name, int schema)
{
    public string Name { get; } = name;

    /// <summary>The version of the shape of the JSON; a store that finds an older one upgrades it while reading.</summary>
    public int Schema { get; } = schema;

    internal abstract bool IsAudited { get; }

    /// <summary>Changes when the stored index entries must be computed anew.</summary>
    internal abstract string Fingerprint { get; }

    /// <summary>Takes back a change in this turn; false: somebody has changed the document since.</summary>
    internal abstract Task<bool> Undo(Turn turn, string id, long version, string? before, int storedSchema);

    /// <summary>Whether the caller of the turn may know how the document fares.</summary>
    internal abstract ValueTask<bool> IsSeen(Turn turn, string id);

    /// <summary>Whether the caller of the turn may read what the trail has of the words of the document.</summary>
    internal abstract ValueTask<bool> ReadsTrail(Turn turn, string id);

    internal abstract ValueTask NoteReading(Turn turn, string id, string what);

    /// <summary>The properties that hold single words of texts.</summary>
    internal abstract IReadOnlyList<string> WordLists { get; }

    /// <summary>Whether the law forbids that a document goes.</summary>
    internal abstract bool IsHeld(string json, int storedSchema);

    internal abstract bool IsOf(string json, int storedSchema, string person);

    internal abstract IEnumerable<string> Written(string json, int storedSchema, string person);

    /// <returns>Null: it goes as a whole.</returns>
    internal abstract string? Erase(string json, int storedSchema, Erasure erasure);

    /// <summary>What the trail files the changes of a document under; null: it does not.</summary>
    internal abstract string? TrailOf(string json, int storedSchema);

    internal abstract string IdIn(string json, int storedSchema);

    /// <summary>The entries and words of a stored document, for a store that indexes a kind anew without knowing its type.</summary>
    internal abstract Indexed Reindex(string json, int storedSchema);
}

/// <summary>What a store keeps beside the JSON of a document so that it can be found.</summary>
internal sealed record Indexed(string Json, (string Index, string Entry)[] Entries, string[] Words);

/// <summary>
/// Says once how a document is named, ordered, searched and who may see it. All functions are pure, so every store
/// computes the same keys. Documents are immutable records: a store may hand the same instance to many readers.
/// </summary>
/// <param name="name">Never changed once data exists.</param>
/// <param name="json">Source-generated, so that a document is written the same way everywhere.</param>
/// <param name="upgrade">Turns the JSON of an older <paramref name="schema"/> (the second argument) into today's.</param>
public sealed class Kind<T>(
    string name,
    JsonTypeInfo<T> json,
    Func<T, string> id,
    int schema = 1,
    Func<JsonNode, int, JsonNode>? upgrade = null) : Kind(name, schema)
    where T : class
{
    private const int LongestId = 300;
    // Most kinds are not met in most starts: what is not read or written costs nothing.
    private readonly Lazy<JsonTypeInfo<T>> shape = new(() => InAnyOrder(json));
    private readonly List<Index<T>> indexes = [];
    private Func<T, string>? words;
    private Personal<T>? personal;
    private Func<T, bool>? held;

    /// <summary>Who may see a document; null: whoever runs a command that reads it. The turn applies it to every read.</summary>
    internal Func<Access, T, bool>? Visible { get; private set; }

    /// <summary>Who may read what the trail has of its words; null: whoever sees the document.</summary>
    internal Func<Access, T, bool>? Inside { get; private set; }

    /// <summary>When it is noted who is shown a document; null: never.</summary>
    internal Func<Access, T, bool>? NotesReaders { get; private set; }

    /// <summary>What becomes of a document when its last change is undone; null: what was before.</summary>
    internal Restore<T>? Restore { get; private set; }

    /// <summary>What the audit trail files a change under; null: changes are not audited (the bot's own book-keeping).</summary>
    internal Func<T, string>? Trail { get; private set; } = document => $"{name}:{id(document)}";

    /// <summary>Orders what a word search finds; the highest comes first.</summary>
    internal Func<T, Key> Rank { get; private set; } = document => Key.Of(id(document));

    internal override bool IsAudited => Trail is not null;

    internal override string Fingerprint =>
        $"{Schema}:{string.Join(',', indexes.Select(index => index.Name).Order(StringComparer.Ordinal))}:{words is not null}";

    /// <summary>An index with any number of entries a document; a document without an entry is not found through it.</summary>
    public Index<T> Index(string name, Func<T, IEnumerable<Key>> keys)
    {
        var index = new Index<T>(this, name, keys);
        indexes.Add(index);
        return index;
    }

    public Index<T> Index(string name, Func<T, Key?> key) =>
        Index(name, document => key(document) is { } one ? [one] : Array.Empty<Key>());

    /// <summary>The text that word search looks at, and the order of what it finds (highest first).</summary>
    public Kind<T> Text(Func<T, string> words, Func<T, Key> rank)
    {
        this.words = words;
        Rank = rank;
        return this;
    }

    /// <summary>Who may see a document. To everybody else it does not exist: the answer is that of an unknown id.</summary>
    public Kind<T> SeenBy(Func<Access, T, bool> visible)
    {
        Visible = visible;
        return this;
    }

    /// <summary>Who sees a document from the inside, and so may read in the audit trail what was written there.</summary>
    public Kind<T> SeenInsideBy(Func<Access, T, bool> inside)
    {
        Inside = inside;
        return this;
    }

    /// <summary>When it is noted, once an hour each, who is shown a document.</summary>
    public Kind<T> NotesReadersWhen(Func<Access, T, bool> notes)
    {
        NotesReaders = notes;
        return this;
    }

    /// <summary>What its documents have to do with people who want to be told or forgotten.</summary>
    public Kind<T> Concerns(Personal<T> personal)
    {
        this.personal = personal;
        return this;
    }

    /// <summary>When the law forbids that a document goes.</summary>
    public Kind<T> HeldWhen(Func<T, bool> held)
    {
        this.held = held;
        return this;
    }

    /// <summary>What the audit trail files changes under, in place of <c>kind:id</c>.</summary>
    public Kind<T> AuditedAs(Func<T, string> subject)
    {
        Trail = subject;
        return this;
    }

    /// <summary>Book-keeping of the bot itself: neither audited nor undone.</summary>
    public Kind<T> Unaudited()
    {
        Trail = null;
        return this;
    }

    /// <summary>How Undo brings a document back, when putting back what was before is not enough (an append-only history).</summary>
    public Kind<T> UndoneBy(Restore<T> restore)
    {
        Restore = restore;
        return this;
    }

    internal string IdOf(T document)
    {
        var found = id(document);

        if (found is not { Length: > 0 and <= LongestId } || found.AsSpan().ContainsAnyInRange('\0', '\u001F') || Words.WellFormed(found) != found)
            throw new ArgumentException($"The id of a {Name} is 1 to {LongestId} characters without control characters.", nameof(document));

        return found;
    }

    internal string Write(T document) => JsonSerializer.Serialize(document, shape.Value);

    internal T Read(string text, int storedSchema)
    {
        if (storedSchema > Schema)
        {
            throw new StoreException(
                $"A {Name} was written by a newer version of ChatOps (form {Say.Digits(storedSchema)}, this version knows {Say.Digits(Schema)}). Start the newer version.");
        }

        try
        {
            return storedSchema == Schema || upgrade is null
                ? JsonSerializer.Deserialize(text, shape.Value)!
                : upgrade(JsonNode.Parse(text)!, storedSchema).Deserialize(shape.Value)!;
        }
        catch (JsonException e)
        {
            throw new StoreException($"A {Name} cannot be read from the store ({e.Message}). Restore a backup, or the version that wrote it.", e);
        }
    }

    internal Indexed Describe(T document) => Describe(document, Write(document));

    /// <param name="json">As <see cref="Write"/> gives it.</param>
    internal Indexed Describe(T document, string json)
    {
        var end = IdOf(document);
        var entries = new List<(string Index, string Entry)>(indexes.Count);

        foreach (var index in indexes)
        {
            var first = entries.Count;

            foreach (var key in index.Keys(document))
            {
                var entry = (index.Name, key.Text + end);

                if (entries.IndexOf(entry, first) < 0)
                    entries.Add(entry);
            }
        }

        return new(json, [.. entries], words is null ? [] : Words.In(words(document)));
    }

    internal override async Task<bool> Undo(Turn turn, string id, long version, string? before, int storedSchema)
    {
        if (await turn.Load(this, id) is not { Version: var present, Now: { } now } || present != version)
            return false;

        var was = before is null ? null : Read(before, storedSchema);
        var kept = Restore is { } restore ? restore(was, now, turn.Caller.Id, turn.Now) : was;

        if (kept is null)
            turn.Delete(this, id);
        else
            turn.Save(this, kept);

        return true;
    }

    internal override async ValueTask<bool> IsSeen(Turn turn, string id) => await turn.Get(this, id) is not null;

    internal override async ValueTask<bool> ReadsTrail(Turn turn, string id) =>
        (Inside ?? Visible) is not { } sees || await turn.Load(this, id) is { Now: { } document } && sees(turn.Access, document);

    internal override async ValueTask NoteReading(Turn turn, string id, string what)
    {
        if (await turn.Get(this, id) is { } document)
            await turn.NoteReading(this, document, what);
    }

    internal override IReadOnlyList<string> WordLists => personal?.WordLists ?? [];

    internal override bool IsHeld(string json, int storedSchema) => held is not null && held(Read(json, storedSchema));

    internal override bool IsOf(string json, int storedSchema, string person) => personal is not null && personal.IsOf(Read(json, storedSchema), person);

    internal override IEnumerable<string> Written(string json, int storedSchema, string person) =>
        personal?.Written(Read(json, storedSchema), person).OfType<string>().Where(text => text.Length > 0) ?? [];

    internal override string? Erase(string json, int storedSchema, Erasure erasure)
    {
        if (personal is null)
            return json;

        var document = Read(json, storedSchema);
        var left = personal.Erase(document, erasure);
        return left is null ? null : ReferenceEquals(left, document) ? json : Write(left);
    }

    internal override string? TrailOf(string json, int storedSchema) => Trail?.Invoke(Read(json, storedSchema));

    internal override string IdIn(string json, int storedSchema) => IdOf(Read(json, storedSchema));

    internal override Indexed Reindex(string json, int storedSchema) => Describe(Read(json, storedSchema));

    // PostgreSQL orders the properties of an object its own way, so the one that names a type need not come first.
    private static JsonTypeInfo<T> InAnyOrder(JsonTypeInfo<T> json) =>
        (JsonTypeInfo<T>)new JsonSerializerOptions(json.Options) { AllowOutOfOrderMetadataProperties = true }.GetTypeInfo(typeof(T));
}

/// <param name="before">Null: the change made the document.</param>
/// <param name="now">The document as the change left it.</param>
/// <returns>The document to keep; null deletes it.</returns>
public delegate T? Restore<T>(T? before, T now, string undoneBy, DateTimeOffset at)
    where T : class;
