using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord;

/// <summary>Somebody at Discord.</summary>
public sealed class DiscordAccount
{
    internal DiscordAccount(string id, string name, bool isBot = false) => (Id, Name, IsBot) = (id, name, isBot);

    public string Id { get; }

    public string Name { get; }

    public bool IsBot { get; }

    /// <summary>What the client speaks.</summary>
    public string Locale { get; set; } = "en-US";

    /// <summary>Takes no direct messages of the bot.</summary>
    public bool ClosesDms { get; set; }

    public IReadOnlyList<DiscordRole> Roles { get; set; } = [];

    public override string ToString() => Name;

    internal long Permissions => Roles.Aggregate(0L, (all, role) => all | role.Permissions);

    internal JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["username"] = Name,
        ["discriminator"] = "0",
        ["global_name"] = char.ToUpperInvariant(Name[0]) + Name[1..],
        ["avatar"] = null,
        ["bot"] = IsBot,
        ["public_flags"] = 0,
    };

    internal JsonObject ToMemberJson(bool withUser = true)
    {
        var member = new JsonObject
        {
            ["nick"] = null,
            ["roles"] = new JsonArray([.. Roles.Select(role => (JsonNode)role.Id)]),
            ["joined_at"] = "2026-01-01T00:00:00+00:00",
            ["deaf"] = false,
            ["mute"] = false,
            ["flags"] = 0,
            ["permissions"] = Permissions.ToString(CultureInfo.InvariantCulture),
        };

        if (withUser)
            member["user"] = ToJson();

        return member;
    }
}
