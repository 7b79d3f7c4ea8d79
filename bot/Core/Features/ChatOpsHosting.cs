using ChatOps.Conversations;
using ChatOps.Documents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ChatOps.Features;

public static class ChatOpsHosting
{
    /// <summary>
    /// Adds the bot with every feature in the assembly of <typeparamref name="TFeature"/>. The host adds an
    /// <see cref="IStore"/>, a <see cref="FileFolder"/> and its channels.
    /// </summary>
    public static IServiceCollection AddChatOps<TFeature>(this IServiceCollection services)
        where TFeature : IFeature
    {
        foreach (var feature in typeof(TFeature).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IFeature)) && !type.IsAbstract))
            services.AddSingleton(typeof(IFeature), feature);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FeatureSet>();
        services.AddSingleton(provider => provider.GetRequiredService<FeatureSet>().Catalog);
        services.AddSingleton<Committed>();
        services.AddSingleton<Bot>();
        services.AddSingleton<Files>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Outbox>());
        return services;
    }
}
