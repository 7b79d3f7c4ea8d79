using System.Globalization;
using ChatOps.Documents;
using ChatOps.Host.Backups;
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

    /// <summary>Encrypts the LiteDB file, attachments and backups; null: they are not encrypted.</summary>
    public StoreKey? Key { get; init; }

    /// <summary>Null: no backups are made by themselves.</summary>
    public BackupPlan? Backups { get; init; }

    /// <summary>Where the page is, and how people sign in there.</summary>
    public WebSettings Page { get; init; } = new();

    private const string Here = "http://localhost:3978";

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Data"] = ["Engine", "Folder", "Key", "KeyFile"],
        ["Backup"] = ["Folder", "Every", "Keep"],
        ["ConnectionStrings"] = ["ChatOps"],
        ["Web"] = ["Enabled", "Address", "Oidc"],
        ["Web:Oidc"] = ["Authority", "ClientId", "ClientSecret"],
    };

    /// <summary>Sections of what is not here yet: a setting that does nothing is worse than a sentence.</summary>
    private static readonly string[] Coming = ["Teams", "Discord", "Model", "Metrics"];

    /// <exception cref="Trouble">The first setting that will not do, and what would.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        foreach (var (section, names) in Known)
            RefuseUnknown(configuration.GetSection(section), names);

        foreach (var section in Coming)
            RefuseEarly(configuration.GetSection(section));

        return new Settings(
            UrlsOf(configuration["Urls"] ?? Here),
            EngineOf(configuration["Data:Engine"] ?? nameof(Engine.LiteDb)),
            FolderOf(configuration["Data:Folder"] ?? "chatops-data"),
            FlagOf("Web:Enabled", configuration["Web:Enabled"] ?? "true"))
        {
            Connection = configuration["ConnectionStrings:ChatOps"],
            Key = KeySettings.Read(configuration["Data:Key"], configuration["Data:KeyFile"]),
            Backups = BackupSettings.Read(configuration.GetSection("Backup")),
            Page = PageSettings.Read(configuration.GetSection("Web")),
        }.Checked();
    }

    private Settings Checked() => Engine is Engine.Postgres && string.IsNullOrWhiteSpace(Connection)
        ? throw new Trouble("The setting Data:Engine is Postgres, and ConnectionStrings:ChatOps does not say where that is. Write it like Host=localhost;Database=chatops;Username=chatops.")
        : this;

    private static void RefuseUnknown(IConfigurationSection section, string[] names)
    {
        foreach (var child in section.GetChildren())
        {
            if (!names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                throw new Trouble($"There is no setting {child.Path}; {section.Path} has {Listed(names)}. Correct or remove it.");
        }
    }

    private static string Listed(string[] names) => names is [.. var others, var last] && others is not [] ? $"{string.Join(", ", others)} and {last}" : names[0];

    private static void RefuseEarly(IConfigurationSection section)
    {
        if (section.GetChildren().FirstOrDefault() is { } child)
            throw new Trouble($"The setting {child.Path} is for something that this version does not have yet. Remove it.");
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
            ? throw new Trouble("The setting Urls asks for any free port of localhost, which stands for two addresses. Write http://127.0.0.1:0.")
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
            throw new Trouble("The setting Data:Folder is empty. Name a folder, such as chatops-data.");

        return Path.GetFullPath(text);
    }

    private static bool FlagOf(string name, string text) =>
        bool.TryParse(text, out var flag) ? flag : throw new Trouble($"The setting {name} is \"{text}\"; it takes true or false.");
}

/// <summary>What keeps the documents.</summary>
internal enum Engine
{
    LiteDb,
    Postgres,
    InMemory,
}
