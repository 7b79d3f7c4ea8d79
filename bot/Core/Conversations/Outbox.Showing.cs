using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>What people get to see of it: notices, and messages that stay true to what they show.</summary>
public sealed partial class Outbox
{
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

    private async Task Look(Lease lease, CancellationToken cancellation)
    {
        if (await store.Get(Post.Kind, lease.Job.Payload, cancellation) is { Body: var post })
            await Redraw(post, cancellation);

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
}
