using ChatOps.AdaptiveCards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Wire;
using System.Text.Json;

namespace ChatOps.Teams.Hearing;

/// <summary>Hears what happens in conversations, other than invokes: each thing once, however often Teams says it.</summary>
internal sealed class Ear(Listener listener, Answers answers, Catalog catalog, Attached attached, Flights flights, References references, Connector connector, Afterwards afterwards, TimeProvider clock)
{
    private static readonly Invocation Welcome = Invocation.Of("help");

    public Task Hear(Arrival arrival, CancellationToken cancellation) => arrival.Activity switch
    {
        { Type: ActivityTypes.Message } => Message(arrival, cancellation),
        { Type: ActivityTypes.InstallationUpdate, Action: "remove" or "remove-upgrade" } => Removed(arrival, cancellation),
        { Type: ActivityTypes.InstallationUpdate } => Greet(arrival, cancellation),
        { Type: ActivityTypes.ConversationUpdate } activity when activity.HasBot(activity.MembersRemoved) => Removed(arrival, cancellation),
        { Type: ActivityTypes.ConversationUpdate, MembersAdded: not null } => Greet(arrival, cancellation),
        // Reactions, edits, deletions, and what a later Teams says: the conversation was kept current, and that is all.
        _ => Task.CompletedTask,
    };

    private async Task Message(Arrival arrival, CancellationToken cancellation)
    {
        var id = Mail.IdOf(arrival.Answer);

        if (arrival.Replies is not null)
        {
            await Answer(arrival, id, cancellation);
            return;
        }

        using var flight = flights.Begin(id);

        if (flight is null)
        {
            await flights.Landing(id);
            return;
        }

        using var typing = new TypingSign(arrival.Here, connector, afterwards, clock);
        await Answer(arrival, id, cancellation);
        flight.IsThere = true;
    }

    private async Task Answer(Arrival arrival, string id, CancellationToken cancellation)
    {
        var places = await listener.PlacesOf(arrival, cancellation);
        await answers.Say(arrival, places, await Turn(arrival, places, id), id);
    }

    private async Task<Reply> Turn(Arrival arrival, Places places, string id)
    {
        var activity = arrival.Activity;

        if (activity.Value is { ValueKind: JsonValueKind.Object } value)
            return Presses.Read(value, catalog) is { } press ? await listener.Hear(arrival, press, places, id) : Reply.Refuse(Presses.Unreadable);

        try
        {
            var files = await attached.Stage(arrival);
            return await listener.Hear(arrival, new Input.Sentence(activity.Words()), places, id, files);
        }
        catch (Refusal refusal)
        {
            return Reply.Refuse(refusal.Why);
        }
    }

    private Task Removed(Arrival arrival, CancellationToken cancellation) => references.Bury(arrival.Here.Id, cancellation);

    // Teams says it in two ways at the same moment when somebody opens a chat for the first time.
    private async Task Greet(Arrival arrival, CancellationToken cancellation)
    {
        if (!arrival.IsPersonal || arrival.Here.IsGreeted || await references.Change(arrival.Here.Id, here => here with { IsGreeted = true }, cancellation) is null)
            return;

        var id = Mail.IdOf(arrival.Answer);
        var places = await listener.PlacesOf(arrival, cancellation);
        await answers.Say(arrival, places, await listener.Hear(arrival, new Input.Press(Welcome), places, id), id);
    }
}
