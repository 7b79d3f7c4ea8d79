using System.Net;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Teams.Trust;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Connecting;

/// <summary>Knows the conversations that the bot is in, as they stood at the last activity of each.</summary>
internal sealed class References(IStore store, TeamsSettings settings, Connector connector, TimeProvider clock)
{
    // What Teams puts behind the id of a channel for each of its threads.
    private const string Thread = ";messageid=";

    /// <summary>The conversation of an activity, written down when anything about it is new.</summary>
    public async ValueTask<TeamsConversation> Keep(Activity activity, CancellationToken cancellation = default)
    {
        while (true)
        {
            var stored = await store.Get(TeamsConversation.Kind, activity.Conversation!.Id!, cancellation);
            var now = Of(activity, stored?.Body);

            if (now == stored?.Body || await store.Commit(new Batch().Put(TeamsConversation.Kind, now, stored?.Version ?? 0), cancellation) is Outcome.Committed)
                return now;
        }
    }

    /// <summary>
    /// The chat with whoever did something where the bot need not be, and where nobody sees it. Nothing is written down; where
    /// there is no such chat yet, nothing can be said in what this returns.
    /// </summary>
    public async ValueTask<TeamsConversation> ChatOf(Activity activity, CancellationToken cancellation = default) =>
        await Known(activity.Identity(), cancellation) is { IsDead: false } chat
            ? chat
            : Of(activity, null) with { Type = PlaceKind.Chat, Identity = activity.Identity().Id, User = activity.From!.Id, IsDead = true };

    /// <returns>What became of it; null: there is none, or nothing had to change.</returns>
    public async Task<TeamsConversation?> Change(string id, Func<TeamsConversation, TeamsConversation> change, CancellationToken cancellation = default)
    {
        while (await store.Get(TeamsConversation.Kind, id, cancellation) is { } stored)
        {
            var now = change(stored.Body);

            if (now == stored.Body)
                return null;

            if (await store.Commit(new Batch().Put(TeamsConversation.Kind, now, stored.Version), cancellation) is Outcome.Committed)
                return now;
        }

        return null;
    }

    /// <summary>Nothing can be said there any more.</summary>
    public Task Bury(string id, CancellationToken cancellation = default) =>
        Change(id, conversation => conversation with { IsDead = true, IsGreeted = false }, cancellation);

    public async ValueTask<TeamsConversation?> Find(string id, CancellationToken cancellation = default) =>
        (await store.Get(TeamsConversation.Kind, id, cancellation))?.Body;

    /// <summary>The chat with one person, begun when there is none yet.</summary>
    /// <param name="near">Where something of theirs comes from.</param>
    /// <returns>Null: there is none, and none can be begun.</returns>
    public async Task<TeamsConversation?> Chat(Identity identity, string? person, TeamsConversation? near = null, CancellationToken cancellation = default)
    {
        if (await Known(identity, cancellation) is { } known)
            return known.IsDead ? null : known;

        return identity.Id.Split('/') is [var tenant, var account] && settings.AppId.Length > 0 ? await Begin(identity, tenant, account, person, near, cancellation) : null;
    }

    // One that can be written to before one that cannot.
    private async ValueTask<TeamsConversation?> Known(Identity identity, CancellationToken cancellation) =>
        (await store.Find(TeamsConversation.ByIdentity.Where(identity.Id), cancellation)).Items.Select(item => item.Body).OrderBy(chat => chat.IsDead).FirstOrDefault();

    private async Task<TeamsConversation?> Begin(Identity identity, string tenant, string account, string? person, TeamsConversation? near, CancellationToken cancellation)
    {
        var other = near ?? ((await store.Find(TeamsConversation.ByTenant.Where(tenant) with { Take = 1 }, cancellation)).Items is [var some, ..] ? some.Body : null);
        var (service, bot) = (other?.Service ?? Cloud.Of(settings.Cloud).Service, other?.Bot ?? $"28:{settings.AppId}");

        try
        {
            var made = await connector.Create(service, new()
            {
                Bot = new() { Id = bot },
                Members = [new() { Id = account }],
                TenantId = tenant,
                ChannelData = new System.Text.Json.Nodes.JsonObject { ["tenant"] = new System.Text.Json.Nodes.JsonObject { ["id"] = tenant } },
            }, Haste.Broadcast, cancellation);

            if (made.Id is not { Length: > 0 } id)
                return null;

            var conversation = new TeamsConversation(id, made.ServiceUrl is { Length: > 0 } at ? at : service)
            {
                Tenant = tenant,
                Bot = bot,
                BotName = other?.BotName,
                Identity = identity.Id,
                User = account,
                Person = person,
                IsGreeted = true,
            };

            // Somebody may have been faster, and then theirs stands.
            await store.Commit(new Batch().Put(TeamsConversation.Kind, conversation, 0), cancellation);
            return await Find(id, cancellation);
        }
        catch (Exception e) when (e is Blocked or ConnectorFailed { Status: HttpStatusCode.Forbidden })
        {
            // They do not have the app.
            return null;
        }
    }

    private TeamsConversation Of(Activity activity, TeamsConversation? before)
    {
        var (isPersonal, now) = (activity.IsPersonal(), clock.GetUtcNow());
        var kind = isPersonal ? PlaceKind.Chat : activity.Conversation!.Id!.Contains(Thread, StringComparison.Ordinal) ? PlaceKind.Thread : PlaceKind.Channel;

        return (before ?? new(activity.Conversation!.Id!, "")) with
        {
            Service = activity.ServiceUrl!,
            Type = kind,
            HeardAt = kind is not PlaceKind.Thread ? null : before?.HeardAt is { } at && Moments.IsToday(at, now) ? at : now,
            Tenant = activity.Tenant(),
            Bot = activity.Recipient?.Id ?? before?.Bot,
            BotName = activity.Recipient?.Name ?? before?.BotName,
            Identity = isPersonal ? activity.Identity().Id : null,
            User = isPersonal ? activity.From!.Id : null,
            Locale = isPersonal ? activity.Locale ?? before?.Locale : null,
            Team = activity.ChannelData.Text("team", "id") ?? before?.Team,
            Channel = activity.ChannelData.Text("channel", "id") ?? before?.Channel,
            IsDead = false,
        };
    }
}
