using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Connecting;

/// <summary>Brings messages into conversations, each once, and remembers those that can be pressed or drawn anew.</summary>
internal sealed class Mail(IStore store, Connector connector, References references, Drawing drawing, Flights flights)
{
    /// <summary>The id of the message that answers an event or delivers a notice: the same for a repeat.</summary>
    public static string IdOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 16));

    /// <returns>Null: it is gone, or was never there.</returns>
    public async ValueTask<TeamsMessage?> Find(string id, CancellationToken cancellation = default) =>
        (await store.Get(TeamsMessage.Kind, id, cancellation))?.Body;

    /// <summary>The message that an activity of the bot is.</summary>
    public async ValueTask<TeamsMessage?> FindActivity(string conversation, string? activity, CancellationToken cancellation = default) =>
        activity is not null && (await store.Find(TeamsMessage.ByActivity.Where(conversation, activity) with { Take = 1 }, cancellation)).Items is [var only] ? only.Body : null;

    /// <param name="kept">What is to be known of it later; its activity is filled in here.</param>
    /// <param name="isKept">False: nobody will ask for it, so it is not written down.</param>
    /// <exception cref="Undeliverable">Nothing can be said there any more.</exception>
    public async Task Post(TeamsConversation to, Message message, TeamsMessage kept, bool isKept, Haste haste, string? answers = null, CancellationToken cancellation = default)
    {
        if (isKept && await Find(kept.Id, cancellation) is { Activity.Length: > 0 })
            return;

        var activity = await Bring(to, () => connector.Send(to.Target, Addressed(to, drawing.Draw(message)) with { ReplyToId = answers }, haste, cancellation));

        if (isKept)
            await Keep(kept with { Activity = activity }, cancellation);
    }

    /// <summary>Says something in a conversation, and finds out there that nothing can be said any more.</summary>
    /// <exception cref="Undeliverable">So it is.</exception>
    public async Task<T> Bring<T>(TeamsConversation to, Func<Task<T>> say)
    {
        if (to.IsDead)
            throw new Undeliverable("The person has blocked the bot or removed it.");

        try
        {
            return await say();
        }
        catch (Blocked blocked)
        {
            await references.Bury(to.Id);
            throw new Undeliverable($"Nothing can be said there any more ({blocked.Message}).");
        }
    }

    /// <summary>Puts a message where another one stands.</summary>
    /// <returns>False: that one is gone.</returns>
    public async Task<bool> Replace(TeamsConversation to, TeamsMessage stands, Message message, Haste haste, CancellationToken cancellation = default)
    {
        if (stands.Activity.Length > 0 && await Bring(to, () => connector.Update(to.Target, stands.Activity, Addressed(to, drawing.Draw(message)), haste, cancellation)))
            return true;

        if (await store.Get(TeamsMessage.Kind, stands.Id, cancellation) is { } gone)
            await store.Commit(new Batch().Delete(TeamsMessage.Kind, stands.Id, gone.Version), cancellation);

        return false;
    }

    public async Task Delete(TeamsConversation at, TeamsMessage message, CancellationToken cancellation = default)
    {
        if (message.Activity.Length > 0)
            await connector.Delete(at.Target, message.Activity, cancellation);
    }

    /// <summary>Writes down what is known of a message now.</summary>
    public async Task Keep(TeamsMessage message, CancellationToken cancellation = default)
    {
        while (true)
        {
            var stored = await store.Get(TeamsMessage.Kind, message.Id, cancellation);

            if (stored?.Body == message || await store.Commit(new Batch().Put(TeamsMessage.Kind, message, stored?.Version ?? 0), cancellation) is Outcome.Committed)
                return;
        }
    }

    /// <summary>Waits until a message that is on its way has come.</summary>
    public Task Landing(string id) => flights.Landing(id);

    /// <summary>From the bot, to whom it concerns.</summary>
    public static Activity Addressed(TeamsConversation to, Activity activity) => activity with
    {
        From = new() { Id = to.Bot, Name = to.BotName },
        Recipient = to.User is { } user ? new() { Id = user } : null,
        Conversation = new() { Id = to.Id, TenantId = to.Tenant },
    };
}
