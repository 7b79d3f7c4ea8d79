using ChatOps.Cards;
using ChatOps.Importing;
using ChatOps.People;

namespace ChatOps.Host.Importing;

/// <summary>What an import would do.</summary>
/// <param name="Rows">In the order of the file.</param>
/// <param name="Missing">Who is here and not in the file.</param>
/// <param name="Present">How many the file could speak of.</param>
internal sealed record PeoplePlan(IReadOnlyList<PlannedRow> Rows, IReadOnlyList<Person> Missing, int Present)
{
    private const double MostGone = 0.05;

    public IEnumerable<PlannedRow> Changes => Rows.Where(row => row.Change is Change.Created or Change.Changed);

    /// <summary>So many gone at once is more often a broken file than a broken company.</summary>
    public bool IsSuspicious => Missing.Count > Present * MostGone;

    public int Count(Change change) => Rows.Count(row => row.Change == change);
}

/// <param name="Before">Null: somebody new.</param>
/// <param name="After">Null: the row is refused.</param>
/// <param name="Notes">What is wrong with it, in clauses.</param>
internal sealed record PlannedRow(int Line, string Who, Person? Before, Person? After, IReadOnlyList<Say> Notes)
{
    public Change Change => (Before, After) switch
    {
        (_, null) => Change.Refused,
        (null, _) => Change.Created,
        _ when Before == After => Change.Unchanged,
        _ => Change.Changed,
    };
}
