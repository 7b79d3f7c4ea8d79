using System.Globalization;
using ChatOps.Discord;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using ChatOps.Platforms.Discord;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatOps.Tests.Discord.Rest;

/// <summary>Makes clients of a Discord of our own.</summary>
internal static class Client
{
    public static DiscordSettings Settings(this DiscordServer discord) =>
        new(discord.Token, discord.ApplicationId) { PublicKey = discord.PublicKey, GuildId = discord.Guild.Id, ApiBase = discord.ApiBase };

    public static RestClient Of(DiscordServer discord, TimeProvider? clock = null, DiscordSettings? settings = null, ILogger<RestClient>? logger = null) =>
        new(new(new SocketsHttpHandler { UseProxy = false }), settings ?? discord.Settings(), clock ?? TimeProvider.System, logger ?? NullLogger<RestClient>.Instance);

    public static MessageBody Text(string text) => new()
    {
        Flags = MessageFlags.IsComponentsV2,
        Components = [new(ComponentType.TextDisplay) { Content = text }],
    };

    public static MessageBody Text(int number) => Text(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>May be sent again.</summary>
    public static MessageBody Once(this MessageBody message, string nonce) => message with { Nonce = nonce, EnforceNonce = true };
}
