namespace ChatOps.Documents;

/// <summary>An entry of the audit trail: never changed, never deleted; only what people wrote in it can be erased.</summary>
/// <param name="Subject">What it is about: <c>ticket:INC-1042</c>, <c>person:ada</c>.</param>
/// <param name="Actor">The id of a person, <c>cli:user</c>, <c>clock</c> or <c>system</c>.</param>
/// <param name="Through">The surface: <c>web</c>, <c>terminal</c>, <c>teams</c>, <c>discord</c>, <c>cli</c>, <c>clock</c>.</param>
/// <param name="What">The command.</param>
/// <param name="Changes">The changed fields as a JSON object, name to [before, after]; null when there are none.</param>
public sealed record Fact(string Subject, DateTimeOffset At, string Actor, string Through, string What, string? Changes = null)
{
    /// <summary>Its place in the chain of its subject, which the store gives it; null: not committed yet.</summary>
    public Link? Link { get; init; }
}

/// <summary>What ties a fact to the one before it of the same subject.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Hash">Over the hash before, the number, and a keyed digest of what the fact says.</param>
/// <param name="Key">Which key it was made with, by a name that does not tell the key.</param>
public sealed record Link(long Number, string Hash, string Key)
{
    /// <summary>The digest of what stood here before it was erased; null: nothing was.</summary>
    public string? Digest { get; init; }

    /// <summary>Proves that whoever erased it had the key; null: nothing was.</summary>
    public string? Erased { get; init; }
}

/// <summary>A fact, and the number it has among all.</summary>
public sealed record NumberedFact(long Number, Fact Fact);

/// <summary>Which facts, and in which order.</summary>
public abstract record FactQuery
{
    private FactQuery()
    {
    }

    public int Take { get; init; } = 500;

    /// <summary>Where the page before ended (<see cref="FactPage.Next"/>).</summary>
    public string? After { get; init; }

    /// <summary>Those of every subject that begins so (the empty text: of all), one subject after the other, each oldest first.</summary>
    public sealed record OfSubjects(string Start) : FactQuery;

    /// <summary>What somebody did in a time, oldest first.</summary>
    /// <param name="From">Inclusive.</param>
    /// <param name="Until">Exclusive.</param>
    public sealed record OfActor(string Actor, DateTimeOffset From, DateTimeOffset Until) : FactQuery;

    /// <summary>Those with a higher number than this, by number.</summary>
    public sealed record Behind(long Number) : FactQuery;
}

/// <param name="Next">Give it as <see cref="FactQuery.After"/> for the next page; null: this is the last.</param>
public sealed record FactPage(IReadOnlyList<NumberedFact> Items, string? Next)
{
    /// <param name="found">One more than asked for, when there are more.</param>
    internal static FactPage Of(IReadOnlyList<NumberedFact> found, int take, Func<NumberedFact, string> mark) =>
        found.Count > take ? new([.. found.Take(take)], mark(found[take - 1])) : new(found, null);
}
