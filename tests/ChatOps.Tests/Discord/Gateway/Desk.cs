using ChatOps.Platforms.Discord;
using ChatOps.Tests.Discord.Rest;

namespace ChatOps.Tests.Discord.Gateway;

internal static class Desk
{
    /// <summary>One command that anybody can run.</summary>
    public static async Task<DiscordServer> WithCommand(this Task<DiscordServer> starting, TimeProvider clock)
    {
        var discord = await starting;
        await Client.Of(discord, clock).PutCommands(discord.Guild.Id, [new("ping") { Description = "Ask for an answer" }], CancellationToken.None);
        return discord;
    }
}
