using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Jobs by id, and in the order in which they may be taken: those without a lane, and of every lane the oldest.</summary>
internal sealed class Agenda
{
    private static readonly Comparer<Row.Work> ByPosition = Comparer<Row.Work>.Create(
        (one, other) => one.Position.CompareTo(other.Position) is not 0 and var order ? order : string.CompareOrdinal(one.Job.Id, other.Job.Id));

    private readonly Dictionary<string, Row.Work> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<Row.Work>> lanes = new(StringComparer.Ordinal);
    private readonly SortedSet<Row.Work> heads = new(Comparer<Row.Work>.Create(
        (one, other) => one.Next.CompareTo(other.Next) is not 0 and var order ? order : ByPosition.Compare(one, other)));

    public IEnumerable<Row.Work> All => byId.Values;

    public Row.Work? Find(string jobId) => byId.GetValueOrDefault(jobId);

    public IEnumerable<Row.Work> Due(DateTimeOffset now) => heads.TakeWhile(work => work.Next <= now);

    public void Set(Row.Work work)
    {
        Remove(work.Job.Id);
        byId.Add(work.Job.Id, work);

        if (work.Job.Lane is { } name)
            Change(name, lane => lane.Add(work));
        else
            heads.Add(work);
    }

    public void Remove(string jobId)
    {
        if (!byId.Remove(jobId, out var work))
            return;

        if (work.Job.Lane is { } name)
            Change(name, lane => lane.Remove(work));
        else
            heads.Remove(work);
    }

    private void Change(string name, Func<SortedSet<Row.Work>, bool> change)
    {
        if (!lanes.TryGetValue(name, out var lane))
            lanes[name] = lane = new(ByPosition);

        if (lane.Min is { } before)
            heads.Remove(before);

        change(lane);

        if (lane.Min is { } after)
            heads.Add(after);
        else
            lanes.Remove(name);
    }
}
