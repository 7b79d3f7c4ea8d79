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

        // Most of what it is found by stays as it was.
        if (before is not null)
            Forget(document.Id, before.Entries.Except(document.Indexed.Entries), before.Words.Except(document.Indexed.Words));

        foreach (var (index, entry) in document.Indexed.Entries)
        {
            if (!indexes.TryGetValue(index, out var entries))
                indexes[index] = entries = new(StringComparer.Ordinal);

            entries.Add(entry);
        }

        foreach (var word in document.Indexed.Words)
        {
            if (!idsByWord.TryGetValue(word, out var ids) && words.Add(word))
                idsByWord[word] = ids = new(StringComparer.Ordinal);

            ids!.Add(document.Id);
        }
    }

    public void Remove(string id)
    {
        if (documents.Remove(id, out var gone))
            Forget(id, gone.Indexed.Entries, gone.Indexed.Words);
    }

    /// <summary>The entries of an index from one, inclusive, to another, exclusive; null: to the end.</summary>
    public IEnumerable<string> Range(string index, string low, string? high, bool isDescending) =>
        indexes.TryGetValue(index, out var entries) ? Range(entries, low, high, isDescending) : [];

    public IEnumerable<string> WithWord(string word, bool isStart) => isStart
        ? Range(words, word, word + char.MaxValue).SelectMany(known => idsByWord[known])
        : idsByWord.GetValueOrDefault(word) ?? [];

    private void Forget(string id, IEnumerable<(string Index, string Entry)> entries, IEnumerable<string> gone)
    {
        foreach (var (index, entry) in entries)
            indexes[index].Remove(entry);

        foreach (var word in gone)
        {
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
}
