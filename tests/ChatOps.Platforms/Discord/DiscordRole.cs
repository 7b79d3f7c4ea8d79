using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord;

public sealed record DiscordRole(string Id, string Name, long Permissions)
{
    public const long Administrator = 1L << 3;
    public const long ManageThreads = 1L << 34;

    internal JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["permissions"] = Permissions.ToString(CultureInfo.InvariantCulture),
        ["position"] = 1,
        ["color"] = 0,
        ["hoist"] = false,
        ["managed"] = false,
        ["mentionable"] = false,
        ["flags"] = 0,
    };
}
