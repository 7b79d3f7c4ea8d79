namespace ChatOps.Documents;

/// <summary>What is wrong with a link.</summary>
public enum FlawKind
{
    Changed,
    Missing,
    Inserted,
    Reordered,
}

/// <summary>A broken link.</summary>
/// <param name="Subject">Whose chain; of a digest: <c>audit-digest</c>.</param>
/// <param name="Number">The number in that chain; of a digest: its number.</param>
public sealed record Flaw(string Subject, long Number, FlawKind Kind);

/// <param name="Flaws">The first of each broken chain, at the most 100.</param>
/// <param name="Broken">How many chains and digests are broken.</param>
/// <param name="Unknown">Facts that were chained with a key that is not here: nobody can say whether they are as they were.</param>
/// <param name="Uncovered">Facts that no digest covers yet.</param>
/// <param name="Newest">The newest digest; null: none was made yet.</param>
public sealed record AuditVerdict(long Facts, long Subjects, IReadOnlyList<Flaw> Flaws, long Broken, long Unknown, long Erased, long Uncovered, AuditDigest? Newest)
{
    public bool IsSound => Broken is 0 && Unknown is 0;
}

/// <summary>Goes through all facts once and looks whether every chain and every digest holds.</summary>
public sealed class Verification(IStore store)
{
    private const int PageSize = 1000;
    private const int MostFlaws = 100;

    private readonly List<Flaw> flaws = [];
    private readonly List<NumberedFact> trail = [];
    private AuditDigest[] digests = [];
    private AuditDigest.Sum[] sums = [];
    private long facts;
    private long subjects;
    private long broken;
    private long unknown;
    private long erased;
    private long uncovered;

    /// <param name="progress">How many facts have been looked at.</param>
    public async Task<AuditVerdict> Run(Action<long>? progress = null, CancellationToken cancellation = default)
    {
        digests = [.. (await Digests(cancellation)).OrderBy(digest => digest.Until).ThenBy(digest => digest.Number)];
        sums = [.. digests.Select(_ => new AuditDigest.Sum())];

        for (FactQuery? query = new FactQuery.OfSubjects("") { Take = PageSize }; query is not null;)
        {
            var page = await store.Facts(query, cancellation);

            foreach (var fact in page.Items)
                Look(fact);

            progress?.Invoke(facts);
            query = page.Next is null ? null : query with { After = page.Next };
        }

        EndOfTrail();
        CheckDigests();
        return new(facts, subjects, flaws, broken, unknown, erased, uncovered, digests.MaxBy(digest => digest.Number));
    }

    private async Task<IReadOnlyList<AuditDigest>> Digests(CancellationToken cancellation)
    {
        var found = new List<AuditDigest>();

        for (string? after = null; ;)
        {
            var page = await store.Find(AuditDigest.InOrder.Where() with { Take = PageSize, After = after }, cancellation);
            found.AddRange(page.Items.Select(item => item.Body));

            if ((after = page.Next) is null)
                return found;
        }
    }

    private void Look(NumberedFact numbered)
    {
        if (trail is [var first, ..] && first.Fact.Subject != numbered.Fact.Subject)
            EndOfTrail();

        facts++;
        trail.Add(numbered);

        if (numbered.Fact.Link?.Erased is not null)
            erased++;

        Cover(numbered);
    }

    private void Cover(NumberedFact numbered)
    {
        var (low, high) = (0, digests.Length);

        while (low < high)
        {
            var middle = (low + high) / 2;

            if (digests[middle].Until < numbered.Number)
                low = middle + 1;
            else
                high = middle;
        }

        if (low < digests.Length)
            sums[low].Add(store.Chain.Mark(numbered));
        else
            uncovered++;
    }

    private void EndOfTrail()
    {
        if (trail is [])
            return;

        subjects++;

        if (FirstFlaw() is { } flaw)
            Note(flaw);

        trail.Clear();
    }

    private void Note(Flaw flaw)
    {
        broken++;

        if (flaws.Count < MostFlaws)
            flaws.Add(flaw);
    }

    private Flaw? FirstFlaw()
    {
        var subject = trail[0].Fact.Subject;
        var present = trail.Select(one => one.Fact.Link?.Number ?? 0).ToHashSet();
        var (number, hash) = Head.None;

        foreach (var (_, fact) in trail)
        {
            var due = number + 1;

            if (fact.Link is not { } link || link.Number < 1)
                return new(subject, due, FlawKind.Inserted);

            if (link.Number != due)
                return new(subject, due, Misplaced(link.Number, due, present));

            if (link.Key != store.Chain.KeyName)
                unknown++;
            else if (!store.Chain.Fits(fact, hash))
                return new(subject, due, FlawKind.Changed);

            (number, hash) = (link.Number, link.Hash);
        }

        return null;
    }

    private static FlawKind Misplaced(long found, long due, HashSet<long> present) =>
        present.Contains(due) ? FlawKind.Reordered
        : found > due ? FlawKind.Missing
        : FlawKind.Inserted;

    // Of another key, the root says nothing to who does not have it.
    private void CheckDigests()
    {
        AuditDigest? before = null;

        for (var i = 0; i < digests.Length; before = digests[i++])
        {
            var digest = digests[i];

            if (digest.Number != (before?.Number ?? 0) + 1 || digest.From != (before?.Until ?? 0))
                Note(new("audit-digest", (before?.Number ?? 0) + 1, FlawKind.Missing));
            else if (sums[i].Count != digest.Count)
                Note(new("audit-digest", digest.Number, sums[i].Count < digest.Count ? FlawKind.Missing : FlawKind.Inserted));
            else if (digest.Key == store.Chain.KeyName && sums[i].Root(store.Chain, before, digest.From, digest.Until) != digest.Root)
                Note(new("audit-digest", digest.Number, FlawKind.Changed));
        }
    }
}
