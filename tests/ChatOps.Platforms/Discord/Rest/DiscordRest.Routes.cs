using System.Text.Json.Nodes;
using ChatOps.Platforms.Discord.Checks;
using ChatOps.Platforms.Discord.Gateway;

namespace ChatOps.Platforms.Discord.Rest;

/// <summary>What can be asked.</summary>
public sealed partial class DiscordRest
{
    private readonly RestRoute[] routes;

    private RestRoute[] Routes() =>
    [
        new("GET", "gateway/bot", _ => Rest.Answer.Of(server.Gateway.ToJson())),
        new("GET", "users/@me", _ => Rest.Answer.Of(server.Bot.ToJson())),
        new("GET", "applications/@me", _ => Rest.Answer.Of(Application())),
        new("POST", "users/@me/channels", OpenDm),

        new("GET", "applications/{application}/commands", _ => Rest.Answer.Of(Json(server.GlobalCommands))),
        new("PUT", "applications/{application}/commands", asked => PutCommands(asked, null), asked => CommandChecks.Of(asked.Body)),
        new("GET", "applications/{application}/guilds/{guild}/commands", _ => Rest.Answer.Of(Json(server.GuildCommands))),
        new("PUT", "applications/{application}/guilds/{guild}/commands", asked => PutCommands(asked, server.Guild.Id), asked => CommandChecks.Of(asked.Body)),

        new("GET", "guilds/{guild}", asked => OfGuild(asked, () => server.Guild.ToJson())),
        new("GET", "guilds/{guild}/roles", asked => OfGuild(asked, () => new JsonArray([.. server.Guild.Roles.Select(role => role.ToJson())]))),
        new("GET", "guilds/{guild}/channels", asked => OfGuild(asked, () => new JsonArray([.. server.Channels.Where(channel => channel.Guild is not null && !channel.IsThread).Select(channel => channel.ToJson())]))),
        new("GET", "guilds/{guild}/threads/active", asked => OfGuild(asked, () => new JsonObject { ["threads"] = new JsonArray([.. server.Guild.ActiveThreads.Select(thread => thread.ToJson())]), ["members"] = new JsonArray() })),
        new("GET", "guilds/{guild}/members/{user}", asked => server.AccountOf(asked.Ids["user"]) is { } account ? OfGuild(asked, () => account.ToMemberJson()) : Rest.Answer.Error(404, 10007, "Unknown Member")),

        new("GET", "channels/{channel}", asked => InChannel(asked, channel => Rest.Answer.Of(channel.ToJson()))),
        new("PATCH", "channels/{channel}", asked => InChannel(asked, channel => ChangeChannel(channel, asked.Json)), asked => MessageChecks.OfName(asked.Json)),
        new("POST", "channels/{channel}/typing", asked => InChannel(asked, _ => Rest.Answer.Nothing)),
        new("POST", "channels/{channel}/messages", asked => InChannel(asked, channel => CreateMessage(channel, asked)), asked => MessageChecks.Of(asked, isNew: true)),
        new("GET", "channels/{channel}/messages/{message}", asked => OnMessage(asked, message => Rest.Answer.Of(message.ToJson()))),
        new("PATCH", "channels/{channel}/messages/{message}", asked => OnMessage(asked, message => EditMessage(message, asked)), asked => MessageChecks.Of(asked, isNew: false)),
        new("DELETE", "channels/{channel}/messages/{message}", asked => OnMessage(asked, Delete)),
        new("PUT", "channels/{channel}/messages/{message}/reactions/{emoji}/@me", asked => OnMessage(asked, message => React(message, asked.Ids["emoji"], isThere: true))),
        new("DELETE", "channels/{channel}/messages/{message}/reactions/{emoji}/@me", asked => OnMessage(asked, message => React(message, asked.Ids["emoji"], isThere: false))),
        new("POST", "channels/{channel}/messages/{message}/threads", asked => OnMessage(asked, message => StartThread(message.Channel, message, asked.Json)), asked => MessageChecks.OfName(asked.Json)),
        new("POST", "channels/{channel}/threads", asked => InChannel(asked, channel => StartThread(channel, null, asked.Json)), asked => MessageChecks.OfName(asked.Json)),
        new("PUT", "channels/{channel}/thread-members/{user}", asked => InChannel(asked, thread => ChangeMember(thread, asked.Ids["user"], isIn: true))),
        new("DELETE", "channels/{channel}/thread-members/{user}", asked => InChannel(asked, thread => ChangeMember(thread, asked.Ids["user"], isIn: false))),

        new("POST", "interactions/{interaction}/{token}/callback", Callback, asked => ResponseChecks.Of(asked)),
        new("POST", "webhooks/{application}/{token}", asked => InExchange(asked, exchange => FollowUp(exchange, asked)), asked => MessageChecks.Of(asked, isNew: true)),
        new("GET", "webhooks/{application}/{token}/messages/@original", asked => InExchange(asked, exchange => exchange.Message is { IsDeleted: false } message ? Rest.Answer.Of(message.ToJson()) : Unknown)),
        new("PATCH", "webhooks/{application}/{token}/messages/@original", asked => InExchange(asked, exchange => EditOriginal(exchange, asked)), asked => MessageChecks.Of(asked, isNew: false)),
        new("DELETE", "webhooks/{application}/{token}/messages/@original", asked => InExchange(asked, DeleteOriginal)),
        new("PATCH", "webhooks/{application}/{token}/messages/{message}", asked => InExchange(asked, exchange => EditFollowUp(exchange, asked)), asked => MessageChecks.Of(asked, isNew: false)),
        new("DELETE", "webhooks/{application}/{token}/messages/{message}", asked => InExchange(asked, exchange => exchange.FollowUps.FirstOrDefault(message => message.Id == asked.Ids["message"]) is { } message ? Delete(message) : Unknown)),
    ];

    private static Answer Unknown => Rest.Answer.Error(404, 10008, "Unknown Message");

    private JsonObject Application() => new()
    {
        ["id"] = server.ApplicationId,
        ["name"] = "ChatOps",
        ["bot"] = server.Bot.ToJson(),
        ["verify_key"] = server.PublicKey,
        ["flags"] = (server.Gateway.AllowedIntents & DiscordGateway.MessageContent) is 0 ? 0 : 1 << 19,
        ["interactions_endpoint_url"] = server.InteractionsEndpoint?.ToString(),
    };

    private Answer OfGuild(Asked asked, Func<JsonNode> tell) => asked.Ids["guild"] == server.Guild.Id ? Rest.Answer.Of(tell()) : Rest.Answer.Error(404, 10004, "Unknown Guild");

    private Answer InChannel(Asked asked, Func<DiscordChannel, Answer> act) => server.ChannelOf(asked.Ids["channel"]) switch
    {
        null => Rest.Answer.Error(404, 10003, "Unknown Channel"),
        { IsForbidden: true } => Rest.Answer.Error(403, 50001, "Missing Access"),
        var channel => act(channel),
    };

    private Answer OnMessage(Asked asked, Func<DiscordMessage, Answer> act) => InChannel(asked, channel =>
        channel.All.Find(message => message.Id == asked.Ids["message"]) is { IsDeleted: false, OnlyFor: null } message ? act(message) : Unknown);

    private Answer PutCommands(Asked asked, string? guild)
    {
        var commands = asked.Body!.AsArray().OfType<JsonObject>().Select(command => command.DeepClone().AsObject()).ToList();

        foreach (var command in commands)
        {
            command["id"] = server.NewId();
            command["application_id"] = server.ApplicationId;
            command["version"] = server.NewId();
            command["type"] ??= 1;

            if (guild is not null)
                command["guild_id"] = guild;
        }

        _ = guild is null ? server.GlobalCommands = commands : server.GuildCommands = commands;
        return Rest.Answer.Of(Json(commands));
    }

    private Answer OpenDm(Asked asked) => server.AccountOf((string?)asked.Json["recipient_id"] ?? "") is { } account
        ? Rest.Answer.Of(server.DmWith(account).ToJson())
        : Rest.Answer.Error(400, 50033, "Invalid Recipient(s)");

    private static JsonArray Json(IEnumerable<JsonObject> objects) => [.. objects.Select(json => json.DeepClone())];
}
