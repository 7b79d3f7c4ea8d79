using System.Collections.Immutable;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Jobs by id, and in the order in which they may be taken: those without a lane, and of every lane the oldest.</summary>
internal sealed record Agenda
{
    public static readonly Agenda Empty = new();

    private static readonly Comparer<Row.Work> ByPosition = Comparer<Row.Work>.Create(
        (one, other) => one.Position.CompareTo(other.Position) is not 0 and var order ? order : string.CompareOrdinal(one.Job.Id, other.Job.Id));

    private static readonly ImmutableSortedSet<Row.Work> EmptyLane = ImmutableSortedSet.Create<Row.Work>(ByPosition);

    private ImmutableDictionary<string, Row.Work> ById { get; init; } = ImmutableDictionary<string, Row.Work>.Empty;

    private ImmutableDictionary<string, ImmutableSortedSet<Row.Work>> Lanes { get; init; } =
        ImmutableDictionary<string, ImmutableSortedSet<Row.Work>>.Empty;

    private ImmutableSortedSet<Row.Work> Heads { get; init; } = ImmutableSortedSet.Create<Row.Work>(Comparer<Row.Work>.Create(
        (one, other) => one.Next.CompareTo(other.Next) is not 0 and var order ? order : ByPosition.Compare(one, other)));

    public IEnumerable<Row.Work> All => ById.Values;

    public Row.Work? Find(string jobId) => ById.GetValueOrDefault(jobId);

    public IEnumerable<Row.Work> Due(DateTimeOffset now) => Heads.TakeWhile(work => work.Next <= now);

    public Agenda Set(Row.Work work)
    {
        var others = Remove(work.Job.Id);

        return (others with { ById = others.ById.Add(work.Job.Id, work) }).InLane(
            work,
            lane => lane.Add(work));
    }

    public Agenda Remove(string jobId) => Find(jobId) is not { } work ? this : (this with { ById = ById.Remove(jobId) }).InLane(
        work,
        lane => lane.Remove(work));

    // A job without a lane is a lane of its own, by a name that no lane has.
    private Agenda InLane(Row.Work work, Func<ImmutableSortedSet<Row.Work>, ImmutableSortedSet<Row.Work>> change)
    {
        var name = work.Job.Lane ?? "\0" + work.Job.Id;
        var before = Lanes.GetValueOrDefault(name, EmptyLane);
        var after = change(before);

        return this with
        {
            Lanes = after.IsEmpty ? Lanes.Remove(name) : Lanes.SetItem(name, after),
            Heads = Heads.Except(before.Take(1)).Union(after.Take(1)),
        };
    }
}
