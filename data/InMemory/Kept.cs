using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>A document as JSON, read when somebody first asks; all later readers share the instance.</summary>
internal sealed class Kept(string kind, string id, long version, int schema, Indexed indexed)
{
    private Instance? read;

    public string Id => id;

    public long Version => version;

    public Indexed Indexed => indexed;

    public Row.Document Row => new(kind, id, version, schema, indexed.Json, [.. indexed.Entries.Select(pair => new[] { pair.Index, pair.Entry })], indexed.Words);

    public static Kept Of(Row.Document row) =>
        new(row.Kind, row.Id, row.Version, row.Schema, new(row.Body, [.. row.Entries.Select(pair => (pair[0], pair[1]))], row.Words));

    public Stored<T> As<T>(Kind<T> kind)
        where T : class
    {
        if (read is { } done && ReferenceEquals(done.Kind, kind))
            return (Stored<T>)done.Stored;

        var stored = new Stored<T>(id, version, kind.Read(indexed.Json, schema));
        read = new(kind, stored);
        return stored;
    }

    private sealed record Instance(Kind Kind, object Stored);
}
