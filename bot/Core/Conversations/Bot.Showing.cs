using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Conversations;

/// <summary>How things look to somebody, and where they stand.</summary>
public sealed partial class Bot
{
    /// <summary>A turn that only reads, for everybody in a place: with the bot's own eyes, in the language of the company.</summary>
    internal async Task<Turn> ReadingAlong(Place place, CancellationToken cancellation)
    {
        var company = await Company.Of(await Reading(Person.System, place, cancellation));
        return await Reading(Person.System with { Language = company.Language, TimeZone = company.TimeZone }, place, cancellation);
    }

    /// <summary>What is said of something that does not exist where it would be read.</summary>
    internal Say Elsewhere(Shown shown) => running.Channels.Select(channel => channel.Address).FirstOrDefault(address => address is not null) is { } page
        ? (Say)$"There is something new on {shown.Id}. Read it at {page.AbsoluteUri}."
        : $"There is something new on {shown.Id}. Read it on the page.";

    /// <summary>A turn that only reads, as this person sees things.</summary>
    public Task<Turn> Reading(Person person, Place place, CancellationToken cancellation = default) =>
        Open(person, new(place, "", place.Platform), cancellation);

    /// <summary>How something looks to somebody now; null: it is not theirs to see.</summary>
    public async Task<Message?> Look(Person person, Place place, Shown shown, CancellationToken cancellation = default)
    {
        if (!features.HasView(shown.Kind))
            return null;

        var turn = await Reading(person, place, cancellation);
        turn.IsShown = true;
        var message = await Compose(turn, new Message { Shown = shown });
        await Commit(await turn.Sealed(null), cancellation);
        return message;
    }

    /// <summary>An adapter that learns only after the turn where its answer stands says so here: from now on it is kept up to date there.</summary>
    public async Task Posted(Person reader, Sent sent, Message message, CancellationToken cancellation = default)
    {
        var turn = await Reading(reader, sent.Place, cancellation);
        await turn.Replaced(sent, message);
        await Commit(await turn.Sealed(null), cancellation);
    }

    /// <summary>An answer that its adapter could not bring to where it belongs: the outbox does, as often as it takes. What shows something is drawn as it looks then.</summary>
    /// <param name="token">As in <see cref="IChannel.Send"/>; the same again is brought once.</param>
    public async Task Later(Identity reader, Place place, Message message, string token, CancellationToken cancellation = default)
    {
        var person = await Recognise(reader, cancellation) ?? Person.System;
        var delivery = new Delivery(person.Id, message.Shown is null ? message : message with { Card = null }) { Place = place, Trace = Telemetry.Trace };
        await Commit(new Batch().Schedule(new(token, clock.GetUtcNow(), Tasks.Deliver, delivery.ToJson()) { Lane = $"place:{place}" }), cancellation);
    }

    /// <summary>Notes that somebody has opened a file of something whose readers are noted.</summary>
    public async Task NoteFile(Person person, Place place, Shown of, CancellationToken cancellation = default)
    {
        var turn = await Reading(person, place, cancellation);
        turn.IsShown = true;

        if (features.Kind(of.Kind) is { } kind)
            await kind.NoteReading(turn, of.Id, $"{Turn.Read} file");

        await Commit(await turn.Sealed(null), cancellation);
    }

    /// <summary>Draws what a message shows, for the caller of the turn; null: it is not theirs to see (any more).</summary>
    internal async Task<Message?> Compose(Turn turn, Message message)
    {
        if (message is { Shown: { } shown, Card: null })
        {
            if (await features.View(shown)(shown.Id, turn) is not { } card)
                return null;

            message = message with { Card = card };
        }

        if (message is { Undo: { } undo, Card: { } under } && undo.Until > turn.Now)
            message = message with { Card = under with { Choices = [.. under.Choices, new($"Undo", Invocation.Of("undo", ("id", undo.Id))) { Alone = true }] } };

        return message with { Reader = turn.Reader };
    }

    /// <summary>Draws a message as somebody sees it.</summary>
    /// <param name="open">A turn of theirs that only reads; anew when a model has written meanwhile.</param>
    internal async Task<(Turn Turn, Message? Message)> Draw(Func<Task<Turn>> open, Message message, CancellationToken cancellation)
    {
        for (var mayAsk = true; ; mayAsk = false)
        {
            var turn = await open();
            var drawn = await Compose(turn, message);

            if (!mayAsk || turn.Wanted is not { } wanted)
                return (turn, drawn);

            await narrator!.Tell(wanted, cancellation);
        }
    }
}
