using ChatOps.Discord.Rest;
using ChatOps.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOps.Discord;

public static class DiscordHosting
{
    private static readonly TimeSpan AddressesLast = TimeSpan.FromMinutes(5);

    /// <summary>Adds Discord: its channel, its documents, and what answers there. The bot itself comes from <see cref="ChatOpsHosting.AddChatOps"/>.</summary>
    /// <param name="isServer">Not a command line beside one.</param>
    public static IServiceCollection AddDiscord(this IServiceCollection services, DiscordSettings settings, bool isServer) => services
        .AddSingleton(settings)
        .AddSingleton(provider => RestOf(settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RestClient>>()))
        .AddTalking(isServer);

    internal static RestClient RestOf(DiscordSettings settings, TimeProvider clock, ILogger<RestClient> logger) =>
        new(new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = AddressesLast }), settings, clock, logger);
}
