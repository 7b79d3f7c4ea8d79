using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>What of a job must be known to choose the next one; the rest stays on the disk.</summary>
internal sealed record Line(string JobId, string? Lane, long Position, DateTimeOffset Due, DateTimeOffset Next, string? Token)
{
    public static Line Of(Row.Work work) => new(work.Job.Id, work.Job.Lane, work.Position, work.Job.Due, work.Next, work.Token);
}

/// <summary>All jobs in order: those without a lane, and of every lane the oldest, can be due.</summary>
internal sealed class Lanes
{
    private static readonly Comparer<Line> ByPosition = Comparer<Line>.Create(
        (one, other) => one.Position.CompareTo(other.Position) is not 0 and var order ? order : string.CompareOrdinal(one.JobId, other.JobId));

    private static readonly Comparer<Line> ByMoment = Comparer<Line>.Create(
        (one, other) => one.Next.CompareTo(other.Next) is not 0 and var order ? order : ByPosition.Compare(one, other));

    private readonly Dictionary<string, Line> all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<Line>> lanes = new(StringComparer.Ordinal);
    private readonly SortedSet<Line> heads = new(ByMoment);

    public Line? Find(string jobId) => all.GetValueOrDefault(jobId);

    public bool Holds(Lease lease) => Find(lease.Job.Id) is { Token: { } token } && token == lease.Token;

    public List<Line> Due(DateTimeOffset now, int max) => [.. heads.TakeWhile(line => line.Next <= now).Take(max)];

    /// <summary>How much was due by then and is not done, and since when the oldest of it is.</summary>
    public (long Count, DateTimeOffset? Oldest) Overdue(DateTimeOffset now)
    {
        var (count, oldest) = (0L, (DateTimeOffset?)null);

        foreach (var due in all.Values.Select(line => line.Due).Where(due => due <= now))
            (count, oldest) = (count + 1, due < oldest ? due : oldest ?? due);

        return (count, oldest);
    }

    public void Set(Line line)
    {
        Remove(line.JobId);
        all.Add(line.JobId, line);

        if (line.Lane is not { } name)
        {
            heads.Add(line);
            return;
        }

        if (!lanes.TryGetValue(name, out var lane))
            lanes.Add(name, lane = new(ByPosition));

        ChangeHead(lane, () => lane.Add(line));
    }

    public void Remove(string jobId)
    {
        if (!all.Remove(jobId, out var line))
            return;

        if (line.Lane is not { } name)
        {
            heads.Remove(line);
            return;
        }

        var lane = lanes[name];
        ChangeHead(lane, () => lane.Remove(line));

        if (lane.Count is 0)
            lanes.Remove(name);
    }

    public void Clear()
    {
        all.Clear();
        lanes.Clear();
        heads.Clear();
    }

    private void ChangeHead(SortedSet<Line> lane, Action change)
    {
        if (lane.Min is { } before)
            heads.Remove(before);

        change();

        if (lane.Min is { } after)
            heads.Add(after);
    }
}
