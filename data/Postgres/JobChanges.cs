using ChatOps.Documents;

namespace ChatOps.Data;

/// <param name="Burial">Null: the work is done.</param>
internal sealed record Ending(Lease Lease, (DateTimeOffset At, string Error)? Burial = null);

/// <summary>What a commit does to jobs. All ids and lanes are as the tables have them.</summary>
internal sealed record JobChanges(IReadOnlyList<Ending> Ended, string[] Cancelled, IReadOnlyList<Job> Moved, IReadOnlyList<Job> Scheduled, string[] Exhumed)
{
    public static readonly JobChanges None = new([], [], [], [], []);

    /// <summary>The jobs that may be there already.</summary>
    public string[] Ids =>
        [.. Ended.Select(ending => Texts.Id(ending.Lease.Job.Id)).Concat(Cancelled).Concat(Moved.Select(job => Texts.Id(job.Id))).Distinct(StringComparer.Ordinal)];

    /// <summary>The lanes of those, as far as the changes name them.</summary>
    public IEnumerable<string> Lanes => Ended.Select(ending => ending.Lease.Job).Concat(Moved).Select(JobSql.LaneOf).OfType<string>();

    public static JobChanges Of(Batch batch) => new(
        [.. batch.Finished.DistinctBy(lease => lease.Job.Id, StringComparer.Ordinal).Select(lease => new Ending(lease))],
        [.. batch.Cancelled.Select(Texts.Id)],
        batch.Moved,
        batch.Jobs,
        [.. batch.Exhumed]);
}
