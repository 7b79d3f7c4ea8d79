using ChatOps.Conversations;
using System.Globalization;

namespace ChatOps.Web;

/// <summary>Writes down one turn of a conversation, in the same commit as what the turn changes.</summary>
/// <param name="eventId">Of the page: one for each sentence and each press.</param>
/// <param name="pressed">The message whose button was pressed; null: words were typed.</param>
internal sealed class Transcript(string person, string eventId, long? pressed)
{
    private readonly List<WebMessage> written = [];
    private WebConversation conversation = new(person, 0, 0);

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The messages that this turn has written.</summary>
    public IReadOnlyList<WebMessage> Written => written;

    public async ValueTask Record(Turn turn, Reply reply)
    {
        written.Clear();
        conversation = await turn.Get(WebConversation.Kind, person) ?? new(person, 0, 0);

        // The words as the turn has them: what looked like a secret is hidden in those.
        if (turn.Input is Input.Sentence(var words))
            Add(turn, new(person, 0, 0, turn.Now) { Words = words, Files = Files, Event = eventId });

        var stands = pressed is { } number ? await turn.Get(WebMessage.Kind, WebMessage.IdOf(person, number)) : null;

        if (stands is not null && Replaces(reply, stands))
            await Replace(turn, stands, reply);
        else
            Append(turn, stands, reply);

        turn.Save(WebConversation.Kind, conversation);
    }

    // A form stays until it has been answered, then the answer stands in its place; and a card that was pressed becomes
    // the card that its button answers with. Only what is in view: further up, nobody would see it happen.
    private bool Replaces(Reply reply, WebMessage stands) => !reply.IsRefusal && stands.State switch
    {
        WebState.Form => reply.IsForm || stands.Number == conversation.LastNumber,
        WebState.Said => !reply.IsForm && reply.Message.Shown is { } shown && stands.Said?.Shown == shown,
        _ => false,
    };

    private async ValueTask Replace(Turn turn, WebMessage stands, Reply reply)
    {
        Save(turn, Said(stands, reply) with { Revision = ++Last, Event = eventId });
        await turn.Replaced(SentOf(stands), reply.Message);
    }

    private void Append(Turn turn, WebMessage? stands, Reply reply)
    {
        if (stands is { State: WebState.Form } && !reply.IsRefusal)
            Save(turn, stands with { State = WebState.Done, Revision = ++Last });

        var message = Add(turn, Said(new(person, 0, 0, turn.Now) { Event = eventId }, reply));
        turn.Posted(SentOf(message), reply.Message);
    }

    private WebMessage Add(Turn turn, WebMessage message)
    {
        conversation = conversation with { LastNumber = conversation.LastNumber + 1, LastRevision = conversation.LastRevision + 1 };
        message = message with { Number = conversation.LastNumber, Revision = conversation.LastRevision };
        Save(turn, message);
        return message;
    }

    private long Last
    {
        get => conversation.LastRevision;
        set => conversation = conversation with { LastRevision = value };
    }

    private void Save(Turn turn, WebMessage message)
    {
        turn.Save(WebMessage.Kind, message);

        if (message.Event == eventId)
            written.Add(message);
    }

    private static WebMessage Said(WebMessage message, Reply reply) => message with
    {
        Said = reply.Message,
        State = reply.IsForm ? WebState.Form : reply.IsRefusal ? WebState.Refused : WebState.Said,
    };

    private static Sent SentOf(WebMessage message) => new(WebChannel.PlaceOf(message.Person), message.Number.ToString(CultureInfo.InvariantCulture));
}
