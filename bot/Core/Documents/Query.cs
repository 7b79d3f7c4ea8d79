namespace ChatOps.Documents;

/// <summary>A declared order of documents of a kind.</summary>
public sealed record Index<T>(Kind<T> Kind, string Name, Func<T, IEnumerable<Key>> Keys)
    where T : class
{
    /// <summary>Documents whose key starts with these parts, in key order.</summary>
    public Query<T> Where(params ReadOnlySpan<object?> prefix) => new(this, Key.Of(prefix));
}

/// <summary>A range of one index, paged by key. The only structured query there is, so none can be slow by accident.</summary>
public sealed record Query<T>(Index<T> Index, Key Prefix)
    where T : class
{
    /// <summary>Inclusive, behind the prefix.</summary>
    public Key? From { get; init; }

    /// <summary>Exclusive, behind the prefix.</summary>
    public Key? Until { get; init; }

    public bool Descending { get; init; }

    public int Take { get; init; } = 50;

    /// <summary>Where the page before ended (<see cref="Page{T}.Next"/>).</summary>
    public string? After { get; init; }

    /// <summary>What else must hold. Asked before the page is taken, so a page is full while there is anything left to show.</summary>
    public Func<T, bool>? Filter { get; init; }

    /// <summary>The range of index entries: low is inclusive, high exclusive; a null high is the end of the index.</summary>
    internal (string Low, string? High) Range()
    {
        var prefix = Prefix.Text;
        var low = prefix + From?.Text;
        var high = Until is { } until ? prefix + until.Text
            : prefix.Length is 0 ? null
            : prefix[..^1] + Key.RangeEnd;

        return After is not { } after ? (low, high)
            : Descending ? (low, high is null ? after : Lower(after, high))
            : (Higher(after + Key.PartEnd, low), high);
    }

    // A page mark comes back from outside, and must not lead out of the range.
    private static string Lower(string one, string other) => string.CompareOrdinal(one, other) < 0 ? one : other;

    private static string Higher(string one, string other) => string.CompareOrdinal(one, other) > 0 ? one : other;
}

/// <param name="Next">Give it as <see cref="Query{T}.After"/> for the next page; null: this is the last.</param>
public sealed record Page<T>(IReadOnlyList<Stored<T>> Items, string? Next);

/// <summary>What a word search found.</summary>
/// <param name="Total">How many there are that pass the filter, exactly; <paramref name="Items"/> are the first of them.</param>
public sealed record Hits<T>(IReadOnlyList<Stored<T>> Items, int Total);

/// <summary>A document as stored: the version is what a write must quote.</summary>
public sealed record Stored<T>(string Id, long Version, T Body);
