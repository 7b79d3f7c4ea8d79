using System.CommandLine;
using ChatOps.Conversations;
using ChatOps.Host.Configuration;
using ChatOps.Teams.Packaging;

namespace ChatOps.Host.CommandLine;

/// <summary><c>chatops manifest</c></summary>
internal static class ManifestCommand
{
    public const string Package = "chatops-teams.zip";

    public static Command Of(IReadOnlyDictionary<string, string?> settings) =>
        new("manifest", Operator.Words($"Writes what a platform is told of the bot.")) { Teams(settings) };

    private static Command Teams(IReadOnlyDictionary<string, string?> settings)
    {
        var app = new Option<string?>("--app-id") { Description = Operator.Words($"The application (client) id of the app registration; without it, Teams:AppId."), HelpName = "id" };
        var domain = new Option<string?>("--domain") { Description = Operator.Words($"Where Teams reaches the bot, such as help.your.company; without it, the host of Web:Address."), HelpName = "name" };
        var file = new Option<string>("--out") { Description = Operator.Words($"Where the package is written."), HelpName = "file", DefaultValueFactory = _ => Package };
        var command = new Command("teams", Operator.Words($"Writes the app package that is uploaded to Teams.")) { app, domain, file };

        command.SetAction(parsed => Write(Sources.Read(settings), parsed.GetValue(app), parsed.GetValue(domain), parsed.GetValue(file)!, parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Write(Settings settings, string? app, string? domain, string file, TextWriter output)
    {
        var manifest = new AppManifest(Composition.Features().Catalog, IdOf(app ?? settings.Teams?.AppId), DomainOf(domain ?? settings.Page.Address?.IdnHost), VersionOf());

        try
        {
            using var package = new MemoryStream();
            AppPackage.Write(package, manifest);
            File.WriteAllBytes(file, package.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new Trouble($"The package cannot be written to {file} ({e.Message.TrimEnd('.')}). Name another file with --out.", e);
        }

        output.WriteLine(Operator.Words($"The app of {manifest.AppId} at {manifest.Domain} is in {Path.GetFullPath(file)}."));
        output.WriteLine(Operator.Words($"Next: upload it in the Teams admin center (Teams apps, Manage apps, Upload), then: chatops doctor teams"));
    }

    private static string IdOf(string? text) => text switch
    {
        null or "" => throw new Trouble($"Which app is it? Write --app-id and the application (client) id of the app registration, or set Teams:AppId."),
        _ when Guid.TryParseExact(text.Trim(), "D", out var id) && id != Guid.Empty => id.ToString("D"),
        _ => throw new Trouble($"\"{text}\" is not the id of an app. Write it like --app-id 11111111-2222-3333-4444-555555555555."),
    };

    private static string DomainOf(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" => throw new Trouble($"Where does Teams reach the bot? Write --domain and the name, such as help.your.company, or set Web:Address."),
        var domain when Uri.CheckHostName(domain) is UriHostNameType.Dns && domain.Contains('.') => domain,
        _ => throw new Trouble($"\"{text}\" is not a name that Teams could reach. Write it like --domain help.your.company, without https and without a path."),
    };

    // Three numbers, as Teams wants them.
    private static string VersionOf() => new Running(TimeProvider.System, () => []).Version.Split('-')[0];
}
