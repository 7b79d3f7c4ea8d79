using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Teams.Drawing;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Connecting;

/// <summary>Brings messages into conversations, each once, and remembers those that can be pressed or drawn anew.</summary>
internal sealed class Mail(IStore store, Connector connector, References references, Activities activities, Flights flights, TimeProvider clock)
{
    // What nobody has just asked for: their telephone tells them.
    private static readonly JsonElement Alert = JsonDocument.Parse("""{"notification":{"alert":true}}""").RootElement;

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

        var activity = "";

        foreach (var part in await activities.Draw(to, message))
            activity = await Bring(to, () => connector.Send(to.Target, Addressed(to, part) with { ReplyToId = answers, ChannelData = haste is Haste.Broadcast ? Alert : null }, haste, cancellation));

        if (isKept)
            await Keep(kept with { Activity = activity, IsAwaited = false }, cancellation);
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
        if (stands.Activity.Length > 0 && await Bring(to, async () => await Change(to, stands, await activities.Draw(to, message), haste, cancellation)))
        {
            if (stands.Used(clock.GetUtcNow()) != stands)
                await Keep(stands, cancellation);

            return true;
        }

        if (await store.Get(TeamsMessage.Kind, stands.Id, cancellation) is { } gone)
            await store.Commit(new Batch().Delete(TeamsMessage.Kind, stands.Id, gone.Version), cancellation);

        return false;
    }

    // What does not fit where it stood follows below.
    private async Task<bool> Change(TeamsConversation to, TeamsMessage stands, IReadOnlyList<Activity> parts, Haste haste, CancellationToken cancellation)
    {
        if (!await connector.Update(to.Target, stands.Activity, Addressed(to, parts[0]), haste, cancellation))
            return false;

        foreach (var part in parts.Skip(1))
            await connector.Send(to.Target, Addressed(to, part), haste, cancellation);

        return true;
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
            message = (message with { At = stored?.Body.At ?? default }).Used(clock.GetUtcNow());

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
