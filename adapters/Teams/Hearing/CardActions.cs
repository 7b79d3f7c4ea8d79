using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOps.AdaptiveCards;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Drawing;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Hearing;

/// <summary>A button of a card: what it answers stands where the card was, or is said below it.</summary>
internal sealed class CardActions(Listener listener, Answers answers, Activities activities, Catalog catalog, Afterwards afterwards, Flights flights, Closer closer) : IInvoke
{
    private const string Action = "adaptiveCard/action";

    public IReadOnlyList<string> Names => [Action];

    public async Task<InvokeResponse> Answer(Arrival arrival, CancellationToken cancellation)
    {
        if (arrival.Activity.Value is not { ValueKind: JsonValueKind.Object } value || !value.TryGetProperty("action", out var action) || action.ValueKind is not JsonValueKind.Object)
            return InvokeResponse.Bad("There is no action in the value.");

        if (action.Text("type") is not (null or "Action.Execute"))
            return Error(400, "NotSupported", "The action is none that an invoke brings.");

        var reader = new Reader(Phrasebook.Match(arrival.Activity.Locale) ?? "en", TimeZoneInfo.Utc, default);

        if (action.TryGetProperty("data", out var data) && await closer.Look(arrival, data, cancellation) is { } looked)
            return looked;

        if (data.ValueKind is not JsonValueKind.Object || Presses.Read(data, catalog) is not { } press)
            return Error(400, "BadRequest", new PlainSpeech(reader).Draw(Presses.Unreadable));

        var places = await listener.PlacesOf(arrival, cancellation);

        // Teams asks by itself for how the card looks to one who sees it: nobody did anything.
        if (value.Text("trigger") is "automatic")
            return await Card(arrival, await listener.Hear(arrival, press, places, null));

        var id = Mail.IdOf(arrival.Answer);
        using var flight = flights.Begin(id);
        var reply = await listener.Hear(arrival, press, places, id);
        var response = await Answer(arrival, places, reply, id, isRepeat: flight is null);
        flight?.IsThere = true;
        return response;
    }

    private async Task<InvokeResponse> Answer(Arrival arrival, Places places, Reply reply, string id, bool isRepeat)
    {
        if (places.Replaced(reply) is { } stands)
        {
            if (arrival.Replies is null && !isRepeat)
                afterwards.Do(() => answers.Replace(places.For(reply)!, stands, reply));

            return await Card(arrival, reply);
        }

        // Only who has pressed sees this, wherever the card stands.
        if (!arrival.IsPersonal && IsSameCard(places, reply))
            return await Card(arrival, reply);

        if (reply is { IsRefusal: true, Message.Card: { Choices: [], Body: [] } })
            return Toast(reply);

        if (!isRepeat)
            await answers.Say(arrival, places, reply, id);

        return Toast(reply);
    }

    private static bool IsSameCard(Places places, Reply reply) =>
        places.Pressed is { Shown: { } shown } && reply is { IsRefusal: false, IsForm: false } && reply.Message.Shown == shown;

    internal static InvokeResponse Respond(int status, string type, JsonNode value) =>
        InvokeResponse.Ok(new JsonObject { ["statusCode"] = status, ["type"] = type, ["value"] = value });

    private static InvokeResponse Error(int status, string code, string message) =>
        Respond(status, ContentTypes.Error, new JsonObject { ["code"] = code, ["message"] = message });

    private async Task<InvokeResponse> Card(Arrival arrival, Reply reply) => Respond(200, ContentTypes.Card, await activities.Card(arrival.Here, reply.Message));

    private static InvokeResponse Toast(Reply reply) => Respond(200, ContentTypes.Toast, Summary.Of(reply.Message));
}
