using System.Net;
using System.Net.Sockets;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Discord;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host.Backups;
using ChatOps.Host.CommandLine;
using ChatOps.Host.Configuration;
using ChatOps.Host.Observing;
using ChatOps.Host.Owning;
using ChatOps.Host.Storing;
using ChatOps.People;
using ChatOps.Teams;
using ChatOps.Web;

namespace ChatOps.Host.Serving;

/// <summary>Runs until it is told to stop.</summary>
internal static class Server
{
    public static async Task Run(Settings settings, TextWriter output, CancellationToken cancellation)
    {
        var folder = new DataFolder(settings.Folder).Prepare();
        var opening = Task.Run(() => folder.OpenForServer(settings, cancellation), cancellation);
        await using var app = Build(settings, folder, opening);

        // Reading what the bot can do takes as long as opening the database: both at once.
        app.Services.GetRequiredService<FeatureSet>();
        await opening;
        var store = app.Services.GetRequiredService<IStore>();
        await Composition.Prepare(app.Services, cancellation);
        await RefuseStrangers(settings, store, cancellation);

        var file = ServerFile.For("");
        app.MapCli(new(file.Secret), new(file.Pid, settings.Engine.ToString(), folder.Path));

        app.MapObserving(settings);

        if (settings.Web)
            app.MapWeb();

        if (settings.Teams is not null)
            app.MapTeams();

        if (settings.Discord is not null)
            app.MapDiscord();

        Ports.Check(settings.Urls);
        await Start(app, settings, cancellation);

        _ = Task.Run(app.Services.GetRequiredService<Rehearsal>().Play, CancellationToken.None);

        var address = AddressOf(app);
        file = file with { Address = address };
        file.Write(folder.ServerFile);

        try
        {
            if (await new Ownership(app.Services.GetRequiredService<Bot>()).NewCode(Environment.UserName, cancellation) is { } code)
            {
                output.WriteLine(Operator.Words(Ownership.Hint(code)));

                if (settings is { Web: true, Page.Oidc: not null })
                    output.WriteLine(Operator.Words($"Or sign in on the page, and write there: admin claim {code}"));
            }

            // Last, so that nobody has to look for it: where it is, and what to try.
            output.WriteLine(Greeting(settings, folder, address, await Demonstration.IsOn(store, cancellation)));
            output.Flush();
            await app.WaitForShutdownAsync(cancellation);
        }
        finally
        {
            file.Remove(folder.ServerFile);
        }
    }

    private static WebApplication Build(Settings settings, DataFolder folder, Task<IStore> opening)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "chatops" });
        builder.WebHost.UseKestrelCore().UseUrls([.. settings.Urls.Select(url => url.ToString())]).ConfigureKestrel(options => options.AddServerHeader = false);
        _ = settings.JsonLogs ? builder.Logging.AddJsonLines() : builder.Logging.AddQuietConsole();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_ => opening.GetAwaiter().GetResult()).AddBot(settings, folder, isServer: true);
        builder.Services.AddHostedService<BackupService>();
        builder.Services.AddSingleton(folder).AddSingleton<Rehearsal>();
        builder.AddObserving(settings);
        return builder.Build();
    }

    private static async Task RefuseStrangers(Settings settings, IStore store, CancellationToken cancellation)
    {
        if (settings.Urls.FirstOrDefault(url => !url.IsLoopback) is { } open && await Demonstration.IsOn(store, cancellation))
        {
            throw new Trouble(
                $"The setting Urls holds {open.ToString()}, which other machines can reach, and in the demonstration anybody may be anybody. Listen at http://localhost:{Say.Digits(open.Port)} until an administrator has claimed this installation.");
        }
    }

    private static async Task Start(WebApplication app, Settings settings, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new Trouble($"It is not possible to listen at {settings.Urls[0].ToString()} ({e.Message.TrimEnd('.')}). Correct the setting Urls.", e);
        }
    }

    private static string AddressOf(WebApplication app)
    {
        var bound = app.Urls.First();
        var url = new UriBuilder(bound.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal));

        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            url.Host = "localhost";

        return url.Uri.ToString().TrimEnd('/');
    }

    private static string Greeting(Settings settings, DataFolder folder, string address, bool isDemonstration)
    {
        Say kept = settings.Engine is Engine.InMemory
            ? (Say)$"Everything is kept in {folder.Path}, but for the documents, which are gone when this stops. Ctrl+C stops."
            : $"Everything is kept in {folder.Path}. Ctrl+C stops.";

        return string.Join('\n', Operator.Words(kept), "", Operator.Words($"ChatOps is at {address}"), Operator.Words($"Try: {WhatToTry(settings, address, isDemonstration)}"));
    }

    private static Say WhatToTry(Settings settings, string address, bool isDemonstration) => (settings.Web, isDemonstration) switch
    {
        (true, true) => $"open it as Ada and write \"my laptop does not start\"",
        (false, true) => Say.Text("chatops chat --as ada"),
        (true, false) when settings.Page.Oidc is not null => $"sign in at {settings.Page.Address?.GetLeftPart(UriPartial.Authority) ?? address}",
        (true, false) => $"chatops chat. The page lets nobody in until Web:Oidc:Authority, Web:Oidc:ClientId and Web:Oidc:ClientSecret say where people sign in",
        _ => Say.Text("chatops chat"),
    };
}
