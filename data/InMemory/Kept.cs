using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>A document as JSON, read when somebody first asks; all later readers share the instance.</summary>
internal sealed class Kept(Row.Document row)
{
    private Instance? read;

    public Row.Document Row => row;

    public Stored<T> As<T>(Kind<T> kind)
        where T : class
    {
        if (read is { } done && ReferenceEquals(done.Kind, kind))
            return (Stored<T>)done.Stored;

        var stored = new Stored<T>(row.Id, row.Version, kind.Read(row.Body, row.Schema));
        read = new(kind, stored);
        return stored;
    }

    private sealed record Instance(Kind Kind, object Stored);
}
