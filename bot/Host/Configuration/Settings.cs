using System.Globalization;
using ChatOps.Cards;
using ChatOps.Discord;
using ChatOps.Documents;
using ChatOps.Host.Backups;
using ChatOps.Model;
using ChatOps.Teams;
using ChatOps.Web;

namespace ChatOps.Host.Configuration;

/// <summary>How this installation is set up, checked.</summary>
/// <param name="Urls">Where the server listens.</param>
/// <param name="Folder">Where everything is kept, as a full path.</param>
/// <param name="Web">Whether the page is served.</param>
internal sealed record Settings(IReadOnlyList<Uri> Urls, Engine Engine, string Folder, bool Web)
{
    /// <summary>Where PostgreSQL is, with its password: never printed.</summary>
    public string? Connection { get; init; }

    /// <summary>Where the secret of the audit trail lies; null: in the data folder. Several processes on one database have the same.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Encrypts the LiteDB file, attachments and backups; null: they are not encrypted.</summary>
    public StoreKey? Key { get; init; }

    /// <summary>Null: no backups are made by themselves.</summary>
    public BackupPlan? Backups { get; init; }

    /// <summary>Null: Teams is not served.</summary>
    public TeamsSettings? Teams { get; init; }

    /// <summary>Where the page is, and how people sign in there.</summary>
    public WebSettings Page { get; init; } = new();

    /// <summary>What puts facts into words; null: facts stand alone. Its key is never printed.</summary>
    public ModelSettings? Model { get; init; }

    /// <summary>How the bot is known to Discord; null: it is not there. Its token is never printed.</summary>
    public DiscordSettings? Discord { get; init; }

    /// <summary>The variable by which every program is told where the collector of OpenTelemetry is.</summary>
    public const string CollectorName = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Where traces, figures and logs are sent; null: nowhere.</summary>
    public string? Collector { get; init; }

    /// <summary>Who knows it may read <c>/metrics</c> from elsewhere; null: only this machine may. Never printed.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>Logs are for machines.</summary>
    public bool JsonLogs { get; init; }

    private const int ShortestToken = 16;
    private const string Here = "http://localhost:3978";

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Data"] = ["Engine", "Folder", "Key", "KeyFile"],
        ["Backup"] = ["Folder", "Every", "Keep"],
        ["ConnectionStrings"] = ["ChatOps"],
        ["Web"] = ["Enabled", "Address", "Oidc"],
        ["Web:Oidc"] = ["Authority", "ClientId", "ClientSecret"],
        ["Metrics"] = ["Token"],
        ["Logging"] = ["Format"],
        ["Audit"] = ["KeyFile"],
        ["Model"] = ["Endpoint", "Key", "Name", "Restricted", "Seconds", "Tokens", "TokensADay", "MoneyADay", "Prices"],
        ["Model:Prices"] = ["Read", "Written"],
        ["Teams"] = TeamsOptions.Names,
        ["Discord"] = DiscordSection.Names,
    };

    /// <exception cref="Trouble">The first setting that will not do, and what would.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        foreach (var (section, names) in Known)
            RefuseUnknown(configuration.GetSection(section), names);

        var urls = UrlsOf(configuration["Urls"] ?? Here);

        return new Settings(
            urls,
            EngineOf(configuration["Data:Engine"] ?? nameof(Engine.LiteDb)),
            FolderOf(configuration["Data:Folder"] ?? "chatops-data"),
            FlagOf("Web:Enabled", configuration["Web:Enabled"] ?? "true"))
        {
            Connection = configuration["ConnectionStrings:ChatOps"],
            Key = KeySettings.Read(configuration["Data:Key"], configuration["Data:KeyFile"]),
            Backups = BackupSettings.Read(configuration.GetSection("Backup")),
            MetricsToken = TokenOf(configuration["Metrics:Token"]),
            JsonLogs = IsJson(configuration["Logging:Format"] ?? "Text"),
            Collector = CollectorOf(configuration[CollectorName]),
            KeyFile = configuration["Audit:KeyFile"] is { Length: > 0 } file ? Path.GetFullPath(file) : null,
            Model = LanguageModelSettings.Read(configuration.GetSection("Model")),
            Page = PageSettings.Read(configuration.GetSection("Web")),
            Teams = TeamsOptions.Read(configuration.GetSection("Teams"), urls),
            Discord = DiscordSection.Read(configuration.GetSection("Discord")),
        }.Checked();
    }

    private Settings Checked() => Engine is Engine.Postgres && string.IsNullOrWhiteSpace(Connection)
        ? throw new Trouble($"The setting Data:Engine is Postgres, and ConnectionStrings:ChatOps does not say where that is. Write it like Host=localhost;Database=chatops;Username=chatops.")
        : this;

    private static void RefuseUnknown(IConfigurationSection section, string[] names)
    {
        foreach (var child in section.GetChildren())
        {
            if (!names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                throw new Trouble($"There is no setting {child.Path}; {section.Path} has {Say.All(names.Select(Say.Text))}. Correct or remove it.");
        }
    }

    private static Uri[] UrlsOf(string text)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        return urls is []
            ? throw new Trouble($"The setting Urls is empty. Give an address, such as {Here}.")
            : [.. urls.Select(UrlOf)];
    }

    private static Uri UrlOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.AbsolutePath is not "/")
            throw new Trouble($"The setting Urls holds \"{text}\", which is not an address to listen at. Write it like {Here}.");

        if (url.Scheme is "https")
            throw new Trouble($"The setting Urls holds \"{text}\", and ChatOps has no certificate for https. Listen at http, behind a proxy that speaks https.");

        return url is { Host: "localhost", Port: 0 }
            ? throw new Trouble($"The setting Urls asks for any free port of localhost, which stands for two addresses. Write http://127.0.0.1:0.")
            : url;
    }

    private static Engine EngineOf(string text) => text.Trim().ToLower(CultureInfo.InvariantCulture) switch
    {
        "litedb" => Engine.LiteDb,
        "inmemory" => Engine.InMemory,
        "postgres" => Engine.Postgres,
        _ => throw new Trouble($"The setting Data:Engine is \"{text}\"; it takes LiteDb, Postgres or InMemory."),
    };

    private static string FolderOf(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Contains('\0'))
            throw new Trouble($"The setting Data:Folder is empty. Name a folder, such as chatops-data.");

        return Path.GetFullPath(text);
    }

    private static string? TokenOf(string? text) => text is null or { Length: >= ShortestToken }
        ? text
        : throw new Trouble($"The setting Metrics:Token is too short to protect anything. Give it at least {ShortestToken} characters, or remove it.");

    private static bool IsJson(string text) => text.Trim().ToLower(CultureInfo.InvariantCulture) switch
    {
        "json" => true,
        "text" => false,
        _ => throw new Trouble($"The setting Logging:Format is \"{text}\"; it takes Text or Json."),
    };

    private static string? CollectorOf(string? text) => string.IsNullOrWhiteSpace(text) || Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? text is { Length: > 0 } ? text : null
        : throw new Trouble($"The variable {CollectorName} holds \"{text}\", which is no address. Write it like http://localhost:4317.");

    internal static bool FlagOf(string name, string text) =>
        bool.TryParse(text, out var flag) ? flag : throw new Trouble($"The setting {name} is \"{text}\"; it takes true or false.");
}

/// <summary>What keeps the documents.</summary>
internal enum Engine
{
    LiteDb,
    Postgres,
    InMemory,
}
