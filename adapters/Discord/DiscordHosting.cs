using ChatOps.Conversations;
using ChatOps.Discord.Commands;
using ChatOps.Discord.Interactions;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.People;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ChatOps.Discord;

public static class DiscordHosting
{
    private static readonly TimeSpan AddressesLast = TimeSpan.FromMinutes(5);

    /// <summary>Adds Discord: its channel, its documents, and what answers there. The bot itself comes from <see cref="ChatOpsHosting.AddChatOps"/>.</summary>
    public static IServiceCollection AddDiscord(this IServiceCollection services, DiscordSettings settings)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFeature, DiscordFeature>());
        services.TryAddSingleton<DiscordChannel>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, DiscordChannel>(provider => provider.GetRequiredService<DiscordChannel>()));

        return services
            .AddSingleton(settings)
            .AddSingleton(provider => RestOf(settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RestClient>>()))
            .AddSingleton<Myself>()
            .AddSingleton<Callers>()
            .AddSingleton<Places>()
            .AddSingleton<Shelf>()
            .AddSingleton<Staging>()
            .AddSingleton<Reading>()
            .AddSingleton<Answers>()
            .AddSingleton<InteractionDesk>()
            .AddSingleton<Conversing>()
            .AddSingleton<Registration>()
            .AddSingleton(provider => new Receiver(provider.GetRequiredService<InteractionDesk>().Handle, provider.GetRequiredService<Conversing>().Hear))
            .AddHostedService<Registering>();
    }

    internal static RestClient RestOf(DiscordSettings settings, TimeProvider clock, ILogger<RestClient> logger) =>
        new(new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = AddressesLast }), settings, clock, logger);
}
