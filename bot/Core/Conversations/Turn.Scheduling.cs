using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.Scheduling;

namespace ChatOps.Conversations;

/// <summary>
/// What a turn leaves to the clock: it runs whichever process is alive then, its own changes happen once, and the audit
/// trail says <c>clock</c>. A refusal of the command means that what it was for no longer holds.
/// </summary>
public sealed partial class Turn
{
    private readonly List<Job> jobs = [];
    private readonly List<Job> moved = [];
    private readonly List<string> cancelled = [];

    /// <summary>Runs a command at a moment. The same id again changes nothing while it waits.</summary>
    /// <param name="runAs">The id of the person whose rights it has when it runs; null: the bot itself.</param>
    public void Schedule(string id, DateTimeOffset due, Invocation invocation, string? runAs = null) =>
        jobs.Add(new(id, due, Tasks.Run, invocation.ToString()) { RunAs = runAs ?? People.Person.System.Id });

    /// <summary>As <see cref="Schedule(string, DateTimeOffset, Invocation, string)"/>, and moves what already waits under this id.</summary>
    public void Reschedule(string id, DateTimeOffset due, Invocation invocation, string? runAs = null) =>
        moved.Add(new(id, due, Tasks.Run, invocation.ToString()) { RunAs = runAs ?? People.Person.System.Id });

    public void Cancel(string jobId) => cancelled.Add(jobId);

    /// <summary>
    /// Runs a command again and again, from the next occurrence on, until it is unscheduled. The same id again replaces the
    /// schedule, and changes nothing when it is the same. Taking a turn back does not take this back: the command refuses
    /// or unschedules itself when what it is for is gone.
    /// </summary>
    /// <param name="runAs">The id of the person whose rights it has when it runs; occurrences pass while they are gone. Null: the bot itself.</param>
    /// <param name="catchUp">What becomes of occurrences that were missed; null: <see cref="CatchUp.RunOnceLate"/>.</param>
    public ValueTask ScheduleEvery(string id, Recurrence recurrence, Invocation invocation, string? runAs = null, CatchUp? catchUp = null) =>
        Schedule(new Schedule(id, recurrence, invocation.ToString()) { RunAs = runAs ?? People.Person.System.Id, Grace = catchUp?.Grace });

    /// <summary>Ends what <see cref="ScheduleEvery"/> began; an unknown id is ignored.</summary>
    public async ValueTask Unschedule(string id)
    {
        if ((await Load(Scheduling.Schedule.Kind, id)).Now is not { } known)
            return;

        TakeBack(known);
        Delete(Scheduling.Schedule.Kind, id);
    }

    internal async ValueTask Schedule(Schedule wanted)
    {
        var known = (await Load(Scheduling.Schedule.Kind, wanted.Id)).Now;

        if (known is not null && wanted.IsDefinedAs(known))
            return;

        if (known is not null)
            TakeBack(known);

        Plan((wanted with { Last = known?.Last }).From(Now));
    }

    /// <summary>Keeps the schedule, and has its next occurrence done.</summary>
    internal void Plan(Schedule schedule)
    {
        Save(Scheduling.Schedule.Kind, schedule);
        jobs.Add(schedule.Job);
    }

    /// <summary>Plans the next occurrence again if nothing waits for it. Should somebody be doing it just now, theirs is the conflict.</summary>
    internal async ValueTask EnsurePlanned(string id)
    {
        if (await Load(Scheduling.Schedule.Kind, id) is { IsChanged: false, Now: { } known } && !await IsWaiting(known.Job.Id))
            Plan(known with { });
    }

    private void TakeBack(Schedule known)
    {
        var next = known.Job.Id;
        jobs.RemoveAll(job => job.Id == next);
        Cancel(next);
    }
}
