using System.Reflection;
using ChatOps.Conversations;
using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.People;
using ChatOps.Platforms.Teams;
using ChatOps.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.Teams;

/// <summary>The bot on a real socket, beside Teams on another one.</summary>
internal sealed class TeamsServer : IAsyncDisposable
{
    private static readonly Assembly WithoutFeatures = typeof(object).Assembly;

    private readonly DirectoryInfo folder;
    private readonly WebApplication app;

    private TeamsServer(WebApplication app, TeamsPlatform platform, DirectoryInfo folder) => (this.app, Platform, this.folder) = (app, platform, folder);

    public TeamsPlatform Platform { get; }

    public IServiceProvider Services => app.Services;

    public IStore Store => Services.GetRequiredService<IStore>();

    public Bot Bot => Services.GetRequiredService<Bot>();

    public TeamsChannel Channel => Services.GetRequiredService<TeamsChannel>();

    public Uri Address => new(app.Urls.First());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>With Ada, who needs the service desk, and Grace, who works there.</summary>
    public static async Task<(TeamsServer Server, TeamsPerson Ada, TeamsPerson Grace)> StartDesk()
    {
        var server = await Start();
        var (ada, grace) = (server.Platform.Person("Ada Lovell"), server.Platform.Person("Grace Harper"));
        await server.Save(Queue.Kind, new("service-desk", "Service desk") { Members = ["grace"], Owner = "grace" });
        await server.Import(new Person("grace", "Grace Harper") { Email = grace.Email, Roles = Roles.Employee | Roles.Agent });
        return (server, ada, grace);
    }

    /// <param name="only">In place of all features that there are.</param>
    public static async Task<TeamsServer> Start(IFeature? only = null, Func<TeamsSettings, TeamsSettings>? settings = null, TimeProvider? clock = null, IStore? store = null, Action<IServiceCollection>? more = null)
    {
        var platform = await TeamsPlatform.Start(clock);
        var files = Directory.CreateTempSubdirectory("chatops-teams-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(store ?? new InMemoryStore()).AddSingleton(new FileFolder(files.FullName));

        if (clock is not null)
            builder.Services.AddSingleton(clock);

        if (only is not null)
            builder.Services.AddSingleton(only);

        more?.Invoke(builder.Services);
        builder.Services.AddChatOps(only is null ? FeaturesAssembly.Itself : WithoutFeatures).AddTeams((settings ?? (same => same))(Settings(platform)));
        var server = new TeamsServer(builder.Build(), platform, files);
        await server.Store.Prepare(server.Services.GetRequiredService<FeatureSet>().Kinds);
        server.app.MapTeams();
        await server.app.StartAsync();
        platform.Bot = new(server.Address, TeamsHosting.Path);
        return server;
    }

    public static TeamsSettings Settings(TeamsPlatform platform) => new(platform.AppId)
    {
        TenantId = TeamsPlatform.Tenant,
        Secret = TeamsPlatform.Secret,
        OpenIdMetadata = platform.Metadata,
        TokenEndpoint = platform.TokenEndpoint,
        AllowedHosts = [platform.Address.Authority],
    };

    /// <summary>Somebody whom the import has brought.</summary>
    public Task Import(Person person) => Save(Person.Kind, person);

    public async Task Save<T>(Kind<T> kind, T document)
        where T : class
    {
        var version = (await Store.Get(kind, kind.IdOf(document), Cancellation))?.Version ?? 0;
        Assert.IsType<Outcome.Committed>(await Store.Commit(new Batch().Put(kind, document, version), Cancellation));
    }

    /// <summary>The person whom an account of Teams belongs to.</summary>
    public async Task<Person?> Known(TeamsPerson person) =>
        await Bot.Recognise(new("teams", $"{TeamsPlatform.Tenant}/{person.Account}"), Cancellation);

    /// <summary>Waits until it is so: the outbox works by itself.</summary>
    public static async Task Until(Func<bool> isSo, string what)
    {
        var patience = TimeProvider.System.GetTimestamp();

        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(20), what);
            await Task.Delay(5, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Platform.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
