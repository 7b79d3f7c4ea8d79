using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>The documents of one kind, and what they are found by.</summary>
internal sealed class Shelf
{
    private readonly Dictionary<string, Kept> documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> indexes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> idsByWord = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Kept> All => documents.Values;

    public Kept? Find(string id) => documents.GetValueOrDefault(id);

    public void Put(Kept document)
    {
        var before = documents.GetValueOrDefault(document.Id)?.Indexed;
        documents[document.Id] = document;

        // Most entries stay as they were.
        Forget(document.Id, before, but: document.Indexed);

        foreach (var (index, entry) in document.Indexed.Entries)
            Of(indexes, index, static () => new(StringComparer.Ordinal)).Add(entry);

        foreach (var word in document.Indexed.Words)
        {
            words.Add(word);
            Of(idsByWord, word, static () => new(StringComparer.Ordinal)).Add(document.Id);
        }
    }

    public void Remove(string id)
    {
        if (documents.Remove(id, out var gone))
            Forget(id, gone.Indexed, but: null);
    }

    /// <summary>The entries of an index from one, inclusive, to another, exclusive; null: to the end.</summary>
    public IEnumerable<string> Range(string index, string low, string? high, bool isDescending) =>
        indexes.TryGetValue(index, out var entries) ? Range(entries, low, high, isDescending) : [];

    public IEnumerable<string> WithWord(string word, bool isStart) => isStart
        ? Range(words, word, word + char.MaxValue).SelectMany(known => idsByWord[known])
        : idsByWord.GetValueOrDefault(word) ?? [];

    private void Forget(string id, Indexed? before, Indexed? but)
    {
        foreach (var (index, entry) in before?.Entries ?? [])
        {
            if (but is null || !but.Entries.Contains((index, entry)))
                indexes[index].Remove(entry);
        }

        foreach (var word in before?.Words ?? [])
        {
            if (but is not null && but.Words.Contains(word))
                continue;

            var ids = idsByWord[word];
            ids.Remove(id);

            if (ids.Count is 0 && idsByWord.Remove(word))
                words.Remove(word);
        }
    }

    private static IEnumerable<string> Range(SortedSet<string> all, string low, string? high, bool isDescending = false)
    {
        if (all.Max is not { } last || string.CompareOrdinal(low, high ?? last) > 0)
            return [];

        var range = all.GetViewBetween(low, high ?? last);
        var inOrder = isDescending ? range.Reverse() : range;
        return high is null ? inOrder : inOrder.Where(entry => entry != high);
    }

    private static T Of<T>(Dictionary<string, T> all, string name, Func<T> create)
    {
        if (!all.TryGetValue(name, out var one))
            all[name] = one = create();

        return one;
    }
}
