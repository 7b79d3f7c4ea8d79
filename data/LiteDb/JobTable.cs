using ChatOps.Documents;
using LiteDB;

namespace ChatOps.Data;

/// <summary>
/// Jobs, and the orders in which they are found. Those without a lane, and of every lane the oldest, are the heads: they can
/// be due, and stand in the order of the moments at which they may be taken.
/// </summary>
internal sealed class JobTable(Tables tables, EntryTable index, Counters counters)
{
    private const string Series = "~job";
    private const string ByDue = "due";
    private const string ByLane = "lane";
    private const string Heads = "next";

    public bool Holds(Lease lease) => Find(lease.Job.Id) is { Token: { } token } && token == lease.Token;

    public void Schedule(Job job)
    {
        if (!Has(IdOf(job.Id)))
            Reschedule(job);
    }

    public void Reschedule(Job job)
    {
        var position = counters.Next(Series);
        var known = Find(job.Id);
        Change(known, known is null ? Row.Work.Of(job, position) : known.Rescheduled(job, position));
    }

    public void Cancel(string jobId)
    {
        if (Find(jobId) is { } known)
            Change(known, null);
    }

    /// <summary>Ends the present run; what was rescheduled during it comes next.</summary>
    public void End(string jobId)
    {
        if (Find(jobId) is { } known)
            Change(known, known.Again);
    }

    public IReadOnlyList<Lease> Claim(int max, DateTimeOffset now, DateTimeOffset until) =>
        [.. Due(now, max).Select(Read).OfType<Row.Work>().Select(due => Revise(due, work => work.Leased(Guid.NewGuid().ToString("N"), until)).Lease)];

    /// <summary>How much was due by then and is not done, and since when the oldest of it is.</summary>
    public (long Count, DateTimeOffset? Oldest) Overdue(DateTimeOffset now)
    {
        var start = Places.Start(Tables.Jobs, ByDue);
        var (count, oldest) = (0L, (DateTimeOffset?)null);

        foreach (var entry in index.Within(start, start + Places.Of(now) + Tables.End))
            (count, oldest) = (count + 1, oldest ?? new DateTimeOffset(Places.Number(entry[start.Length..]), TimeSpan.Zero));

        return (count, oldest);
    }

    public long CountDead() => tables.Count(Tables.Dead);

    public bool IsDead(string jobId) => tables.Find(Tables.Dead, IdOf(jobId)) is not null;

    public void Exhume(string jobId) => tables.Delete(Tables.Dead, IdOf(jobId));

    public bool Renew(Lease lease, DateTimeOffset until) => Change(lease, work => work.Renewed(until));

    public bool Retry(Lease lease, DateTimeOffset due, string error) => Change(lease, work => work.Retried(due, error));

    public bool Bury(Lease lease, DateTimeOffset at, string error)
    {
        if (!Holds(lease))
            return false;

        Put(Find(lease.Job.Id)!.Buried(at, error));
        End(lease.Job.Id);
        return true;
    }

    public void Put(Row.Dead dead) =>
        tables.Put(Tables.Dead, IdOf(dead.Job.Job.Id), dead.Write());

    public void Put(Row.Work work) => Change(Find(work.Job.Id), work);

    /// <summary>Does again what the log says was done.</summary>
    public void Redo(string id, BsonDocument? row) => Change(Has(id) ? Read(id) : null, row is null ? null : Read(row));

    /// <summary>Notes where it stands, which earlier versions kept in memory.</summary>
    public void Enter(BsonDocument row) => ChangeEntries(null, Read(row));

    private bool Change(Lease lease, Func<Row.Work, Row.Work> change)
    {
        if (Find(lease.Job.Id) is not { Token: { } token } known || token != lease.Token)
            return false;

        Revise(known, change);
        return true;
    }

    private Row.Work Revise(Row.Work known, Func<Row.Work, Row.Work> change)
    {
        var work = change(known);
        Change(known, work);
        return work;
    }

    private void Change(Row.Work? before, Row.Work? after)
    {
        ChangeEntries(before, after);

        if (after is null)
            tables.Delete(Tables.Jobs, IdOf(before!.Job.Id));
        else if (before is null)
            tables.Insert(Tables.Jobs, RowOf(after));
        else
            tables.Put(Tables.Jobs, RowOf(after));
    }

    private void ChangeEntries(Row.Work? before, Row.Work? after)
    {
        string[] lanes = [.. new[] { before, after }.Select(work => work?.Job.Lane).OfType<string>().Distinct(StringComparer.Ordinal)];
        var heads = HeadsOf(lanes);
        index.Change(EntriesOf(before), EntriesOf(after));
        index.Change(heads, HeadsOf(lanes));
    }

    private string[] HeadsOf(string[] lanes) => lanes is [] ? [] : [.. lanes.Select(HeadOf).OfType<string>()];

    private string? HeadOf(string lane)
    {
        var start = StartOf(lane);

        return index.Within(start, start[..^1] + Key.RangeEnd).FirstOrDefault()?[start.Length..] is { } place
            ? Head(place[Places.Width..(2 * Places.Width)], place[..Places.Width], place[(2 * Places.Width)..])
            : null;
    }

    private string[] Due(DateTimeOffset now, int max)
    {
        var start = Places.Start(Tables.Jobs, Heads);
        return [.. index.Within(start, start + Places.Of(now) + Tables.End).Take(max).Select(entry => entry[(start.Length + (2 * Places.Width))..])];
    }

    private static string[] EntriesOf(Row.Work? work)
    {
        if (work is null)
            return [];

        var (id, position, next) = (IdOf(work.Job.Id), Places.Of(work.Position), Places.Of(work.Next));

        return
        [
            Places.Of(Tables.Jobs, Places.Id, id),
            Places.Of(Tables.Jobs, ByDue, Places.Of(work.Job.Due) + id),
            work.Job.Lane is { } lane ? StartOf(lane) + position + next + id : Head(next, position, id),
        ];
    }

    private static string StartOf(string lane) => Places.Of(Tables.Jobs, ByLane, Key.Of(lane).Text);

    private static string Head(string next, string position, string id) => Places.Of(Tables.Jobs, Heads, next + position + id);

    private bool Has(string id) => index.Holds(Places.Of(Tables.Jobs, Places.Id, id));

    private Row.Work? Find(string jobId) => IdOf(jobId) is var id && Has(id) ? Read(id) : null;

    private Row.Work? Read(string id) => tables.Find(Tables.Jobs, id) is { } row ? Read(row) : null;

    private static string IdOf(string jobId) => Key.Of(jobId).Text;

    private static Row.Work Read(BsonDocument row) => (Row.Work)Exporting.Read(row);

    private static BsonDocument RowOf(Row.Work work) => new() { ["_id"] = IdOf(work.Job.Id), ["b"] = work.Write() };
}
