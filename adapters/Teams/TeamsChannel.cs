using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Teams.Connecting;

namespace ChatOps.Teams;

/// <summary>Teams as a platform: what is sent to somebody there goes into their chat with the bot.</summary>
public sealed class TeamsChannel : IChannel
{
    internal const string Name = "teams";

    private readonly IStore store;
    private readonly References references;
    private readonly Mail mail;
    private readonly Connector connector;

    internal TeamsChannel(IStore store, References references, Mail mail, Connector connector) =>
        (this.store, this.references, this.mail, this.connector) = (store, references, mail, connector);

    public string Platform => Name;

    public Contact? Contact => connector.Contact;

    public async ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default)
    {
        foreach (var link in (await store.Find(IdentityLink.ByPerson.Where(person.Id), cancellation)).Items)
        {
            if (link.Id.Split(':', 2) is [Name, var account] && await references.Chat(new(Name, account), person.Id, cancellation: cancellation) is { } chat)
                return chat.Place;
        }

        return null;
    }

    public async Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
    {
        var conversation = await ConversationOf(place, cancellation);
        var id = Mail.IdOf(token);
        var known = await mail.Find(id, cancellation) ?? new(id, conversation.Id, "");
        await mail.Post(conversation, message, known with { Shown = message.Shown }, isKept: true, Haste.Broadcast, cancellation: cancellation);
        return new(place, id);
    }

    public async Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default)
    {
        await mail.Landing(sent.MessageId).WaitAsync(cancellation);

        // What is still to come is drawn as it looks then.
        return await mail.Find(sent.MessageId, cancellation) is { } stands
            && (stands.IsAwaited || await mail.Replace(await ConversationOf(sent.Place, cancellation), stands, message, Haste.Broadcast, cancellation))
            ? sent
            : null;
    }

    public async Task Delete(Sent sent, CancellationToken cancellation = default)
    {
        if (await mail.Find(sent.MessageId, cancellation) is { } stands)
            await mail.Delete(await ConversationOf(sent.Place, cancellation), stands, cancellation);
    }

    private async Task<TeamsConversation> ConversationOf(Place place, CancellationToken cancellation) =>
        await references.Find(place.Id, cancellation) ?? throw new Undeliverable("The bot is not in that conversation.");
}
