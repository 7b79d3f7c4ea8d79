using System.Reflection;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Prose;
using ChatOps.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.Adapters.Web;

/// <summary>The page on a real socket, over a store in memory, with the people of the demonstration.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private static readonly Assembly WithoutFeatures = typeof(object).Assembly;
    private readonly DirectoryInfo folder;
    private readonly WebApplication app;

    private WebServer(WebApplication app, DirectoryInfo folder) => (this.app, this.folder) = (app, folder);

    public Uri Address => new(app.Urls.First());

    public IStore Store => app.Services.GetRequiredService<IStore>();

    public Bot Bot => app.Services.GetRequiredService<Bot>();

    public WebChannel Channel => app.Services.GetRequiredService<WebChannel>();

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <param name="only">In place of all features that there are.</param>
    /// <param name="port">The one of a server that was stopped, to come back as it; 0: any.</param>
    public static async Task<WebServer> Start(IFeature? only = null, IStore? store = null, int port = 0, WebSettings? settings = null, TimeProvider? clock = null, IModel? model = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services.AddChatOps(only is null ? FeaturesAssembly.Itself : WithoutFeatures).AddWeb(settings ?? new());
        builder.Services.AddSingleton(store ?? new InMemoryStore());

        if (clock is not null)
            builder.Services.AddSingleton(clock);

        if (model is not null)
            builder.Services.AddSingleton(model);

        if (only is not null)
            builder.Services.AddSingleton(only);

        var files = Directory.CreateTempSubdirectory("chatops-web-");
        builder.Services.AddSingleton(new FileFolder(files.CreateSubdirectory("files").FullName));
        var server = new WebServer(builder.Build(), files);
        await server.Store.Prepare(server.app.Services.GetRequiredService<FeatureSet>().Kinds);
        await Demonstration.Prepare(server.Store, ["web"]);
        server.app.MapWeb();
        await server.app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
