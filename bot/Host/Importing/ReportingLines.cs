using ChatOps.Cards;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>Who reports to whom, once everybody in the file is known: rows may name managers who stand further down.</summary>
internal sealed class ReportingLines(IReadOnlyList<Candidate> candidates, IReadOnlyList<Person> people)
{
    private readonly Person[] all =
    [
        .. candidates.Select(candidate => candidate.After!),
        .. people.ExceptBy(candidates.Select(candidate => candidate.After!.Id), person => person.Id, StringComparer.Ordinal),
    ];

    public void Draw()
    {
        var proposals = Proposals();

        // What closes a circle is left as it was, until there is none; what was there before may close another one.
        while (InCircle(proposals) is { Count: > 0 } circle)
        {
            foreach (var candidate in circle)
            {
                candidate.Note(proposals[candidate] == candidate.After!.Id
                    ? (Say)$"nobody is their own manager"
                    : $"the manager \"{candidate.Row[Column.Manager]}\" would report to {candidate.After.Name} in the end");
                proposals.Remove(candidate);
            }
        }

        foreach (var (candidate, manager) in proposals)
            candidate.Report(manager);
    }

    private Dictionary<Candidate, string> Proposals()
    {
        var byKey = Unique(person => person.Email).Concat(Unique(person => person.EmployeeNumber)).DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        var byName = all.Where(person => person is { Active: true, MadeUp: false }).ToLookup(person => person.Name, StringComparer.OrdinalIgnoreCase);
        var proposals = new Dictionary<Candidate, string>();

        foreach (var candidate in candidates)
        {
            if (candidate.Row[Column.Manager] is not { } said)
                continue;

            if (byKey.TryGetValue(said, out var known))
                proposals[candidate] = known.Id;
            else if (byName[said].ToArray() is [var only])
                proposals[candidate] = only.Id;
            else
                candidate.Note(byName[said].Any() ? (Say)$"\"{said}\" is the name of several people: write the manager's e-mail address" : $"the manager \"{said}\" is nobody here");
        }

        return proposals;
    }

    private IEnumerable<KeyValuePair<string, Person>> Unique(Func<Person, string?> key) =>
        all.Where(person => person.Active && key(person) is not null).OrderBy(person => person.Id, StringComparer.Ordinal).DistinctBy(key, StringComparer.OrdinalIgnoreCase)
            .Select(person => KeyValuePair.Create(key(person)!, person));

    private List<Candidate> InCircle(Dictionary<Candidate, string> proposals)
    {
        var manager = all.ToDictionary(person => person.Id, person => person.Manager, StringComparer.Ordinal);

        foreach (var (candidate, id) in proposals)
            manager[candidate.After!.Id] = id;

        return [.. proposals.Keys.Where(candidate => IsInCircle(candidate.After!.Id, manager))];
    }

    private static bool IsInCircle(string start, Dictionary<string, string?> manager)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);

        for (var at = manager[start]; at is not null && seen.Add(at); at = manager.GetValueOrDefault(at))
        {
            if (at == start)
                return true;
        }

        return false;
    }
}
