using System.Reflection;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Prose;
using ChatOps.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatOps.Features;

public static class ChatOpsHosting
{
    /// <summary>
    /// Adds the bot with every feature in an assembly. The host adds an
    /// <see cref="IStore"/>, a <see cref="FileFolder"/> and its channels.
    /// </summary>
    public static IServiceCollection AddChatOps(this IServiceCollection services, Assembly assembly)
    {
        foreach (var feature in assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IFeature)) && !type.IsAbstract))
            services.AddSingleton(typeof(IFeature), feature);

        services.AddSingleton<IFeature, Housekeeping>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FeatureSet>();
        services.AddSingleton(provider => provider.GetRequiredService<FeatureSet>().Catalog);
        services.AddSingleton<Committed>();
        services.AddSingleton(provider => new Running(provider.GetRequiredService<TimeProvider>(), provider.GetServices<IChannel>));
        services.AddSingleton(provider => new Narrator(provider.GetRequiredService<IStore>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Narrator>>(), provider.GetService<IModel>()));
        services.AddSingleton<Bot>();
        services.AddSingleton<Files>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Outbox>());
        services.AddHostedService<Timetable>();
        return services;
    }
}
