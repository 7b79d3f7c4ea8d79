using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord.Gateway;

/// <summary>What a bot has been told, however often its connection broke.</summary>
internal sealed class Session(string id, int shard, int intents)
{
    private readonly List<(long Number, string Text)> sent = [];

    public string Id => id;

    public int Shard => shard;

    public int Intents => intents;

    public long Last { get; private set; }

    public bool Wants(string name, DiscordGuild? guild)
    {
        var needed = name switch
        {
            "INTERACTION_CREATE" => 0,
            "MESSAGE_CREATE" or "MESSAGE_UPDATE" or "MESSAGE_DELETE" => guild is null ? 1 << 12 : 1 << 9,
            "MESSAGE_REACTION_ADD" or "MESSAGE_REACTION_REMOVE" => guild is null ? 1 << 13 : 1 << 10,
            _ => 1 << 0,
        };

        return (intents & needed) == needed;
    }

    /// <summary>Without what people wrote, where the bot may not read it.</summary>
    public JsonObject Seen(string name, JsonObject data, string bot)
    {
        var seen = data.DeepClone().AsObject();

        if (name is "MESSAGE_CREATE" or "MESSAGE_UPDATE" && (intents & DiscordGateway.MessageContent) is 0 && seen["guild_id"] is not null && !IsForBot(seen, bot))
        {
            seen["content"] = "";
            (seen["attachments"], seen["embeds"], seen["components"]) = (new JsonArray(), new JsonArray(), new JsonArray());
        }

        return seen;
    }

    /// <returns>As it is sent.</returns>
    public string Keep(string name, JsonObject data)
    {
        var text = new JsonObject { ["op"] = 0, ["t"] = name, ["s"] = ++Last, ["d"] = data }.ToJsonString();
        sent.Add((Last, text));
        return text;
    }

    public IEnumerable<string> After(long number) => sent.Where(one => one.Number > number).Select(one => one.Text).ToArray();

    private static bool IsForBot(JsonObject message, string bot) =>
        (string?)message["author"]?["id"] == bot || message["mentions"]!.AsArray().Any(user => (string?)user?["id"] == bot);
}
