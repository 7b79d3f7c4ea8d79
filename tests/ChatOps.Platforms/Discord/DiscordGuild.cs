using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord;

/// <summary>A server of Discord, with its roles and channels.</summary>
public sealed class DiscordGuild
{
    private readonly DiscordServer server;
    private readonly List<DiscordRole> roles = [];

    internal DiscordGuild(DiscordServer server, string id, string name)
    {
        (this.server, Id, Name) = (server, id, name);
        roles.Add(new(id, "@everyone", 0));
        roles.Add(BotRole = new(server.NewId(), server.Bot.Name, 0, server.Bot.Id));
    }

    public string Id { get; }

    public string Name { get; }

    /// <summary>Made by Discord for the bot.</summary>
    public DiscordRole BotRole { get; }

    /// <summary>How many threads may be active at once.</summary>
    public int ActiveThreadLimit { get; set; } = 1000;

    public IReadOnlyList<DiscordChannel> ActiveThreads => [.. server.ChannelsNow().Where(channel => channel.Guild == this && channel is { IsThread: true, IsArchived: false })];

    internal IReadOnlyList<DiscordRole> Roles
    {
        get
        {
            lock (server.World)
                return [.. roles];
        }
    }

    /// <summary>The role of that name; there is one from the first time on.</summary>
    public DiscordRole Role(string name, long permissions = 0)
    {
        lock (server.World)
        {
            if (roles.Find(role => role.Name == name) is { } known)
                return known;

            var role = new DiscordRole(server.NewId(), name, permissions);
            roles.Add(role);
            server.Tell("GUILD_ROLE_CREATE", new JsonObject { ["guild_id"] = Id, ["role"] = role.ToJson() }, this);
            return role;
        }
    }

    /// <summary>The channel of that name; there is one from the first time on.</summary>
    public DiscordChannel Channel(string name)
    {
        lock (server.World)
        {
            if (server.Channels.Find(channel => channel.Guild == this && channel.Name == name && !channel.IsThread) is { } known)
                return known;

            var channel = new DiscordChannel(server, server.NewId(), DiscordChannel.Text, name) { Guild = this };
            server.Channels.Add(channel);
            server.Tell("CHANNEL_CREATE", channel.ToJson(), this);
            return channel;
        }
    }

    internal JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["owner_id"] = server.Bot.Id,
        ["preferred_locale"] = "en-US",
        ["roles"] = new JsonArray([.. Roles.Select(role => role.ToJson())]),
        ["emojis"] = new JsonArray(),
        ["features"] = new JsonArray(),
    };

    internal JsonObject ToGatewayJson()
    {
        var json = ToJson();
        json["unavailable"] = false;
        json["channels"] = new JsonArray([.. server.Channels.Where(channel => channel.Guild == this && !channel.IsThread).Select(channel => channel.ToJson())]);
        json["threads"] = new JsonArray([.. server.Channels.Where(channel => channel.Guild == this && channel is { IsThread: true, IsArchived: false }).Select(channel => channel.ToJson())]);
        return json;
    }
}
