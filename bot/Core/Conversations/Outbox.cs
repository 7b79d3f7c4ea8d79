using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Relaying;
using ChatOps.Scheduling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatOps.Conversations;

/// <summary>
/// Does what turns have left for later: delivers notices, redraws messages, runs scheduled commands. At least once, in
/// order per lane, with growing pauses after failures; what fails too often is buried and stays visible.
/// </summary>
public sealed partial class Outbox(IStore store, Bot bot, Committed committed, IEnumerable<IChannel> channels, TimeProvider clock, ILogger<Outbox> logger) : BackgroundService
{
    private const int AtOnce = 32;

    // With the longest pause between them, about a day: a platform may be down that long.
    private const int MostAttempts = 300;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    // A platform that takes the call and never answers must not hold its runner for ever.
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Renewal = LeaseTime / 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly IChannel[] channels = [.. channels];
    private readonly Occurrences occurrences = new(store, bot, clock, logger);
    private readonly Relay relay = new(store, bot, [.. channels]);
    private readonly Tending tending = new(store, bot, [.. channels]);

    /// <summary>When it last got to look for work: long ago means that it is stuck.</summary>
    public DateTimeOffset LastLook { get; private set; } = clock.GetUtcNow();

    /// <summary>Does what is due, until nothing is. What takes long holds nobody up but its own lane.</summary>
    public async Task Drain(CancellationToken cancellation = default)
    {
        var doing = new List<Task>();

        try
        {
            while (true)
            {
                var next = committed.Next;
                await Finished(doing);

                if (doing.Count < AtOnce)
                {
                    var leases = await store.Claim(AtOnce - doing.Count, LeaseTime, clock.GetUtcNow(), cancellation);
                    LastLook = clock.GetUtcNow();
                    doing.AddRange(leases.Select(lease => Do(lease, cancellation)));

                    if (leases.Count > 0)
                        continue;
                }

                if (doing is [])
                    return;

                await Any(doing, next, cancellation);
            }
        }
        finally
        {
            // What has begun ends before anybody goes away.
            await Task.WhenAll(doing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task Finished(List<Task> doing)
    {
        var done = doing.FindAll(work => work.IsCompleted);
        doing.RemoveAll(work => work.IsCompleted);
        await Task.WhenAll(done);
    }

    // Something is done, something new is there, or something may have fallen due.
    private async Task Any(List<Task> doing, Task next, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny([.. doing, next, Task.Delay(Poll, clock, either.Token)]);
        await either.CancelAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = committed.Next;

            try
            {
                await Drain(stoppingToken);
            }
            catch (StoreException exception)
            {
                Log.StoreFailed(logger, exception);
            }

            await Task.WhenAny(next, Task.Delay(Poll, clock, stoppingToken));
        }
    }

    private async Task Do(Lease lease, CancellationToken cancellation)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var keeping = Keep(lease, LongestOf(lease.Job), attempt);

        try
        {
            await (lease.Job.Task switch
            {
                Tasks.Deliver => Deliver(lease, attempt.Token),
                Tasks.Redraw => Redraw(lease, attempt.Token),
                Tasks.Look => Look(lease, attempt.Token),
                Tasks.Run or Tasks.Recur => Run(lease, attempt.Token),
                Tasks.Relay => relay.Do(lease, attempt.Token),
                Tasks.Unsay => relay.Undo(lease, attempt.Token),
                Tasks.Tend => tending.Tend(lease, attempt.Token),
                Tasks.Thread => tending.Open(lease, attempt.Token),
                _ => throw new InvalidOperationException($"Nobody does \"{lease.Job.Task}\"."),
            });

            Telemetry.Worked(lease.Job.Task, "done");
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is not StoreException)
        {
            await Failed(lease, exception, cancellation);
        }
        finally
        {
            await attempt.CancelAsync();
            await keeping;
        }
    }

    private async Task Failed(Lease lease, Exception exception, CancellationToken cancellation)
    {
        Log.AttemptFailed(logger, exception, lease.Job.Id, lease.Attempt);
        var now = clock.GetUtcNow();
        var why = exception is OperationCanceledException ? $"There was no answer within {LongestAttempt.TotalMinutes} minutes." : exception.Message;

        if (lease.Attempt < Most(lease.Job) && exception is not Undeliverable)
        {
            await store.Retry(lease, now + Pause(lease.Attempt), why, cancellation);
            Telemetry.Worked(lease.Job.Task, "failed");
        }
        else if (lease.Job.Task is not Tasks.Recur || await occurrences.GoOn(lease, cancellation))
        {
            await store.Bury(lease, now, why, cancellation);
            Telemetry.Worked(lease.Job.Task, "buried");
        }
    }

    /// <summary>Keeps the work ours while it is being done, up to a limit; lets go of it when it became somebody else's.</summary>
    private async Task Keep(Lease lease, TimeSpan longest, CancellationTokenSource attempt)
    {
        try
        {
            for (var kept = TimeSpan.Zero; kept < longest; kept += Renewal)
            {
                await Task.Delay(Renewal, clock, attempt.Token);

                if (!await store.Renew(lease, LeaseTime, clock.GetUtcNow(), attempt.Token))
                    break;
            }

            await attempt.CancelAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or StoreException)
        {
            // It is done; or the store is lost, and with it what the work would have to be finished with.
        }
    }

    // What waits for no platform takes as long as it takes: erasing somebody from a large desk.
    private static TimeSpan LongestOf(Job job) => job.Task is Tasks.Run or Tasks.Recur ? TimeSpan.MaxValue : LongestAttempt;

    private static int Most(Job job) => job.Task is Tasks.Recur ? Occurrences.MostAttempts : MostAttempts;

    private static TimeSpan Pause(int attempt)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempt - 1, 16)));
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task Run(Lease lease, CancellationToken cancellation)
    {
        using var span = Telemetry.Begin(Tasks.Run, null);
        var caller = lease.Job.RunAs == Person.System.Id
            ? Person.System
            : await store.Get(Person.Kind, lease.Job.RunAs, cancellation) is { Body: { Active: true } person } ? person : null;

        if (caller is null && lease.Job.Task is Tasks.Run)
        {
            await store.Bury(lease, clock.GetUtcNow(), $"{lease.Job.RunAs}, for whom this was to run, is gone.", cancellation);
            return;
        }

        var outcome = lease.Job.Task is Tasks.Recur
            ? await occurrences.Run(lease, caller, cancellation)
            : await bot.Run(lease, caller!, Invocation.Parse(lease.Job.Payload), null, cancellation);

        if (outcome is Outcome.Conflict)
            await store.Retry(lease, clock.GetUtcNow(), "Somebody changed the same thing first.", cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} failed at attempt {Attempt}")]
        public static partial void AttemptFailed(ILogger logger, Exception exception, string job, int attempt);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} cannot be delivered: no platform reaches {Person}")]
        public static partial void Unreachable(ILogger logger, string job, string person);

        [LoggerMessage(Level = LogLevel.Error, Message = "The outbox cannot use the store")]
        public static partial void StoreFailed(ILogger logger, Exception exception);
    }
}
