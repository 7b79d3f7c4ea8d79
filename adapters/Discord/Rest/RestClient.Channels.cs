using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Rest;

/// <summary>Messages, channels, threads.</summary>
internal sealed partial class RestClient
{
    // Discord counts the deleting of old messages apart.
    private static readonly TimeSpan Old = TimeSpan.FromDays(14);

    /// <summary>Sent again with the same nonce, it is the same message.</summary>
    public Task<Message> CreateMessage(string channel, MessageBody message, CancellationToken cancellation) => Ask(
        Request.Of(Route.Post($"channels/{channel}/messages"), message.Listing(), WireJson.Default.MessageBody, message.Files) with { IsRepeatable = message is { Nonce: not null, EnforceNonce: true } },
        WireJson.Default.Message,
        cancellation);

    public Task<Message> GetMessage(string channel, string message, CancellationToken cancellation) =>
        Ask(new(Route.Get($"channels/{channel}/messages/{message}")), WireJson.Default.Message, cancellation);

    public Task<Message> EditMessage(string channel, string message, MessageBody body, CancellationToken cancellation) =>
        Ask(Request.Of(Route.Patch($"channels/{channel}/messages/{message}"), body.Listing(), WireJson.Default.MessageBody, body.Files), WireJson.Default.Message, cancellation);

    public Task DeleteMessage(string channel, string message, CancellationToken cancellation)
    {
        var route = Route.Delete($"channels/{channel}/messages/{message}");
        var isOld = Snowflake.MomentOf(message) < clock.GetUtcNow() - Old;
        return Tell(new(isOld ? route with { Template = $"{route.Template} (old)" } : route), cancellation);
    }

    /// <param name="emoji">The character itself, or <c>name:id</c>.</param>
    public Task AddReaction(string channel, string message, string emoji, CancellationToken cancellation) =>
        Tell(new(Route.Put($"channels/{channel}/messages/{message}/reactions/{emoji}/@me")), cancellation);

    public Task RemoveReaction(string channel, string message, string emoji, CancellationToken cancellation) =>
        Tell(new(Route.Delete($"channels/{channel}/messages/{message}/reactions/{emoji}/@me")), cancellation);

    /// <summary>Shows for 10 seconds that something is being written.</summary>
    public Task Type(string channel, CancellationToken cancellation) =>
        Tell(new(Route.Post($"channels/{channel}/typing")) { IsRepeatable = true }, cancellation);

    public Task<Channel> GetChannel(string channel, CancellationToken cancellation) =>
        Ask(new(Route.Get($"channels/{channel}")), WireJson.Default.Channel, cancellation);

    /// <summary>Renames, archives, brings back, locks.</summary>
    public Task<Channel> ModifyChannel(string channel, ChannelBody body, CancellationToken cancellation) =>
        Ask(Request.Of(Route.Patch($"channels/{channel}"), body, WireJson.Default.ChannelBody), WireJson.Default.Channel, cancellation);

    /// <summary>Starts a thread from a message; a second time is refused with <see cref="Codes.ThreadExists"/>.</summary>
    public Task<Channel> StartThread(string channel, string message, ChannelBody thread, CancellationToken cancellation) =>
        Ask(Request.Of(Route.Post($"channels/{channel}/messages/{message}/threads"), thread, WireJson.Default.ChannelBody) with { IsRepeatable = true }, WireJson.Default.Channel, cancellation);

    /// <param name="thread">With its type.</param>
    public Task<Channel> StartThread(string channel, ChannelBody thread, CancellationToken cancellation) =>
        Ask(Request.Of(Route.Post($"channels/{channel}/threads"), thread, WireJson.Default.ChannelBody), WireJson.Default.Channel, cancellation);

    public Task AddThreadMember(string thread, string user, CancellationToken cancellation) =>
        Tell(new(Route.Put($"channels/{thread}/thread-members/{user}")), cancellation);

    public Task RemoveThreadMember(string thread, string user, CancellationToken cancellation) =>
        Tell(new(Route.Delete($"channels/{thread}/thread-members/{user}")), cancellation);

    /// <summary>Opens the direct messages with somebody; there is one for each.</summary>
    public Task<Channel> CreateDm(string user, CancellationToken cancellation) =>
        Ask(Request.Of(Route.Post($"users/@me/channels"), new DmBody(user), WireJson.Default.DmBody) with { IsRepeatable = true }, WireJson.Default.Channel, cancellation);
}
