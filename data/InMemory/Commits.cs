using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>What a batch makes of a state: all of it, or an outcome that says why not and the state as it was.</summary>
internal static class Commits
{
    private const string FactSeries = "~fact";
    private const string JobSeries = "~job";

    public static Outcome Apply(State state, Batch batch, FactChain chain)
    {
        if (batch.OnceKey is { } key && state.Seen.GetValueOrDefault(key) is { } seen)
            return new Outcome.Duplicate(seen.Reply);

        if (Conflict(state, batch) is { } conflict)
            return conflict;

        foreach (var change in batch.Changes)
            Change(state, change);

        foreach (var fact in chain.Append(batch.Facts, state.HeadOf, (subject, head) => state.Heads[subject] = head))
            state.Note(state.Next(FactSeries), fact);

        foreach (var lease in batch.Finished)
            Leasing.End(state, lease.Job.Id);

        foreach (var id in batch.Exhumed)
            state.Dead.Remove(id);

        foreach (var id in batch.Cancelled)
            state.Jobs.Remove(id);

        foreach (var job in batch.Moved)
            Reschedule(state, job);

        foreach (var job in batch.Jobs)
            Schedule(state, job);

        if (batch.OnceKey is { } once)
            state.Seen.Add(once, new(once, batch.OnceAt, batch.OnceReply));

        return new Outcome.Committed();
    }

    private static Outcome.Conflict? Conflict(State state, Batch batch)
    {
        foreach (var change in batch.Changes)
        {
            if ((state.Find(change.Kind, change.Id)?.Version ?? 0) != change.Expected)
                return new(change.Kind, change.Id);
        }

        if (batch.Finished.Find(lease => !Leasing.Holds(state, lease)) is { } lost)
            return new("job", lost.Job.Id);

        return batch.Exhumed.Find(id => !state.Dead.ContainsKey(id)) is { } gone ? new("job", gone) : null;
    }

    private static void Change(State state, Batch.Change change)
    {
        var shelf = state.Shelf(change.Kind);

        if (change.Indexed is { } indexed)
            shelf.Put(new(change.Kind, change.Id, change.Expected + 1, change.Schema, indexed));
        else
            shelf.Remove(change.Id);
    }

    private static void Schedule(State state, Job job)
    {
        if (state.Jobs.Find(job.Id) is null)
            Reschedule(state, job);
    }

    private static void Reschedule(State state, Job job)
    {
        var position = state.Next(JobSeries);
        state.Jobs.Set(state.Jobs.Find(job.Id)?.Rescheduled(job, position) ?? Row.Work.Of(job, position));
    }
}
