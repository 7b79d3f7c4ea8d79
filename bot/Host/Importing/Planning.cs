using ChatOps.Cards;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>
/// From the rows of a file and the people who are here to what an import changes. Nothing depends on the order of the
/// rows, and what has been imported is not changed by importing it again.
/// </summary>
internal sealed class Planning
{
    private readonly IReadOnlyList<Candidate> candidates;
    private readonly IReadOnlyList<Person> people;
    private readonly Dictionary<string, Person> byEmail;
    private readonly Dictionary<string, Person> byNumber;

    private Planning(IReadOnlyList<PersonRow> rows, IReadOnlyList<Person> people)
    {
        this.people = [.. people.OrderBy(person => person.Id, StringComparer.Ordinal)];
        byEmail = By(this.people, person => person.Email);
        byNumber = By(this.people, person => person.EmployeeNumber);

        candidates =
        [
            .. rows.Select(row => new Candidate(row))
                .OrderBy(candidate => candidate.Email ?? "", StringComparer.OrdinalIgnoreCase)
                .ThenBy(candidate => candidate.Number ?? "", StringComparer.OrdinalIgnoreCase),
        ];
    }

    private IEnumerable<Candidate> Accepted => candidates.Where(candidate => candidate.IsAccepted);

    public static PeoplePlan Of(IReadOnlyList<PersonRow> rows, IReadOnlyList<Person> people) => new Planning(rows, people).Make();

    private PeoplePlan Make()
    {
        RefuseTwins(candidate => candidate.Email, lines => $"the same e-mail address stands in line {lines}");
        RefuseTwins(candidate => candidate.Number, lines => $"the same employee number stands in line {lines}");
        Recognise();
        RefuseSamePerson();
        RefuseTakenAddresses();
        Compose();
        new ReportingLines([.. Accepted], people).Draw();

        var spokenOf = candidates.SelectMany(candidate => (Person?[])[Find(byEmail, candidate.Email), Find(byNumber, candidate.Number)])
            .OfType<Person>().Select(person => person.Id).ToHashSet(StringComparer.Ordinal);

        // Administrators are made and unmade by administrators; the people of the demonstration stand in no file.
        var present = people.Where(person => person is { Active: true, MadeUp: false } && !person.Roles.HasFlag(Roles.Administrator)).ToArray();

        return new(
            [.. candidates.OrderBy(candidate => candidate.Row.Line).Select(candidate => candidate.Planned)],
            [.. present.Where(person => !spokenOf.Contains(person.Id)).OrderBy(person => person.Name, StringComparer.Ordinal)],
            present.Length);
    }

    private void RefuseTwins(Func<Candidate, string?> key, Func<Say, Say> why)
    {
        foreach (var group in candidates.Where(candidate => key(candidate) is not null).GroupBy(key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            foreach (var candidate in group)
                candidate.Refuse(why(Lines(group.Where(other => other != candidate))));
        }
    }

    // The number stays when somebody marries; the address is what else there is.
    private void Recognise()
    {
        foreach (var candidate in Accepted)
            candidate.Before = Find(byNumber, candidate.Number) ?? Find(byEmail, candidate.Email);
    }

    private void RefuseSamePerson()
    {
        foreach (var group in Accepted.Where(candidate => candidate.Before is not null).GroupBy(candidate => candidate.Before!.Id, StringComparer.Ordinal).Where(group => group.Count() > 1).ToArray())
        {
            foreach (var candidate in group)
                candidate.Refuse($"line {Lines(group.Where(other => other != candidate))} means the same person, {candidate.Before!.Name}");
        }
    }

    // An address can go from one person to another in one file, if its owner gets a new one there.
    private void RefuseTakenAddresses()
    {
        for (var again = true; again;)
        {
            again = false;

            foreach (var candidate in Accepted.ToArray())
            {
                if (Find(byEmail, candidate.Email) is not { } owner || owner.Id == candidate.Before?.Id || GivesUpAddress(owner))
                    continue;

                candidate.Refuse($"the e-mail address {candidate.Email} belongs to {owner.Name}");
                again = true;
            }
        }
    }

    private bool GivesUpAddress(Person owner) => Accepted.Any(candidate =>
        candidate.Before?.Id == owner.Id && candidate.Email is { } email && !email.Equals(owner.Email, StringComparison.OrdinalIgnoreCase));

    private void Compose()
    {
        var ids = people.Select(person => person.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);

        foreach (var candidate in Accepted.ToArray())
        {
            if (candidate.Before is null && candidate.Row.Name is null)
            {
                candidate.Refuse($"somebody new needs a name");
                continue;
            }

            candidate.Compose(candidate.Before ?? new(PersonId.For(candidate.Email, candidate.Row.Name!, ids.Contains), candidate.Row.Name!));
            ids.Add(candidate.After!.Id);
        }
    }

    private static Dictionary<string, Person> By(IEnumerable<Person> people, Func<Person, string?> key) => people
        .Where(person => key(person) is not null).DistinctBy(key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(person => key(person)!, StringComparer.OrdinalIgnoreCase);

    private static Person? Find(Dictionary<string, Person> people, string? key) => key is null ? null : people.GetValueOrDefault(key);

    private static Say Lines(IEnumerable<Candidate> candidates) => Say.All(candidates.Select(candidate => candidate.Row.Line).Order().Select(line => Say.Text(line.ToString(System.Globalization.CultureInfo.InvariantCulture))));
}
