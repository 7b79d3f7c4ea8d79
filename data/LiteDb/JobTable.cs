using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>Jobs on the disk, with what decides their order in memory.</summary>
internal sealed class JobTable(Tables tables, Counters counters)
{
    private const string Series = "~job";
    private readonly Lanes lanes = new();

    public void Load()
    {
        lanes.Clear();

        foreach (var row in tables.Range(Tables.Jobs, "", Tables.End, int.MaxValue))
            lanes.Set(Line.Of(Read(row["b"].AsString)));
    }

    public bool Holds(Lease lease) => lanes.Holds(lease);

    public void Schedule(Job job)
    {
        if (lanes.Find(job.Id) is null)
            Reschedule(job);
    }

    public void Reschedule(Job job)
    {
        var position = counters.Next(Series);
        Set(lanes.Find(job.Id) is null ? Row.Work.Of(job, position) : Find(job.Id).Rescheduled(job, position));
    }

    public void Cancel(string jobId)
    {
        if (lanes.Find(jobId) is null)
            return;

        tables.Delete(Tables.Jobs, IdOf(jobId));
        lanes.Remove(jobId);
    }

    /// <summary>Ends the present run; what was rescheduled during it comes next.</summary>
    public void End(string jobId)
    {
        if (Find(jobId).Again is { } again)
            Set(again);
        else
            Cancel(jobId);
    }

    public IReadOnlyList<Lease> Claim(int max, DateTimeOffset now, DateTimeOffset until) =>
        [.. lanes.Due(now, max).Select(line => Set(Find(line.JobId).Leased(Guid.NewGuid().ToString("N"), until)).Lease)];

    public (long Count, DateTimeOffset? Oldest) Overdue(DateTimeOffset now) => lanes.Overdue(now);

    public long CountDead() => tables.Count(Tables.Dead);

    public bool IsDead(string jobId) => tables.Find(Tables.Dead, IdOf(jobId)) is not null;

    public void Exhume(string jobId) => tables.Delete(Tables.Dead, IdOf(jobId));

    public bool Renew(Lease lease, DateTimeOffset until) => Change(lease, work => work.Renewed(until));

    public bool Retry(Lease lease, DateTimeOffset due, string error) => Change(lease, work => work.Retried(due, error));

    public bool Bury(Lease lease, DateTimeOffset at, string error)
    {
        if (!Holds(lease))
            return false;

        Put(Find(lease.Job.Id).Buried(at, error));
        End(lease.Job.Id);
        return true;
    }

    public void Put(Row.Dead dead) =>
        tables.Put(Tables.Dead, IdOf(dead.Job.Job.Id), dead.Write());

    public Row.Work Set(Row.Work work)
    {
        var row = new BsonDocument { ["_id"] = IdOf(work.Job.Id), ["b"] = work.Write() };

        if (lanes.Find(work.Job.Id) is null)
            tables.Insert(Tables.Jobs, row);
        else
            tables.Put(Tables.Jobs, row);

        lanes.Set(Line.Of(work));
        return work;
    }

    private bool Change(Lease lease, Func<Row.Work, Row.Work> change)
    {
        if (!Holds(lease))
            return false;

        Set(change(Find(lease.Job.Id)));
        return true;
    }

    private Row.Work Find(string jobId) => Read(tables.Json(Tables.Jobs, IdOf(jobId))!);

    private static string IdOf(string jobId) => Key.Of(jobId).Text;

    private static Row.Work Read(string json) => (Row.Work)Row.Read(json);
}
