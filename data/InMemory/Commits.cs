using System.Collections.Immutable;
using ChatOps.Documents;

namespace ChatOps.Data;

/// <summary>What a batch makes of a state: all of it, or an outcome that says why not and the state as it was.</summary>
internal static class Commits
{
    private const string FactSeries = "~fact";
    private const string JobSeries = "~job";

    public static (State Next, Outcome Outcome) Apply(State state, Batch batch, FactChain chain)
    {
        if (batch.OnceKey is { } key && state.Seen.GetValueOrDefault(key) is { } seen)
            return (state, new Outcome.Duplicate(seen.Reply));

        if (Conflict(state, batch) is { } conflict)
            return (state, conflict);

        state = batch.Changes.Aggregate(state, Change);
        state = Note(state, batch.Facts, chain);
        state = batch.Finished.Select(lease => lease.Job.Id).Aggregate(state, Leasing.End);
        state = state with { Dead = state.Dead.RemoveRange(batch.Exhumed) };
        state = state with { Jobs = batch.Cancelled.Aggregate(state.Jobs, (jobs, id) => jobs.Remove(id)) };
        state = batch.Moved.Aggregate(state, Reschedule);
        state = batch.Jobs.Aggregate(state, Schedule);
        return (Remember(state, batch), new Outcome.Committed());
    }

    private static Outcome.Conflict? Conflict(State state, Batch batch)
    {
        foreach (var change in batch.Changes)
        {
            if ((state.Documents.GetValueOrDefault((change.Kind, change.Id))?.Row.Version ?? 0) != change.Expected)
                return new(change.Kind, change.Id);
        }

        if (batch.Finished.Find(lease => !Leasing.Holds(state, lease)) is { } lost)
            return new("job", lost.Job.Id);

        return batch.Exhumed.Find(id => !state.Dead.ContainsKey(id)) is { } gone ? new("job", gone) : null;
    }

    private static State Change(State state, Batch.Change change) =>
        Row.Document.Of(change) is { } document ? state.With(document) : state.Without(change.Kind, change.Id);

    private static State Note(State state, IReadOnlyList<Fact> facts, FactChain chain)
    {
        var heads = state.Heads.ToBuilder();
        var linked = chain.Append(facts, subject => heads.GetValueOrDefault(subject, Head.None), (subject, head) => heads[subject] = head);

        return linked.Aggregate(state with { Heads = heads.ToImmutable() }, Note);
    }

    private static State Note(State state, Fact fact)
    {
        (state, var number) = state.Next(FactSeries);
        return state with { Facts = state.Facts.SetItem(fact.Subject, state.Trail(fact.Subject).Add(number, fact)) };
    }

    private static State Schedule(State state, Job job) => state.Jobs.Find(job.Id) is null ? Reschedule(state, job) : state;

    private static State Reschedule(State state, Job job)
    {
        (state, var position) = state.Next(JobSeries);
        var work = state.Jobs.Find(job.Id)?.Rescheduled(job, position) ?? Row.Work.Of(job, position);
        return state with { Jobs = state.Jobs.Set(work) };
    }

    private static State Remember(State state, Batch batch) => batch.OnceKey is not { } key
        ? state
        : state with { Seen = state.Seen.Add(key, new(key, batch.OnceAt, batch.OnceReply)) };
}
