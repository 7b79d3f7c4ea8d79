using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Everything the store holds. Whoever reads or changes it has the store's lock, so all see one moment.</summary>
internal sealed class State
{
    private static readonly SortedList<long, Fact> NoFacts = [];

    private readonly Dictionary<string, Shelf> shelves = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Shelf> Shelves => shelves;

    public Dictionary<string, SortedList<long, Fact>> Facts { get; } = new(StringComparer.Ordinal);

    /// <summary>The last link of every subject.</summary>
    public Dictionary<string, Head> Heads { get; } = new(StringComparer.Ordinal);

    public Agenda Jobs { get; } = new();

    public SortedDictionary<string, DeadJob> Dead { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Row.Seen> Seen { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> Counters { get; } = new(StringComparer.Ordinal);

    /// <summary>The definition under which the entries of a kind were computed, by its name.</summary>
    public Dictionary<string, string> Forms { get; } = new(StringComparer.Ordinal);

    /// <summary>The kinds as they are defined today, by name.</summary>
    public Dictionary<string, Kind> Prepared { get; } = new(StringComparer.Ordinal);

    public Shelf Shelf(string kind)
    {
        if (!shelves.TryGetValue(kind, out var shelf))
            shelves[kind] = shelf = new();

        return shelf;
    }

    public Kept? Find(string kind, string id) => shelves.GetValueOrDefault(kind)?.Find(id);

    public Stored<T>? Get<T>(Kind<T> kind, string id)
        where T : class =>
        Find(kind.Name, id)?.As(kind);

    public IEnumerable<string> Entries<T>(Query<T> query)
        where T : class
    {
        var (low, high) = query.Range();
        return shelves.GetValueOrDefault(query.Index.Kind.Name)?.Range(query.Index.Name, low, high, query.Descending) ?? [];
    }

    public SortedList<long, Fact> Trail(string subject) => Facts.GetValueOrDefault(subject, NoFacts);

    public Head HeadOf(string subject) => Heads.GetValueOrDefault(subject, Head.None);

    public void Note(long number, Fact fact)
    {
        if (!Facts.TryGetValue(fact.Subject, out var trail))
            Facts[fact.Subject] = trail = [];

        trail[number] = fact;
    }

    public long Next(string series) => Counters[series] = Counters.GetValueOrDefault(series) + 1;
}
