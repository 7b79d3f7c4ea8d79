using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>A document as JSON until somebody reads it, then as the instance that all readers share.</summary>
internal sealed class Cached(string id, long version, int schema, string json)
{
    private const int Overhead = 400;
    private volatile object content = json;

    /// <summary>About what it takes in memory, in bytes.</summary>
    public int Size { get; } = Overhead + 2 * json.Length;

    /// <summary>There is no such document.</summary>
    public static readonly Cached None = new("", 0, 0, "");

    public bool IsThere => version > 0;

    public static Cached Of(string id, BsonDocument row) => new(id, row["v"].AsInt64, row["s"].AsInt32, row["b"].AsString);

    /// <returns>Null when it was read under another definition of its kind.</returns>
    public Stored<T>? As<T>(Kind<T> kind)
        where T : class
    {
        switch (content)
        {
            case Instance read:
                return ReferenceEquals(read.Kind, kind) ? (Stored<T>)read.Stored : null;
            case string text:
                var stored = new Stored<T>(id, version, kind.Read(text, schema));
                content = new Instance(kind, stored);
                return stored;
            default:
                return null;
        }
    }

    private sealed record Instance(Kind Kind, object Stored);
}
