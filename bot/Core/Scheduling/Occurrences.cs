using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using Microsoft.Extensions.Logging;

namespace ChatOps.Scheduling;

/// <summary>Does the occurrences of schedules. Each is finished, and the next one planned, in the commit of what it changes.</summary>
internal sealed partial class Occurrences(IStore store, Bot bot, TimeProvider clock, ILogger logger)
{
    /// <summary>With the pauses between them, a quarter of an hour.</summary>
    public const int MostAttempts = 10;

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    /// <param name="caller">Null: the person whose rights it had is gone.</param>
    public async Task<Outcome> Run(Lease lease, Person? caller, CancellationToken cancellation)
    {
        // What was given up and is tried again does not disturb what was planned since.
        if (await store.Get(Schedule.Kind, lease.Job.Payload, cancellation) is not { Body: var schedule })
            return await bot.Commit(new Batch().Finish(lease), cancellation);

        if (caller is null)
            return await bot.Run(lease, Person.System, null, turn => Pause(turn, lease), cancellation);

        var isNext = schedule.Job.Id == lease.Job.Id;

        if (isNext && schedule.IsTooLate(clock.GetUtcNow()))
        {
            // What was begun in time and never done is not passed over in silence.
            if (lease.Attempt > 1)
                throw new Undeliverable("It was not done in time.");

            Log.Skipped(logger, lease.Job.Id);
            return await bot.Run(lease, caller, null, turn => GoOn(turn, lease), cancellation);
        }

        return await bot.Run(lease, caller, Invocation.Parse(schedule.Invocation), turn => GoOn(turn, lease), cancellation);
    }

    /// <summary>Plans the next occurrence of a schedule one of whose occurrences is about to be buried.</summary>
    /// <returns>False: the lease was lost, or the schedule was changed just now. Nothing happened; the work returns when its lease ends.</returns>
    public async Task<bool> GoOn(Lease lease, CancellationToken cancellation)
    {
        if (!await store.Renew(lease, LeaseTime, clock.GetUtcNow(), cancellation))
            return false;

        var turn = await bot.Open(Person.System, new(new("clock", lease.Job.Id), lease.Job.Id, "clock", "clock"), cancellation);
        await GoOn(turn, lease);
        return await bot.Commit(await turn.Sealed(null), cancellation) is Outcome.Committed;
    }

    private static async Task GoOn(Turn turn, Lease lease)
    {
        // The command may have changed its own schedule: then that has been planned.
        if (await turn.Load(Schedule.Kind, lease.Job.Payload) is { IsChanged: false, Now: { } schedule } && schedule.Job.Id == lease.Job.Id)
            turn.Plan(schedule.Passed(turn.Now) with { IsPaused = false });
    }

    private static async Task Pause(Turn turn, Lease lease)
    {
        if (await turn.Load(Schedule.Kind, lease.Job.Payload) is not { Now: { } schedule } || schedule.Job.Id != lease.Job.Id)
            return;

        turn.Plan(schedule.Passed(turn.Now) with { IsPaused = true });

        if (schedule.IsPaused)
            return;

        var what = turn.Catalog.Find(Invocation.Parse(schedule.Invocation)?.Command ?? "")?.Summary ?? Say.Text(schedule.Id);
        var who = await turn.Who(schedule.RunAs);

        foreach (var administrator in (await turn.Find(Person.ByName.Where() with { Filter = person => person.Active && person.Roles.HasFlag(Roles.Administrator) })).Items)
            turn.Tell(administrator.Id, new Message { Text = $"\"{what}\" has stopped running by itself, because {who} has left. Have somebody else set it up again." });
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} is too late and was skipped")]
        public static partial void Skipped(ILogger logger, string job);
    }
}
