using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Dialogs;
using ChatOps.Teams.Drawing;
using ChatOps.Teams.Hearing;
using ChatOps.Teams.Trust;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatOps.Teams;

public static class TeamsHosting
{
    public const string Path = "/api/messages";

    /// <summary>Adds Teams: its channel, its documents, who is let in. The bot itself comes from <see cref="ChatOpsHosting.AddChatOps"/>.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsSettings settings)
    {
        services.TryAddSingleton(provider => new TeamsChannel(
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<References>(), provider.GetRequiredService<Mail>(), provider.GetRequiredService<Connector>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFeature, TeamsFeature>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, TeamsChannel>(provider => provider.GetRequiredService<TeamsChannel>()));
        services.TryAddSingleton(Pace.Of(settings));

        return services
            .AddSingleton(settings)
            .AddSingleton<Lines>()
            .AddSingleton<Hosts>()
            .AddSingleton<Tokens>()
            .AddSingleton<Doorman>()
            .AddSingleton<Limiter>()
            .AddSingleton<Connector>()
            .AddSingleton<References>()
            .AddSingleton<Flights>()
            .AddSingleton<Activities>()
            .AddSingleton<Mail>()
            .AddSingleton<Acquaintance>()
            .AddSingleton<Attached>()
            .AddSingleton<Listener>()
            .AddSingleton<TextStream>()
            .AddSingleton<Answers>()
            .AddSingleton<Afterwards>()
            .AddSingleton<Closer>()
            .AddSingleton<FileOffers>()
            .AddSingleton<IInvoke, CardActions>()
            .AddSingleton<FormDialogs>()
            .AddSingleton<IInvoke>(provider => provider.GetRequiredService<FormDialogs>())
            .AddSingleton<IInvoke, Searches>()
            .AddSingleton<IInvoke, FromMessages>()
            .AddSingleton<IInvoke>(provider => provider.GetRequiredService<FileOffers>())
            .AddSingleton<Invokes>()
            .AddSingleton<Ear>()
            .AddSingleton<Door>();
    }

    /// <summary>Listens to Teams at <see cref="Path"/>.</summary>
    public static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path, (HttpContext http, Door door) => door.Take(http));
        return app;
    }
}
