using System.Globalization;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Web;

/// <summary>The page as a platform: what is sent to somebody there is a document of their conversation, which their page tails.</summary>
public sealed class WebChannel(IStore store, Committed committed, TimeProvider clock, WebSettings? settings = null) : IChannel
{
    internal const string Name = "web";

    public string Platform => Name;

    public Uri? Address => settings?.Address;

    public async ValueTask<Place?> PlaceOf(Person person, CancellationToken cancellation = default) =>
        await store.Get(IdentityLink.Kind, new Identity(Name, person.Id).ToString(), cancellation) is not null ? PlaceOf(person.Id) : null;

    public async Task<Sent> Send(Place place, Message message, string token, CancellationToken cancellation = default)
    {
        var sent = await Change(place.Id, async conversation =>
        {
            // Delivered before, and the sender did not get to hear of it.
            if ((await store.Find(WebMessage.ByToken.Where(place.Id, token), cancellation)).Items is [var known, ..])
                return (known, null);

            return (null, new WebMessage(place.Id, conversation.LastNumber + 1, 0, clock.GetUtcNow()) { Said = message, Token = token });
        }, cancellation);

        return new(place, sent!.Number.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<Sent?> Update(Sent sent, Message message, CancellationToken cancellation = default) =>
        await Change(sent, written => written with { Said = message }, cancellation) is { State: not WebState.Deleted } ? sent : null;

    public Task Delete(Sent sent, CancellationToken cancellation = default) =>
        Change(sent, written => written with { Said = null, State = WebState.Deleted }, cancellation);

    internal static Place PlaceOf(string person) => new(Name, person);

    private Task<WebMessage?> Change(Sent sent, Func<WebMessage, WebMessage> change, CancellationToken cancellation) =>
        Change(sent.Place.Id, async _ =>
            long.TryParse(sent.MessageId, CultureInfo.InvariantCulture, out var number)
            && await store.Get(WebMessage.Kind, WebMessage.IdOf(sent.Place.Id, number), cancellation) is { Body.State: not WebState.Deleted } written
                ? (written, change(written.Body))
                : (null, null), cancellation);

    /// <summary>Writes one message of a conversation, again when somebody else wrote at the same moment.</summary>
    /// <returns>The message as it stands now; null: there is none.</returns>
    private async Task<WebMessage?> Change(string person, Func<WebConversation, Task<(Stored<WebMessage>? Known, WebMessage? Written)>> change, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await store.Get(WebConversation.Kind, person, cancellation);
            var conversation = stored?.Body ?? new(person, 0, 0);
            var (known, written) = await change(conversation);

            if (written is null)
                return known?.Body;

            var next = conversation with { LastRevision = conversation.LastRevision + 1, LastNumber = Math.Max(conversation.LastNumber, written.Number) };
            written = written with { Revision = next.LastRevision };

            var batch = new Batch()
                .Put(WebConversation.Kind, next, stored?.Version ?? 0)
                .Put(WebMessage.Kind, written, known?.Version ?? 0);

            if (await store.Commit(batch, cancellation) is Outcome.Conflict)
                continue;

            committed.Raise();
            return written;
        }
    }
}
