using System.Collections.Immutable;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Who does which job. A null state means: the lease was lost.</summary>
internal static class Leasing
{
    public static (State Next, IReadOnlyList<Lease> Leases) Claim(State state, int max, DateTimeOffset now, DateTimeOffset until)
    {
        var taken = state.Jobs.Due(now)
            .Take(max)
            .Select(work => work.Leased(Guid.NewGuid().ToString("N"), until))
            .ToImmutableArray();

        return (taken.Aggregate(state, Set), [.. taken.Select(work => work.Lease)]);
    }

    public static bool Holds(State state, Lease lease) => Held(state, lease) is not null;

    public static State? Renew(State state, Lease lease, DateTimeOffset until) =>
        Held(state, lease) is { } work ? Set(state, work.Renewed(until)) : null;

    public static State? Retry(State state, Lease lease, DateTimeOffset due, string error) =>
        Held(state, lease) is { } work ? Set(state, work.Retried(due, error)) : null;

    public static State? Bury(State state, Lease lease, DateTimeOffset at, string error) => Held(state, lease) is not { } work
        ? null
        : End(state, work.Job.Id) with { Dead = state.Dead.SetItem(work.Job.Id, work.Buried(at, error).Job) };

    /// <summary>Ends the present run; what was rescheduled during it comes next.</summary>
    public static State End(State state, string jobId) => state.Jobs.Find(jobId)?.Again is { } again
        ? Set(state, again)
        : state with { Jobs = state.Jobs.Remove(jobId) };

    private static Row.Work? Held(State state, Lease lease) =>
        state.Jobs.Find(lease.Job.Id) is { } work && work.Token == lease.Token ? work : null;

    private static State Set(State state, Row.Work work) => state with { Jobs = state.Jobs.Set(work) };
}
