using ChatOps.Discord.Gateway;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Features;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatOps.Discord;

public static class DiscordHosting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan NamesLast = TimeSpan.FromMinutes(5);

    /// <summary>Adds Discord: what speaks with it, and in the server the connection. The bot itself comes from <see cref="ChatOpsHosting.AddChatOps"/>.</summary>
    /// <param name="isServer">Not a command line beside one: it hears what people do.</param>
    public static IServiceCollection AddDiscord(this IServiceCollection services, DiscordSettings settings, bool isServer) =>
        services.AddWire(settings, isServer).AddTalking(isServer);

    /// <summary>The hidden half: whoever hears it adds a <see cref="Receiver"/>.</summary>
    internal static IServiceCollection AddWire(this IServiceCollection services, DiscordSettings settings, bool isServer)
    {
        services.AddSingleton(settings);
        services.AddSingleton<Line>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RestClient>(provider, NewClient()));
        services.AddSingleton<Deliveries>();
        services.AddSingleton<Entrance>();
        services.AddSingleton<Holding>();
        services.AddSingleton<ShardParts>();
        services.AddSingleton<IFeature, GatewayFeature>();

        if (settings.Mode is DiscordMode.Http)
        {
            services.AddSingleton<InteractionsEndpoint.Surroundings>();
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<InteractionsEndpoint>(provider, ActivatorUtilities.CreateInstance<Signatures>(provider, settings.PublicKey!)));
        }
        else if (isServer)
        {
            services.AddSingleton<IHostedService, GatewayClient>();
        }

        return services;
    }

    /// <summary>Takes interactions at <c>/discord/interactions</c>, where that is how they come.</summary>
    public static IEndpointRouteBuilder MapDiscord(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<InteractionsEndpoint>() is { } endpoint)
            app.MapPost(InteractionsEndpoint.Path, endpoint.Receive);

        return app;
    }

    // One for the life of the program: names are looked up anew, and compressed answers unpacked.
    internal static HttpClient NewClient() =>
        new(new SocketsHttpHandler { PooledConnectionLifetime = NamesLast, AutomaticDecompression = System.Net.DecompressionMethods.All, AllowAutoRedirect = false }) { Timeout = Patience };
}
