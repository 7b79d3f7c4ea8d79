using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord.Acting;

/// <summary>Things that ids stand for, as they come beside an interaction.</summary>
internal sealed class Resolving(DiscordUser user)
{
    private readonly JsonObject resolved = [];

    public void AddTo(JsonObject data)
    {
        if (resolved.Count > 0)
            data["resolved"] = resolved;
    }

    /// <returns>The id.</returns>
    public string Of(object thing) => thing switch
    {
        DiscordUser other => Of(other.Account),
        DiscordAccount account => Add("users", account.Id, account.ToJson(), ("members", account.ToMemberJson(withUser: false))),
        DiscordRole role => Add("roles", role.Id, role.ToJson()),
        DiscordChannel channel => Add("channels", channel.Id, channel.ToJson()),
        DiscordMessage message => Add("messages", message.Id, message.ToJson()),
        ValueTuple<string, byte[]> file => Add(user.Server.Keep(file.Item1, file.Item2)),
        _ => throw new InvalidOperationException($"{thing} is nothing that can be chosen there."),
    };

    private string Add(DiscordFile file) => Add("attachments", file.Id, file.ToJson());

    private string Add(string kind, string id, JsonObject json, params (string Kind, JsonObject Json)[] beside)
    {
        foreach (var (name, one) in beside.Prepend((kind, json)))
        {
            if (resolved[name] is not JsonObject all)
                resolved[name] = all = [];

            all[id] = one;
        }

        return id;
    }
}
