namespace ChatOps.Scheduling;

/// <summary>What becomes of an occurrence that is late, because no process was there when it was due.</summary>
public sealed class CatchUp
{
    /// <summary>After a pause it runs once, however many occurrences were missed.</summary>
    public static readonly CatchUp RunOnceLate = new(null);

    /// <summary>More than 5 minutes late is too late: the next one runs.</summary>
    public static readonly CatchUp Skip = SkipAfter(TimeSpan.FromMinutes(5));

    private CatchUp(TimeSpan? grace) => Grace = grace;

    /// <summary>So much later it is still run; null: however late.</summary>
    internal TimeSpan? Grace { get; }

    /// <summary>More than this late is too late: the next one runs.</summary>
    public static CatchUp SkipAfter(TimeSpan grace) => grace > TimeSpan.Zero
        ? new(grace)
        : throw new ArgumentOutOfRangeException(nameof(grace), grace, "Nothing is done at the very instant: what is not late needs a time.");
}
