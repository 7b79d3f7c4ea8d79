using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord;

/// <summary>A channel, a thread or direct messages.</summary>
public sealed class DiscordChannel
{
    public const int Text = 0;
    public const int Dm = 1;
    public const int PublicThread = 11;
    public const int PrivateThread = 12;

    internal DiscordChannel(DiscordServer server, string id, int type, string name) => (Server, Id, Type, Name) = (server, id, type, name);

    public string Id { get; }

    public int Type { get; }

    public string Name { get; internal set; }

    /// <summary>Null: direct messages.</summary>
    public DiscordGuild? Guild { get; internal init; }

    /// <summary>Of a thread.</summary>
    public DiscordChannel? Parent { get; internal init; }

    public bool IsThread => Type is PublicThread or PrivateThread;

    public bool IsArchived { get; internal set; }

    public bool IsLocked { get; internal set; }

    public int AutoArchiveDuration { get; internal set; } = 4320;

    /// <summary>The bot may neither see nor use it.</summary>
    public bool IsForbidden { get; set; }

    /// <summary>Who is in the thread or the direct messages.</summary>
    public IReadOnlyList<DiscordAccount> Members
    {
        get
        {
            lock (Server.World)
                return [.. People];
        }
    }

    /// <summary>What everybody there sees, oldest first.</summary>
    public IReadOnlyList<DiscordMessage> Messages
    {
        get
        {
            lock (Server.World)
                return [.. All.Where(message => !message.IsDeleted && message.OnlyFor is null)];
        }
    }

    public IReadOnlyList<DiscordChannel> Threads => [.. Server.ChannelsNow().Where(channel => channel.Parent == this)];

    public override string ToString() => $"#{Name}";

    internal DiscordServer Server { get; }

    internal List<DiscordAccount> People { get; } = [];

    internal List<DiscordMessage> All { get; } = [];

    internal DateTimeOffset Touched { get; set; }

    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["type"] = Type,
            ["last_message_id"] = All.LastOrDefault(message => !message.IsDeleted)?.Id,
            ["flags"] = 0,
        };

        if (Guild is null)
        {
            json["recipients"] = new JsonArray([.. People.Where(person => !person.IsBot).Select(person => person.ToJson())]);
            return json;
        }

        json["guild_id"] = Guild.Id;
        json["name"] = Name;
        json["parent_id"] = Parent?.Id;
        json["position"] = 0;
        json["permission_overwrites"] = new JsonArray();

        if (IsThread)
        {
            json["owner_id"] = Server.Bot.Id;
            json["message_count"] = All.Count;
            json["member_count"] = People.Count;
            json["thread_metadata"] = new JsonObject
            {
                ["archived"] = IsArchived,
                ["locked"] = IsLocked,
                ["auto_archive_duration"] = AutoArchiveDuration,
                ["archive_timestamp"] = Touched.ToString("O"),
            };
        }

        return json;
    }
}
