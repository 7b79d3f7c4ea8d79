using System.Globalization;
using ChatOps.Cards;
using ChatOps.Teams;

namespace ChatOps.Host.Configuration;

/// <summary>Reads how the bot is known to Teams: everything under <c>Teams:</c>.</summary>
internal static class TeamsOptions
{
    public static readonly string[] Names =
    [
        "AppId", "TenantId", "Secret", "CertificatePath", "ManagedIdentity", "Federated", "Cloud", "AllowedTenants",
        "AllowedHosts", "OpenIdMetadata", "TokenEndpoint", "Unauthenticated", "RequestsPerSecond",
    ];

    private const string Managed = "managed";
    private const int MostRequests = 1000;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <param name="urls">Where the server listens.</param>
    /// <returns>Null: Teams is not served.</returns>
    /// <exception cref="Trouble">The first setting that will not do, and what would. No sentence holds a secret.</exception>
    public static TeamsSettings? Read(IConfigurationSection teams, IReadOnlyList<Uri> urls)
    {
        if (!teams.GetChildren().Any())
            return null;

        var settings = new TeamsSettings(Text(teams, "AppId") is { } app ? Id("AppId", app, $"the application (client) id of the app registration") : "")
        {
            TenantId = Text(teams, "TenantId") is { } tenant ? Id("TenantId", tenant, $"the directory (tenant) id of your company") : null,
            Secret = Text(teams, "Secret"),
            CertificatePath = Text(teams, "CertificatePath"),
            ManagedIdentity = Text(teams, "ManagedIdentity"),
            Federated = Text(teams, "Federated"),
            Cloud = CloudOf(Text(teams, "Cloud")),
            AllowedTenants = [.. List(teams, "AllowedTenants").Select(one => Id("AllowedTenants", one, $"the directory (tenant) ids of the companies whose people may come"))],
            AllowedHosts = [.. List(teams, "AllowedHosts").Select(Host)],
            OpenIdMetadata = Address(teams, "OpenIdMetadata"),
            TokenEndpoint = Address(teams, "TokenEndpoint"),
            Unauthenticated = Flag(Text(teams, "Unauthenticated")),
            RequestsPerSecond = Number(Text(teams, "RequestsPerSecond")),
        };

        if (settings.Unauthenticated)
            CheckAlone(urls);
        else
            Check(settings);

        return settings;
    }

    // Whoever reaches it may say who they are.
    private static void CheckAlone(IReadOnlyList<Uri> urls)
    {
        if (urls.FirstOrDefault(url => !url.IsLoopback) is { } open)
            throw new Trouble($"The setting Teams:Unauthenticated is true, and Urls holds {open.AbsoluteUri}, which other machines can reach: anybody there could be anybody. Listen at http://localhost:{Say.Digits(open.Port)}, or remove it.");
    }

    private static void Check(TeamsSettings settings)
    {
        if (settings.AppId.Length is 0)
            throw new Trouble($"The setting Teams:AppId is missing. Set it to the application (client) id of the app registration, or remove the other settings of Teams.");

        if (settings.TenantId is null && settings.AllowedTenants is [])
            throw new Trouble($"The setting Teams:TenantId is missing, so nobody could talk with the bot. Set it to the directory (tenant) id of your company.");

        Credentials(settings);
    }

    private static void Credentials(TeamsSettings settings)
    {
        var isManaged = settings.Federated is Managed;

        if (isManaged && settings.ManagedIdentity is null)
            throw new Trouble($"The setting Teams:Federated is managed, and Teams:ManagedIdentity does not say whose token that is. Set it to system, or to the client id of a user-assigned identity.");

        var given = new[]
        {
            ("Secret", settings.Secret), ("CertificatePath", settings.CertificatePath), ("Federated", settings.Federated), ("ManagedIdentity", isManaged ? null : settings.ManagedIdentity),
        }.Where(one => one.Item2 is not null).Select(one => $"Teams:{one.Item1}").ToArray();

        if (given is [])
            throw new Trouble($"The setting Teams:Secret is missing, so the bot could hear and not answer. Set it, best in the environment (Teams__Secret); or Teams:CertificatePath, Teams:ManagedIdentity or Teams:Federated.");

        if (given is [var first, var second, ..])
            throw new Trouble($"Both {first} and {second} are set. Keep the one by which the bot is to show who it is.");

        if (settings.CertificatePath is { } path)
            CheckFile("CertificatePath", path, $"a PEM file with certificate and key, or a PKCS#12 file", isSecret: true);

        if (settings.Federated is { } token && !isManaged)
            CheckFile("Federated", token, $"a file with a token that Entra trusts, or write managed", isSecret: false);
    }

    private static void CheckFile(string name, string path, Say what, bool isSecret)
    {
        try
        {
            using var file = File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new Trouble($"The setting Teams:{name} is {path}, which cannot be read ({e.Message.TrimEnd('.')}). Name {what}.", e);
        }

        if (isSecret && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) is not UnixFileMode.None)
            throw new Trouble($"The key in {path} can be read by others on this machine. Run chmod 600 on it.");
    }

    private static string? Text(IConfigurationSection teams, string name) => teams[name]?.Trim() switch
    {
        null => null,
        "" => throw new Trouble($"The setting Teams:{name} is empty. Give it a value, or remove it."),
        var text => text,
    };

    private static string Id(string name, string text, Say what) => Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty
        ? id.ToString("D", CultureInfo.InvariantCulture)
        : throw new Trouble($"The setting Teams:{name} is \"{text}\"; it takes {what}, such as 11111111-2222-3333-4444-555555555555.");

    private static IEnumerable<string> List(IConfigurationSection teams, string name) =>
        (Text(teams, name)?.Split([',', ';', ' ']) ?? teams.GetSection(name).GetChildren().Select(child => child.Value ?? "")).Select(one => one.Trim()).Where(one => one.Length > 0);

    private static string Host(string text) => Uri.CheckHostName(text) is not UriHostNameType.Unknown
        ? text.ToLowerInvariant()
        : throw new Trouble($"The setting Teams:AllowedHosts holds \"{text}\", which is not the name of a host. Write it like smba.your.company, without https and without a path.");

    private static TeamsCloud CloudOf(string? text) => text switch
    {
        null => TeamsCloud.Public,
        _ when Enum.GetNames<TeamsCloud>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name => Enum.Parse<TeamsCloud>(name),
        _ => throw new Trouble($"The setting Teams:Cloud is \"{text}\"; it takes Public, UsGovernment or China."),
    };

    private static Uri? Address(IConfigurationSection teams, string name) => Text(teams, name) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "https" || address is { Scheme: "http", IsLoopback: true }) => address,
        var text => throw new Trouble($"The setting Teams:{name} is \"{text}\", which is not an https address. Write it with https, or remove it: the cloud has its own."),
    };

    private static bool Flag(string? text) => text is null ? false
        : bool.TryParse(text, out var flag) ? flag
        : throw new Trouble($"The setting Teams:Unauthenticated is \"{text}\"; it takes true or false.");

    private static int Number(string? text) => text is null ? 30
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostRequests ? number
        : throw new Trouble($"The setting Teams:RequestsPerSecond is \"{text}\"; it takes how many requests the bot may make in one tenant, from 1 to {MostRequests}.");
}
