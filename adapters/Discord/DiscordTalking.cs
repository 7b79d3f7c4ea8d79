using ChatOps.Conversations;
using ChatOps.Discord.Commands;
using ChatOps.Discord.Interactions;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.People;
using ChatOps.Discord.Receiving;
using ChatOps.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ChatOps.Discord;

/// <summary>The visible half of Discord: what answers there, however it is connected.</summary>
internal static class DiscordTalking
{
    /// <param name="isServer">It is the one that tells Discord of the commands.</param>
    public static IServiceCollection AddTalking(this IServiceCollection services, bool isServer)
    {
        services.TryAddSingleton<DiscordChannel>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFeature, DiscordFeature>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, DiscordChannel>(provider => provider.GetRequiredService<DiscordChannel>()));

        if (isServer)
            services.AddSingleton<IHostedService, Registering>();

        return services
            .AddSingleton<Myself>()
            .AddSingleton<Callers>()
            .AddSingleton<Places>()
            .AddSingleton<Meeting>()
            .AddSingleton<Shelf>()
            .AddSingleton<Staging>()
            .AddSingleton<Reading>()
            .AddSingleton<Answers>()
            .AddSingleton<InteractionDesk>()
            .AddSingleton<Conversing>()
            .AddSingleton<Registration>()
            .AddSingleton(provider => new Receiver(provider.GetRequiredService<InteractionDesk>().Handle, provider.GetRequiredService<Conversing>().Hear));
    }
}
