using ChatOps.Data;
using ChatOps.Discord;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host.Backups;
using ChatOps.Host.Configuration;
using ChatOps.Host.Owning;
using ChatOps.Host.Storing;
using ChatOps.Model;
using ChatOps.People;
using ChatOps.Teams;
using ChatOps.Terminal;
using ChatOps.Web;

namespace ChatOps.Host;

/// <summary>Puts the bot together: its features, its platforms, its store. A new platform is one line here.</summary>
internal static class Composition
{
    private static readonly string[] Platforms = ["web", "terminal"];

    public static IServiceCollection AddBot(this IServiceCollection services, Settings settings, DataFolder folder, IStore store) =>
        services.AddSingleton(store).AddBot(settings, folder);

    /// <param name="isServer">It hears what people do elsewhere; a command line beside it does not.</param>
    public static IServiceCollection AddBot(this IServiceCollection services, Settings settings, DataFolder folder, bool isServer = false)
    {
        services.AddSingleton(settings).AddSingleton(folder.Files with { Key = settings.Key }).AddSingleton<Backing>();
        services.AddChatOps(FeaturesAssembly.Itself);
        services.AddSingleton<IFeature>(new Surfaces(settings));

        if (settings.Model is { } model)
            services.AddModel(model);

        if (settings.Web)
            services.AddWeb(settings.Page);

        if (settings.Teams is { } teams)
            services.AddTeams(teams);

        if (settings.Discord is { } discord)
            services.AddDiscord(discord, isServer);

        services.AddTerminal(alone: !settings.Web);
        return services;
    }

    /// <summary>Everything that this version knows, where no bot runs.</summary>
    /// <param name="discord">Null: as if it were set up somehow.</param>
    public static FeatureSet Features(DiscordSettings? discord = null)
    {
        var settings = Settings.Read(new ConfigurationBuilder().Build()) with { Teams = new("") { Unauthenticated = true }, Discord = discord ?? new("", "0") };
        using var services = new ServiceCollection().AddLogging().AddBot(settings, new(settings.Folder), new InMemoryStore()).BuildServiceProvider();
        return services.GetRequiredService<FeatureSet>();
    }

    /// <summary>Makes the store fit for use; a fresh one gets the people of the demonstration.</summary>
    public static async Task Prepare(IServiceProvider provider, CancellationToken cancellation)
    {
        var store = provider.GetRequiredService<IStore>();
        await store.Prepare(provider.GetRequiredService<FeatureSet>().Kinds, cancellation);
        await Demonstration.Prepare(store, Platforms, cancellation);
    }
}
