using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>Who does which job. False means: the lease was lost.</summary>
internal static class Leasing
{
    public static IReadOnlyList<Lease> Claim(State state, int max, DateTimeOffset now, DateTimeOffset until)
    {
        var taken = state.Jobs.Due(now)
            .Take(max)
            .Select(work => work.Leased(Guid.NewGuid().ToString("N"), until))
            .ToList();

        taken.ForEach(state.Jobs.Set);
        return [.. taken.Select(work => work.Lease)];
    }

    public static bool Holds(State state, Lease lease) => Held(state, lease) is not null;

    public static bool Renew(State state, Lease lease, DateTimeOffset until) => Change(state, lease, work => state.Jobs.Set(work.Renewed(until)));

    public static bool Retry(State state, Lease lease, DateTimeOffset due, string error) => Change(state, lease, work => state.Jobs.Set(work.Retried(due, error)));

    public static bool Bury(State state, Lease lease, DateTimeOffset at, string error) => Change(state, lease, work =>
    {
        End(state, work.Job.Id);
        state.Dead[work.Job.Id] = work.Buried(at, error).Job;
    });

    /// <summary>Ends the present run; what was rescheduled during it comes next.</summary>
    public static void End(State state, string jobId)
    {
        if (state.Jobs.Find(jobId)?.Again is { } again)
            state.Jobs.Set(again);
        else
            state.Jobs.Remove(jobId);
    }

    private static bool Change(State state, Lease lease, Action<Row.Work> change)
    {
        if (Held(state, lease) is not { } work)
            return false;

        change(work);
        return true;
    }

    private static Row.Work? Held(State state, Lease lease) =>
        state.Jobs.Find(lease.Job.Id) is { } work && work.Token == lease.Token ? work : null;
}
