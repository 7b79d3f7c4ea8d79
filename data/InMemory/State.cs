using System.Collections.Immutable;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Everything the store holds at one moment. It never changes, so a reader needs no lock and a refused batch leaves nothing behind.</summary>
internal sealed record State
{
    public static readonly State Empty = new();

    private const string WordIndex = "~words";
    private static readonly ImmutableSortedSet<string> NoEntries = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public ImmutableDictionary<(string Kind, string Id), Kept> Documents { get; init; } = ImmutableDictionary<(string Kind, string Id), Kept>.Empty;

    public ImmutableDictionary<string, ImmutableSortedDictionary<long, Fact>> Facts { get; init; } =
        ImmutableDictionary<string, ImmutableSortedDictionary<long, Fact>>.Empty;

    /// <summary>The last link of every subject.</summary>
    public ImmutableDictionary<string, Head> Heads { get; init; } = ImmutableDictionary<string, Head>.Empty;

    public Agenda Jobs { get; init; } = Agenda.Empty;

    public ImmutableSortedDictionary<string, DeadJob> Dead { get; init; } =
        ImmutableSortedDictionary.Create<string, DeadJob>(StringComparer.Ordinal);

    public ImmutableDictionary<string, Row.Seen> Seen { get; init; } = ImmutableDictionary<string, Row.Seen>.Empty;

    public ImmutableDictionary<string, long> Counters { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>The definition under which the entries of a kind were computed, by its name.</summary>
    public ImmutableDictionary<string, string> Forms { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<Kind> Prepared { get; init; } = [];

    private ImmutableDictionary<(string Kind, string Index), ImmutableSortedSet<string>> Indexes { get; init; } =
        ImmutableDictionary<(string Kind, string Index), ImmutableSortedSet<string>>.Empty;

    public Stored<T>? Get<T>(Kind<T> kind, string id)
        where T : class =>
        Documents.GetValueOrDefault((kind.Name, id))?.As(kind);

    public IEnumerable<string> Entries<T>(Query<T> query)
        where T : class
    {
        var (low, high) = query.Range();
        return Range(query.Index.Kind.Name, query.Index.Name, low, high, query.Descending);
    }

    public IEnumerable<string> WithWord(string kind, string word, bool isStart) =>
        Range(kind, WordIndex, isStart ? word : word + Key.PartEnd, isStart ? word + char.MaxValue : word + Key.RangeEnd)
            .Select(Reading.IdOf);

    public ImmutableSortedDictionary<long, Fact> Trail(string subject) =>
        Facts.GetValueOrDefault(subject, ImmutableSortedDictionary<long, Fact>.Empty);

    public State With(Row.Document document)
    {
        var others = Without(document.Kind, document.Id);

        return others with
        {
            Documents = others.Documents.Add((document.Kind, document.Id), new(document)),
            Indexes = others.Changed(document, (entries, all) => entries.UnionWith(all)),
        };
    }

    public State Without(string kind, string id) => Documents.GetValueOrDefault((kind, id)) is not { } kept ? this : this with
    {
        Documents = Documents.Remove((kind, id)),
        Indexes = Changed(kept.Row, (entries, all) => entries.ExceptWith(all)),
    };

    public (State Next, long Number) Next(string series)
    {
        var number = Counters.GetValueOrDefault(series) + 1;
        return (this with { Counters = Counters.SetItem(series, number) }, number);
    }

    // In one step for each index: every step alone would copy the way to the root again.
    private ImmutableDictionary<(string Kind, string Index), ImmutableSortedSet<string>> Changed(
        Row.Document document,
        Action<ImmutableSortedSet<string>.Builder, IEnumerable<string>> change)
    {
        var indexes = Indexes.ToBuilder();

        foreach (var some in EntriesOf(document).GroupBy(entry => entry.Index, entry => entry.Text))
        {
            var entries = indexes.GetValueOrDefault(some.Key, NoEntries).ToBuilder();
            change(entries, some);
            indexes[some.Key] = entries.ToImmutable();
        }

        return indexes.ToImmutable();
    }

    private static IEnumerable<((string Kind, string Index) Index, string Text)> EntriesOf(Row.Document document) =>
        document.Entries.Select(pair => ((document.Kind, pair[0]), pair[1]))
            .Concat(document.Words.Select(word => ((document.Kind, WordIndex), word + Key.PartEnd + document.Id)));

    private IEnumerable<string> Range(string kind, string index, string low, string? high, bool isDescending = false)
    {
        var entries = Indexes.GetValueOrDefault((kind, index), NoEntries);
        var (start, end) = (PlaceOf(low), high is null ? entries.Count : PlaceOf(high));

        return isDescending
            ? Enumerable.Range(1, Math.Max(0, end - start)).Select(back => entries[end - back])
            : Enumerable.Range(start, Math.Max(0, end - start)).Select(place => entries[place]);

        int PlaceOf(string entry) => entries.IndexOf(entry) is var place and >= 0 ? place : ~entries.IndexOf(entry);
    }
}
