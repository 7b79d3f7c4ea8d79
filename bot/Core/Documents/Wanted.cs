using ChatOps.Conversations;

namespace ChatOps.Documents;

/// <summary>Something to be read together with others (<see cref="IStore.Read"/>).</summary>
public abstract class Wanted
{
    private protected Wanted()
    {
    }

    /// <summary>The one document, by kind and id; null: a page is wanted.</summary>
    internal virtual (string Kind, string Id)? Document => null;

    /// <summary>The entries of an index, in order; null: a document is wanted.</summary>
    internal virtual (string Kind, string Index, (string Low, string? High) Range, int Take)? Page => null;

    internal abstract ValueTask From(IStore store, CancellationToken cancellation);

    /// <param name="found">In the order of the entries; one more than asked for when there are more.</param>
    internal abstract void From(IReadOnlyList<FoundRow> found);

    /// <summary>A turn need not read it again.</summary>
    internal virtual void Tell(Turn turn)
    {
    }
}

/// <summary>A document as <see cref="IStore.Get"/> gives it.</summary>
public sealed class WantedDocument<T>(Kind<T> kind, string id) : Wanted
    where T : class
{
    public string Id => id;

    public Stored<T>? Found { get; private set; }

    internal override (string Kind, string Id)? Document => (kind.Name, id);

    internal override async ValueTask From(IStore store, CancellationToken cancellation) => Found = await store.Get(kind, id, cancellation);

    internal override void From(IReadOnlyList<FoundRow> found) => Found = found is [var row] ? row.As(kind) : null;

    internal override void Tell(Turn turn) => turn.Know(kind, id, Found);
}

/// <summary>The first documents of an index as <see cref="IStore.Find"/> gives them.</summary>
public sealed class WantedPage<T>(Index<T> index, int take) : Wanted
    where T : class
{
    private readonly Query<T> query = index.Where() with { Take = take };

    public Page<T> Found { get; private set; } = new([], null);

    internal override (string Kind, string Index, (string Low, string? High) Range, int Take)? Page => (index.Kind.Name, index.Name, query.Range(), take);

    internal override async ValueTask From(IStore store, CancellationToken cancellation) => Found = await store.Find(query, cancellation);

    internal override void From(IReadOnlyList<FoundRow> found)
    {
        var documents = found.DistinctBy(row => row.Id, StringComparer.Ordinal).ToDictionary(row => row.Id, row => row.As(index.Kind), StringComparer.Ordinal);
        Found = Reading.Page(query, found.Select(row => row.Entry), documents.GetValueOrDefault);
    }
}

/// <param name="Entry">Where it stands in the index; empty for a document that was asked for by its id.</param>
internal sealed record FoundRow(string Id, long Version, int Schema, string Body, string Entry)
{
    public Stored<T> As<T>(Kind<T> kind)
        where T : class =>
        new(Id, Version, kind.Read(Body, Schema));
}
