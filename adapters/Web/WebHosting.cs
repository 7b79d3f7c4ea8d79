using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.Web.SigningIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatOps.Web;

public static class WebHosting
{
    /// <summary>Adds the page: its channel and its documents. The bot itself comes from <see cref="ChatOpsHosting.AddChatOps"/>.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services, WebSettings settings)
    {
        if (settings.Oidc is { } oidc)
            services.AddProvider(oidc);

        services.TryAddSingleton<WebChannel>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFeature, WebFeature>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannel, WebChannel>(provider => provider.GetRequiredService<WebChannel>()));

        return services
            .AddSingleton<Assets>()
            .AddSingleton<PageTexts>()
            .AddSingleton(settings)
            .AddSingleton<Guard>()
            .AddSingleton<Visitors>()
            .AddSingleton<Accounts>()
            .AddSingleton<Sessions>()
            .AddSingleton<SignIn>()
            .AddSingleton<FrontPage>()
            .AddSingleton<Talk>()
            .AddSingleton<History>()
            .AddSingleton<FileTransfer>();
    }

    /// <summary>Serves the page at <c>/</c>.</summary>
    public static IEndpointRouteBuilder MapWeb(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var page = app.MapGroup("").AddEndpointFilter(services.GetRequiredService<Guard>().Check);
        page.MapGet("/", (HttpContext http, FrontPage front) => front.Show(http));
        page.MapGet("/assets/{hash}/{name}", (HttpContext http, string hash, string name, Assets assets) => assets.Get(http, hash, name));

        page.MapGet("/signin", (HttpContext http, SignIn signIn) => signIn.Begin(http));
        page.MapPost("/signout", (HttpContext http, SignIn signIn) => signIn.SignOut(http));

        if (services.GetRequiredService<WebSettings>().Oidc is not null)
            page.MapGet(SignIn.Callback, (Delegate)SignIn.Return);

        var personal = page.MapGroup("").AddEndpointFilter(services.GetRequiredService<Visitors>().Check);
        personal.MapGet("/here", () => Results.NoContent());
        personal.MapGet("/history", (HttpContext http, long? before, History history) => history.Show(http, before));
        personal.MapGet("/events", (HttpContext http, long? after, History history) => history.Follow(http, after));
        personal.MapPost("/messages", (HttpContext http, Talk talk) => talk.Say(http)).WithMetadata(AtMost.Words);
        personal.MapPost("/presses", (HttpContext http, Talk talk) => talk.Press(http)).WithMetadata(AtMost.Words);
        personal.MapPost("/files", (HttpContext http, FileTransfer files) => files.Upload(http)).WithMetadata(FileTransfer.Limit);
        personal.MapGet("/files/{message:long}/{hash}", (HttpContext http, long message, string hash, FileTransfer files) => files.Download(http, message, hash));
        return app;
    }
}
