using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord;

/// <param name="Bot">The account of the bot that it was made for; null: people have it.</param>
public sealed record DiscordRole(string Id, string Name, long Permissions, string? Bot = null)
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
        ["managed"] = Bot is not null,
        ["tags"] = Bot is null ? null : new JsonObject { ["bot_id"] = Bot },
        ["mentionable"] = false,
        ["flags"] = 0,
    };
}
