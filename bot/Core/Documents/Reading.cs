namespace ChatOps.Documents;

/// <summary>What every store does with the entries of a range, so that all answer alike.</summary>
internal static class Reading
{
    private const int Few = 256;

    /// <param name="entries">The entries of the query's range in its order, read as far as needed.</param>
    /// <param name="get">The document as it is now; null when it is gone since.</param>
    public static Page<T> Page<T>(Query<T> query, IEnumerable<string> entries, Func<string, Stored<T>?> get)
        where T : class
    {
        var items = new List<Stored<T>>();
        string? last = null;

        foreach (var (entry, stored) in Shown(query, entries, get))
        {
            if (items.Count == query.Take)
                return new(items, last);

            items.Add(stored);
            last = entry;
        }

        return new(items, null);
    }

    public static long Count<T>(Query<T> query, IEnumerable<string> entries, Func<string, Stored<T>?> get)
        where T : class =>
        query.Filter is null
            ? entries.Select(IdOf).Distinct(StringComparer.Ordinal).LongCount()
            : Shown(query, entries, get).LongCount();

    /// <param name="idsOf">The ids of documents with a word, or with a word that starts so; read as far as needed.</param>
    /// <param name="has">Whether a document has a word, for a store that need not read for it who else has.</param>
    public static IEnumerable<string> Matching(string words, Func<string, bool, IEnumerable<string>> idsOf, Func<string, string, bool>? has = null)
    {
        var all = Words.In(words);
        var rare = has is null ? -1 : Rarest(all, idsOf);
        HashSet<string>? ids = rare < 0 ? null : [.. idsOf(all[rare], IsLast(rare))];

        for (var i = 0; i < all.Length && ids is not { Count: 0 }; i++)
        {
            if (i == rare)
                continue;

            if (ids is null)
                ids = [.. idsOf(all[i], IsLast(i))];
            else if (rare >= 0 && !IsLast(i))
                ids.RemoveWhere(id => !has!(all[i], id));
            else
                ids.IntersectWith(idsOf(all[i], IsLast(i)));
        }

        return ids ?? [];

        bool IsLast(int place) => place == all.Length - 1;
    }

    /// <returns>The place of a word that only a few have; less than 0: there is none.</returns>
    private static int Rarest(string[] words, Func<string, bool, IEnumerable<string>> idsOf)
    {
        var (place, fewest) = (-1, Few);

        for (var i = 0; i < words.Length; i++)
        {
            var count = idsOf(words[i], i == words.Length - 1).Take(fewest).Count();

            if (count < fewest)
                (place, fewest) = (i, count);
        }

        return place;
    }

    public static Hits<T> Hits<T>(Kind<T> kind, IEnumerable<Stored<T>> found, Func<T, bool>? filter, int take)
        where T : class
    {
        var passing = found.Where(stored => filter is null || filter(stored.Body)).ToList();

        return new(
            [.. passing
                .OrderByDescending(stored => kind.Rank(stored.Body).Text, StringComparer.Ordinal)
                .ThenByDescending(stored => stored.Id, StringComparer.Ordinal)
                .Take(take)],
            passing.Count);
    }

    public static string IdOf(string entry) => entry[(entry.LastIndexOf(Key.PartEnd) + 1)..];

    /// <summary>
    /// A document with several entries in the range is shown at the first of them; one that has changed since its entry was
    /// read is not shown where it no longer belongs.
    /// </summary>
    public static IEnumerable<(string Entry, Stored<T> Stored)> Shown<T>(
        Query<T> query,
        IEnumerable<string> entries,
        Func<string, Stored<T>?> get)
        where T : class
    {
        var whole = (query with { After = null }).Range();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        foreach (var entry in entries)
        {
            if (get(IdOf(entry)) is { } stored
                && Place(query, stored, whole) == entry
                && (query.Filter is null || query.Filter(stored.Body))
                && seen.Add(stored.Id))
            {
                yield return (entry, stored);
            }
        }
    }

    private static string? Place<T>(Query<T> query, Stored<T> stored, (string Low, string? High) range)
        where T : class
    {
        string? place = null;

        foreach (var key in query.Index.Keys(stored.Body))
        {
            var entry = key.Text + stored.Id;

            if (IsWithin(entry, range) && (place is null || string.CompareOrdinal(entry, place) < 0 != query.Descending))
                place = entry;
        }

        return place;
    }

    private static bool IsWithin(string entry, (string Low, string? High) range) =>
        string.CompareOrdinal(entry, range.Low) >= 0
        && (range.High is null || string.CompareOrdinal(entry, range.High) < 0);
}
