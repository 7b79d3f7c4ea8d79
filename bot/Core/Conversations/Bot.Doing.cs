using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>What is done without anybody having said it in a place: by the clock, at the command line, on signing in.</summary>
public sealed partial class Bot
{
    /// <summary>Does what somebody asks for who need not be a person here: an import, a claim, a first sign-in. Begins again when somebody else was faster.</summary>
    /// <param name="actor">For the audit trail: <c>cli:root</c>, which is where they ask for it, and who they are there.</param>
    /// <param name="what">The command, as the audit trail says it.</param>
    public async Task<T> Do<T>(string actor, string what, Func<Turn, Task<T>> work, CancellationToken cancellation = default)
    {
        var surface = actor.Split(':')[0];

        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var turn = await Open(Person.System, new(new(surface, actor), Ids.New(), surface, actor), cancellation);
            turn.What = what;
            var result = await work(turn);

            if (await Commit(await turn.Sealed(null), cancellation) is Outcome.Committed)
                return result;
        }

        throw new Refusal($"Too many people are changing this at the same moment. Try again.");
    }

    /// <summary>Runs what was scheduled, and finishes its job in the same commit.</summary>
    /// <param name="invocation">Null: there is nothing to run, only to finish.</param>
    /// <param name="then">What else happens in that commit, whether or not the command refused.</param>
    internal async Task<Outcome> Run(Lease lease, Person caller, Invocation? invocation, Func<Turn, Task>? then, CancellationToken cancellation)
    {
        var turn = await Open(caller, new(new("clock", lease.Job.Id), lease.Job.Id, "clock", "clock"), cancellation);

        try
        {
            if (invocation is not null && await interpreter.Run(turn, invocation, [], Manner.Confirmed) is { IsForm: true })
                throw new Undeliverable($"{invocation} does not say all that the command needs.");
        }
        catch (Refusal refusal)
        {
            // What it was scheduled for no longer holds: done, and noted.
            turn.Discard();
            Log.ScheduleRefused(logger, invocation!.Command, lease.Job.Id, refusal.Why.Template);
        }

        if (then is not null)
            await then(turn);

        return await Commit((await turn.Sealed(null)).Finish(lease), cancellation);
    }
}
