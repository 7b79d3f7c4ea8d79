using System.Globalization;
using System.Net;
using ChatOps.Cards;
using ChatOps.Documents;
using ChatOps.Host.CommandLine;
using ChatOps.Host.Configuration;
using ChatOps.Host.Serving;
using ChatOps.Teams;
using ChatOps.Teams.Packaging;

namespace ChatOps.Host.Doctor;

/// <summary><c>chatops doctor teams</c>: from nothing to installed, one finding for each step of the README, in its order.</summary>
internal static class TeamsExamination
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="package">The package that <c>chatops manifest teams</c> has written.</param>
    public static async Task<IReadOnlyList<Finding>> Of(IReadOnlyDictionary<string, string?> given, string package, CancellationToken cancellation)
    {
        Settings settings;

        try
        {
            settings = Sources.Read(given);
        }
        catch (Trouble trouble)
        {
            return [new(Health.Fail, $"Settings", trouble.Why, $"Correct it, then ask the doctor again.")];
        }

        if (settings.Teams is not { } teams)
            return [new(Health.Fail, $"Settings", $"Teams is not set up", $"Set Teams:AppId, Teams:TenantId and Teams:Secret, as the README says under Teams.")];

        return teams.Unauthenticated ? [Alone()] :
        [
            new(Health.Ok, $"Settings", $"the app {teams.AppId}"),
            await Address(settings, cancellation),
            await Keys(teams, cancellation),
            await Token(teams, cancellation),
            Package(teams, settings.Page.Address, package),
            await Consent(settings, cancellation),
        ];
    }

    /// <summary>What the store says, from where it is.</summary>
    public static async Task<Printed> Count(IStore store, TeamsSettings? teams, CancellationToken cancellation)
    {
        var (all, alive) = await TeamsCheck.Conversations(store, teams?.TenantId, cancellation);
        return new([Say.Text(all.ToString(CultureInfo.InvariantCulture)), Say.Text(alive.ToString(CultureInfo.InvariantCulture))], IsFine: true);
    }

    private static Finding Alone() =>
        new(Health.Warn, $"Settings", $"Teams:Unauthenticated is on: only a client on this machine is heard", $"Remove it to talk with Teams itself.");

    // It has to answer, and to let nobody in who does not show who they are.
    private static async Task<Finding> Address(Settings settings, CancellationToken cancellation)
    {
        if (settings.Page.Address is not { Scheme: "https" } page)
            return new(Health.Fail, $"Public address", $"none is set", $"Set Web:Address to the https address at which Teams reaches this server.");

        var endpoint = new Uri(page, TeamsHosting.Path);

        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = Patience, AllowAutoRedirect = false }) { Timeout = Patience };
            using var content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            using var response = await client.PostAsync(endpoint, content, cancellation);
            return Judge(endpoint, response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return new(Health.Fail, $"Public address", $"{endpoint.AbsoluteUri} does not answer ({e.Message.TrimEnd('.')})", $"Start the server, and let the proxy in front of it pass {TeamsHosting.Path} on.");
        }
    }

    internal static Finding Judge(Uri endpoint, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => new(Health.Ok, $"Public address", $"{endpoint.AbsoluteUri} answers, and lets nobody in without a token"),
        HttpStatusCode.NotFound => new(Health.Fail, $"Public address", $"{endpoint.AbsoluteUri} is not there", $"Start the server with the settings of Teams, and let the proxy pass {TeamsHosting.Path} on to it."),
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => new(Health.Fail, $"Public address", $"the proxy at {endpoint.Host} does not reach the server", $"Start the server, or correct where the proxy passes requests on to."),
        _ => new(Health.Fail, $"Public address", $"{endpoint.AbsoluteUri} answers with {((int)status).ToString(CultureInfo.InvariantCulture)}, which this server would not", $"Let the proxy pass {TeamsHosting.Path} on unchanged."),
    };

    private static async Task<Finding> Keys(TeamsSettings teams, CancellationToken cancellation) => await TeamsCheck.Keys(teams, cancellation) switch
    {
        (var at, null) => new(Health.Ok, $"Keys of Teams", $"{at.Host} has them"),
        var (at, why) => new(Health.Fail, $"Keys of Teams", $"{at.AbsoluteUri} cannot be used ({why.TrimEnd('.')})", $"Let this machine reach it, or correct Teams:OpenIdMetadata."),
    };

    private static async Task<Finding> Token(TeamsSettings teams, CancellationToken cancellation) => await TeamsCheck.Token(teams, cancellation) switch
    {
        (null, _) => new(Health.Ok, $"Token", $"Entra gives the bot one"),
        (var why, false) => new(Health.Fail, $"Token", $"Entra does not answer ({why.TrimEnd('.')})", $"Let this machine reach it, or correct Teams:TokenEndpoint."),
        (var why, _) when why.Contains("AADSTS7000215", StringComparison.Ordinal) || why.Contains("invalid_client", StringComparison.Ordinal) =>
            new(Health.Fail, $"Token", Say.Text(why), $"The secret is not of this app, or has run out: make a new one in the app registration, and set Teams:Secret."),
        (var why, _) when why.Contains("AADSTS700016", StringComparison.Ordinal) || why.Contains("AADSTS90002", StringComparison.Ordinal) =>
            new(Health.Fail, $"Token", Say.Text(why), $"There is no such app in that tenant: correct Teams:AppId or Teams:TenantId."),
        (var why, _) => new(Health.Fail, $"Token", Say.Text(why), $"Correct what the bot shows: Teams:Secret, Teams:CertificatePath, Teams:ManagedIdentity or Teams:Federated."),
    };

    private static Finding Package(TeamsSettings teams, Uri? page, string package)
    {
        if (!File.Exists(package))
            return new(Health.Warn, $"Manifest", $"{package} is not here", $"Run chatops manifest teams, or say with --package where it is.");

        try
        {
            using var file = File.OpenRead(package);
            var (app, bot, domains) = AppPackage.Read(file);

            return app != teams.AppId || bot != teams.AppId
                ? new(Health.Fail, $"Manifest", $"{package} is of the app {(app == teams.AppId ? bot : app)}, and Teams:AppId is {teams.AppId}", $"Run chatops manifest teams again, and upload what it writes.")
                : page is not null && !domains.Contains(page.IdnHost, StringComparer.OrdinalIgnoreCase)
                ? new(Health.Fail, $"Manifest", $"{package} is for {string.Join(", ", domains)}, and Web:Address is {page.IdnHost}", $"Run chatops manifest teams again, and upload what it writes.")
                : new(Health.Ok, $"Manifest", $"{package} is of this app");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new(Health.Fail, $"Manifest", $"{package} cannot be read ({e.Message.TrimEnd('.')})", $"Run chatops manifest teams again.");
        }
    }

    // Teams tells the bot of every place that it is added to, and lets it be added only once the company has agreed.
    private static async Task<Finding> Consent(Settings settings, CancellationToken cancellation)
    {
        // The doctor makes nothing that is not there.
        if (settings.Engine is not Engine.Postgres && !Directory.Exists(settings.Folder))
            return Nobody();

        try
        {
            var counted = await Errands.Teams.Run(settings, new(Environment.UserName, Operator.Language), cancellation);
            var numbers = counted.Lines.Select(line => line.ToString()).ToArray();

            return numbers is [var all, var alive] && all is not "0"
                ? alive is "0"
                    ? new(Health.Fail, $"Consent", $"it was given, and the bot has been removed everywhere", $"Install the app again: in Teams, Apps, Built for your org.")
                    : new(Health.Ok, $"Consent", $"given: the bot was heard in {long.Parse(alive, CultureInfo.InvariantCulture):# conversation|# conversations}")
                : Nobody();
        }
        catch (Explained e)
        {
            return new(Health.Fail, $"Consent", e.Why, $"Correct that first: chatops doctor says more.");
        }
    }

    private static Finding Nobody() =>
        new(Health.Warn, $"Consent", $"nobody has opened a chat with the bot yet", $"Upload the package in the Teams admin center, agree to its permissions there, add the app in Teams and say hello.");
}
