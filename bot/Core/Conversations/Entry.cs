using ChatOps.Documents;

namespace ChatOps.Conversations;

/// <summary>A document in a turn: as it was read, and as the turn leaves it.</summary>
internal abstract class Entry(string id, long version)
{
    public string Id { get; } = id;

    /// <summary>0: was not there.</summary>
    public long Version { get; } = version;

    public abstract Kind Kind { get; }

    public abstract bool IsChanged { get; }

    public abstract object? Document { get; }

    /// <summary>As it was read; null: was not there.</summary>
    public abstract object? Original { get; }

    /// <summary>What the audit trail files the change under; null: it does not.</summary>
    public abstract string? Trail { get; }

    public abstract void Put(Batch batch);

    public abstract string? Difference();

    public abstract UndoChange Undo();
}

internal sealed class Entry<T>(Kind<T> kind, string id, long version, T? before) : Entry(id, version)
    where T : class
{
    private readonly T? before = before;
    private string? beforeJson;
    private (T Document, string Json)? written;

    public T? Now { get; set; } = before;

    public override Kind Kind => kind;

    public override object? Document => Now;

    public override object? Original => before;

    public override bool IsChanged => !ReferenceEquals(Now, before);

    public override string? Trail => (Now ?? before) is { } document ? kind.Trail?.Invoke(document) : null;

    public override void Put(Batch batch)
    {
        if (Now is { } document)
            batch.Put(kind, document, Written(document), Version);
        else
            batch.Delete(kind, Id, Version);
    }

    public override string? Difference() =>
        Changes.Between(Before, Now is { } document ? Written(document) : null);

    public override UndoChange Undo() => new(kind.Name, Id, Before, kind.Schema, Version + 1);

    private string? Before => before is null ? null : beforeJson ??= kind.Write(before);

    // Once for the store, the audit trail and undoing: it is most of what a change costs.
    private string Written(T document)
    {
        if (written is { } known && ReferenceEquals(known.Document, document))
            return known.Json;

        var json = kind.Write(document);
        written = (document, json);
        return json;
    }
}
