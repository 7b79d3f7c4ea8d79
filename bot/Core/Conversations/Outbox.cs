using System.Text.Json;
using ChatOps.Cards;
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

    private async Task Deliver(Lease lease, CancellationToken cancellation)
    {
        var delivery = Delivery.FromJson(lease.Job.Payload);
        using var span = Telemetry.Begin(Tasks.Deliver, delivery.Trace);

        if (delivery.Place is { } place && await Say(lease, place, delivery, cancellation))
            return;

        if (await store.Get(Person.Kind, delivery.Person, cancellation) is not { Body: { Active: true } person } || await Reach(person, cancellation) is not [var (_, first), ..] reached)
        {
            Log.Unreachable(logger, lease.Job.Id, delivery.Person);
            await bot.Commit(new Batch().Finish(lease), cancellation);
            return;
        }

        var own = delivery.Message with { For = null, Shown = (delivery.About ?? delivery.Message.Shown) is { } seen ? seen with { Face = null } : null };
        var (turn, drawn) = await bot.Draw(() => Shown(bot.Reading(person, first, cancellation)), own, cancellation);

        // Not theirs to see any more: there is nothing to tell.
        if ((drawn ?? await Hinted(person, turn, own, cancellation)) is { } message)
        {
            foreach (var (channel, at) in reached)
            {
                var sent = await channel.Send(at, message, lease.Job.Id, cancellation);

                if (!channel.IsLive)
                    turn.Delivered(sent, message);
            }
        }

        await bot.Commit((await turn.Sealed(null)).Finish(lease), cancellation);
    }

    // Where several people read; or an answer, where it was asked for.
    /// <returns>False: nothing could be said there, and somebody in particular was to hear it.</returns>
    private async Task<bool> Say(Lease lease, Place place, Delivery delivery, CancellationToken cancellation)
    {
        var isForSomebody = delivery.Person != Person.System.Id;

        if (Array.Find(channels, channel => channel.Platform == place.Platform) is not { } channel)
        {
            if (isForSomebody)
                return false;

            Log.Unreachable(logger, lease.Job.Id, place.ToString());
            await bot.Commit(new Batch().Finish(lease), cancellation);
            return true;
        }

        // What is meant for one and read by others is drawn for all of them.
        var isAnswer = isForSomebody && delivery.Message.For is null;
        var reader = isAnswer ? (await store.Get(Person.Kind, delivery.Person, cancellation))?.Body : null;

        if (isAnswer && reader is not { Active: true })
            return false;

        var (turn, message) = await bot.Draw(() => reader is null ? bot.ReadingAlong(place, cancellation) : Shown(bot.Reading(reader, place, cancellation)), delivery.Message, cancellation);

        if (delivery.About is { } about && await bot.Features.StandingOf(about, turn) is not { IsOver: false, IsWithheld: false })
            return false;

        if (message is null && isForSomebody)
            return false;

        try
        {
            if (message is not null)
                turn.Delivered(await channel.Send(place, message, lease.Job.Id, cancellation), message);
        }
        catch (Undeliverable) when (isForSomebody)
        {
            return false;
        }

        await bot.Commit((await turn.Sealed(null)).Finish(lease), cancellation);
        return true;
    }

    private static async Task<Turn> Shown(Task<Turn> opened)
    {
        var turn = await opened;
        turn.IsShown = true;
        return turn;
    }

    // Theirs to see, but not there: the number alone.
    private async Task<Message?> Hinted(Person person, Turn there, Message message, CancellationToken cancellation) =>
        there.Access.IsOverheard && message.Shown is { } shown && await bot.Compose(await bot.Reading(person, new("clock", person.Id), cancellation), message) is not null
            ? new Message { Text = bot.Elsewhere(shown), Reader = there.Reader }
            : null;

    private async Task Redraw(Lease lease, CancellationToken cancellation)
    {
        using var span = Telemetry.Begin(Tasks.Redraw, null);
        var shown = JsonSerializer.Deserialize(lease.Job.Payload, ConversationJson.Default.Shown)!;
        var posts = Post.BySubject.Where($"{shown.Kind}:{shown.Id}");

        for (string? after = null; ;)
        {
            var page = await store.Find(posts with { After = after }, cancellation);

            foreach (var post in page.Items)
                await Redraw(post.Body, cancellation);

            if ((after = page.Next) is null)
                break;
        }

        await bot.Commit(new Batch().Finish(lease), cancellation);
    }

    private async Task Redraw(Post post, CancellationToken cancellation)
    {
        if (Array.Find(channels, channel => channel.Platform == post.Place.Platform) is not { } channel)
            return;

        if (await ReaderOf(post, cancellation) is not { } reader)
            return;

        var (turn, drawn) = await bot.Draw(reader, new Message { Text = post.Text, Shown = post.Shown, For = post.For, Undo = post.Undo }, cancellation);

        // The version in the turn is the one that was drawn; who may see it can have changed without it.
        if (turn.VersionOf(post.Shown) is var version && version == post.DrawnVersion && version > 0 && drawn is not null)
            return;

        var message = drawn ?? new Message { Card = new Card($"This is no longer shown to you."), Reader = turn.Reader };

        await turn.Load(Post.Kind, post.Id);
        turn.Delete(Post.Kind, post.Id);

        var sent = await channel.Update(new(post.Place, post.MessageId), message, cancellation)
            ?? await channel.Send(post.Place, message, $"{post.Id}@{version}", cancellation);

        turn.Posted(sent, message);
        await bot.Commit(await turn.Sealed(null), cancellation);
    }

    private async Task<Func<Task<Turn>>?> ReaderOf(Post post, CancellationToken cancellation) =>
        post.Reader == Person.System.Id ? () => bot.ReadingAlong(post.Place, cancellation)
        : await store.Get(Person.Kind, post.Reader, cancellation) is { Body: var reader } ? () => bot.Reading(reader, post.Place, cancellation)
        : null;

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

    // Where somebody is reached, and where they sit just now.
    private async Task<IReadOnlyList<(IChannel Channel, Place Place)>> Reach(Person person, CancellationToken cancellation)
    {
        var last = (await store.Get(LastPlace.Kind, person.Id, cancellation))?.Body.Platform;
        var reached = new List<(IChannel Channel, Place Place)>();

        foreach (var channel in channels.OrderByDescending(channel => channel.Platform == last))
        {
            if ((channel.IsLive || reached.TrueForAll(other => other.Channel.IsLive)) && await channel.PlaceOf(person, cancellation) is { } place)
                reached.Add((channel, place));
        }

        return reached;
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
