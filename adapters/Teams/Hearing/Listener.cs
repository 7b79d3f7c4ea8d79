using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Hearing;

/// <summary>Has one turn of the bot for what somebody did in Teams.</summary>
internal sealed class Listener(Bot bot, Acquaintance acquaintance, References references, Mail mail)
{
    /// <summary>Answers, and keeps the message that the answer will be up to date from now on.</summary>
    /// <param name="id">Of that message; null: nothing that is said here will stand anywhere.</param>
    public async Task<Reply> Hear(Arrival arrival, Input input, Places places, string? id, IReadOnlyList<FileRef>? files = null)
    {
        var incoming = new Incoming(places.Here.Place, arrival.Identity, arrival.EventId, input)
        {
            Locale = arrival.Activity.Locale,
            Files = files ?? [],
            IsAddressed = arrival.IsPersonal || input is Input.Press || arrival.Activity.MentionsBot(),
            MessageId = !arrival.IsPersonal && input is Input.Sentence ? arrival.Activity.Id : null,
            IsAloud = input is Input.Sentence ? !arrival.IsPersonal : places.IsOfForm,
            Record = id is null || arrival.Replies is not null ? null : (turn, reply) => Record(turn, reply, places, id),
        };

        // What was begun is finished, also when Teams does not wait for it.
        var reply = await bot.Hear(incoming, CancellationToken.None);
        return IsStranger(reply) && await acquaintance.Meet(arrival) ? await bot.Hear(incoming, CancellationToken.None) : reply;
    }

    /// <summary>Where answers to this go. A chat with the person is begun when others read along here.</summary>
    public async Task<Places> PlacesOf(Arrival arrival, CancellationToken cancellation)
    {
        // They are where the bot is not.
        if (arrival.Here.IsDead)
            return await references.Chat(arrival.Identity, null, arrival.Here, cancellation) is { } chat ? new(chat, chat, null) : new(arrival.Here, null, null);

        var pressed = await mail.FindActivity(arrival.Here.Id, arrival.Activity.ReplyToId, cancellation);

        if (arrival.IsPersonal)
            return new(pressed?.Origin is { } origin && await references.Find(origin, cancellation) is { } other ? other : arrival.Here, arrival.Here, pressed);

        return new(arrival.Here, await references.Chat(arrival.Identity, null, arrival.Here, cancellation), pressed);
    }

    // The core says this before it knows a language for it.
    private static bool IsStranger(Reply reply) => reply.IsRefusal && ReferenceEquals(reply.Message.Reader, Reader.Nobody);

    private static async ValueTask Record(Turn turn, Reply reply, Places places, string id)
    {
        if (places.For(reply) is not { } to)
            return;

        if (places.Replaced(reply) is { } stands)
            await turn.Replaced(new(to.Place, stands.Id), reply.Message);
        else
            turn.Posted(new(to.Place, id), reply.Message);
    }
}
