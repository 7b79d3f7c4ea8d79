using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.People;
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
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly IChannel[] channels = [.. channels];
    private readonly Occurrences occurrences = new(store, bot, clock, logger);

    /// <summary>Does what is due, until nothing is.</summary>
    public async Task Drain(CancellationToken cancellation = default)
    {
        while (await store.Claim(AtOnce, LeaseTime, clock.GetUtcNow(), cancellation) is { Count: > 0 } leases)
            await Task.WhenAll(leases.Select(lease => Do(lease, cancellation)));
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
        try
        {
            await (lease.Job.Task switch
            {
                Tasks.Deliver => Deliver(lease, cancellation),
                Tasks.Redraw => Redraw(lease, cancellation),
                Tasks.Run or Tasks.Recur => Run(lease, cancellation),
                _ => throw new InvalidOperationException($"Nobody does \"{lease.Job.Task}\"."),
            });
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is not StoreException)
        {
            Log.AttemptFailed(logger, exception, lease.Job.Id, lease.Attempt);
            var now = clock.GetUtcNow();

            if (lease.Attempt < Most(lease.Job) && exception is not Undeliverable)
                await store.Retry(lease, now + Pause(lease.Attempt), exception.Message, cancellation);
            else if (lease.Job.Task is not Tasks.Recur || await occurrences.GoOn(lease, cancellation))
                await store.Bury(lease, now, exception.Message, cancellation);
        }
    }

    private static int Most(Job job) => job.Task is Tasks.Recur ? Occurrences.MostAttempts : MostAttempts;

    private static TimeSpan Pause(int attempt)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempt - 1, 16)));
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task Deliver(Lease lease, CancellationToken cancellation)
    {
        var delivery = Delivery.FromJson(lease.Job.Payload);

        if (await store.Get(Person.Kind, delivery.Person, cancellation) is not { Body: { Active: true } person } || await Reach(person, cancellation) is not [var (_, first), ..] reached)
        {
            Log.Unreachable(logger, lease.Job.Id, delivery.Person);
            await bot.Commit(new Batch().Finish(lease), cancellation);
            return;
        }

        var turn = await bot.Reading(person, first, cancellation);

        // Not theirs to see any more: there is nothing to tell.
        if (await bot.Compose(turn, delivery.Message) is { } message)
        {
            foreach (var (channel, place) in reached)
            {
                var sent = await channel.Send(place, message, lease.Job.Id, cancellation);

                if (!channel.IsLive)
                    turn.Posted(sent, message);
            }
        }

        await bot.Commit(turn.Seal(null).Finish(lease), cancellation);
    }

    private async Task Redraw(Lease lease, CancellationToken cancellation)
    {
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

        if (await store.Get(Person.Kind, post.Reader, cancellation) is not { Body: var reader })
            return;

        var turn = await bot.Reading(reader, post.Place, cancellation);
        var message = await bot.Compose(turn, new Message { Text = post.Text, Shown = post.Shown, Undo = post.Undo })
            ?? new Message { Card = new Card($"This is no longer shown to you."), Reader = turn.Reader };

        // The version in the turn is the one that was drawn.
        if (turn.VersionOf(post.Shown) is var version && version == post.DrawnVersion && version > 0)
            return;

        await turn.Load(Post.Kind, post.Id);
        turn.Delete(Post.Kind, post.Id);

        var sent = await channel.Update(new(post.Place, post.MessageId), message, cancellation)
            ?? await channel.Send(post.Place, message, $"{post.Id}@{version}", cancellation);

        turn.Posted(sent, message);
        await bot.Commit(turn.Seal(null), cancellation);
    }

    private async Task Run(Lease lease, CancellationToken cancellation)
    {
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
