using System.Text.Json;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Hearing;

namespace ChatOps.Teams.Dialogs;

/// <summary>Forms as dialogs: what is wrong keeps the form in front, what is done closes it and stands in the chat.</summary>
internal sealed class FormDialogs(Listener listener, Answers answers, Catalog catalog, Flights flights) : IInvoke
{
    public IReadOnlyList<string> Names => ["task/fetch", "task/submit"];

    public async Task<InvokeResponse> Answer(Arrival arrival, CancellationToken cancellation)
    {
        if (arrival.Activity.Value is not { ValueKind: JsonValueKind.Object } value || !value.TryGetProperty("data", out var data))
            return InvokeResponse.Bad("There is no data in the value.");

        return Presses.Read(data, catalog) is { } press
            ? await Press(arrival, press, cancellation)
            : Envelope.Words(Presses.Unreadable, new(Phrasebook.Match(arrival.Activity.Locale) ?? "en", TimeZoneInfo.Utc, default));
    }

    /// <summary>Runs what was sent from a dialog, or opens one for what it still needs.</summary>
    public async Task<InvokeResponse> Press(Arrival arrival, Input.Press press, CancellationToken cancellation)
    {
        var places = await listener.PlacesOf(arrival, cancellation);
        var id = Mail.IdOf(arrival.Answer);
        using var flight = flights.Begin(id);
        var reply = await listener.Hear(arrival, press, places, id);

        if (reply.IsForm && reply.Message.Card is not null)
            return Envelope.Form(reply.Message);

        // What stands nowhere else is read here.
        if (reply.IsRefusal || places.For(reply) is null)
            return Envelope.Words(reply.Message);

        // Delivered before: it has been said.
        if (flight is not null)
            await answers.Say(arrival, places, reply, id);

        flight?.IsThere = true;
        return Envelope.Closed;
    }
}
