using ChatOps.Host;
using ChatOps.Host.Configuration;
using Microsoft.Extensions.Configuration;

namespace ChatOps.Tests.Host;

public sealed class SettingsTests
{
    private const string Guid = "11111111-2222-3333-4444-55555555555a";

    [Fact]
    public void Settings_that_are_a_link_to_nowhere_are_named()
    {
        var folder = Directory.CreateTempSubdirectory("chatops-test-");

        try
        {
            var file = Path.Combine(folder.FullName, "appsettings.json");
            File.CreateSymbolicLink(file, Path.Combine(folder.FullName, "elsewhere.json"));
            var trouble = Assert.Throws<Trouble>(() => Sources.Read(new Dictionary<string, string?>(StringComparer.Ordinal), folder.FullName));
            Assert.Equal($"The file {file} is a link to one that is not there. Put the settings where it leads, or remove it.", trouble.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Without_any_setting_everything_has_a_value()
    {
        var settings = Read();

        Assert.Equal(["http://localhost:3978/"], settings.Urls.Select(url => url.ToString()));
        Assert.Equal((Engine.LiteDb, Path.GetFullPath("chatops-data"), true), (settings.Engine, settings.Folder, settings.Web));
    }

    [Theory]
    [InlineData("Urls", "", "The setting Urls is empty.")]
    [InlineData("Urls", "localhost", "The setting Urls holds \"localhost\", which is not an address to listen at.")]
    [InlineData("Urls", "ftp://localhost", "The setting Urls holds \"ftp://localhost\"")]
    [InlineData("Urls", "http://localhost/chat", "The setting Urls holds \"http://localhost/chat\"")]
    [InlineData("Urls", "http://localhost:3978;nonsense", "The setting Urls holds \"nonsense\"")]
    [InlineData("Urls", "https://localhost", "The setting Urls holds \"https://localhost\", and ChatOps has no certificate for https.")]
    [InlineData("Urls", "http://localhost:0", "The setting Urls asks for any free port of localhost")]
    [InlineData("Data:Engine", "Mongo", "The setting Data:Engine is \"Mongo\"; it takes LiteDb, Postgres or InMemory.")]
    [InlineData("Data:Engine", "postgres", "The setting Data:Engine is Postgres, and ConnectionStrings:ChatOps does not say where that is.")]
    [InlineData("Data:Folder", " ", "The setting Data:Folder is empty.")]
    [InlineData("Data:Fodler", "x", "There is no setting Data:Fodler; Data has Engine, Folder, Key and KeyFile.")]
    [InlineData("Data:Key", "secret", "The setting Data:Key is not 32 bytes in base64.")]
    [InlineData("Data:Key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "The setting Data:Key is too easy to guess.")]
    [InlineData("Data:KeyFile", "/nowhere/key", "The setting Data:KeyFile is /nowhere/key, which cannot be read")]
    [InlineData("Backup:Every", "24h", "The setting Backup:Every is there without Backup:Folder.")]
    [InlineData("Backup:Folder", " ", "The setting Backup:Folder is empty.")]
    [InlineData("Backup:Fodler", "x", "There is no setting Backup:Fodler; Backup has Folder, Every and Keep.")]
    [InlineData("Web:Enabled", "perhaps", "The setting Web:Enabled is \"perhaps\"; it takes true or false.")]
    [InlineData("Web:Port", "80", "There is no setting Web:Port; Web has Enabled, Address and Oidc.")]
    [InlineData("Web:Oidc:Secret", "secret", "There is no setting Web:Oidc:Secret; Web:Oidc has Authority, ClientId and ClientSecret.")]
    [InlineData("Web:Oidc:ClientSecret", "secret", "The setting Web:Oidc:Authority is missing. To sign in takes all three")]
    [InlineData("Web:Address", "help.firm.de", "The setting Web:Address is \"help.firm.de\", which is not the address of a page.")]
    [InlineData("Web:Address", "https://help.firm.de/desk", "The setting Web:Address is \"https://help.firm.de/desk\"")]
    [InlineData("Web:Address", "http://help.firm.de", "The setting Web:Address is \"http://help.firm.de\", and what people say there could be read on the way.")]
    [InlineData("Discord:Token", "secret", "The setting Discord:ApplicationId is missing.")]
    [InlineData("Discord:ApplicationId", "12", "The setting Discord:Token is missing.")]
    [InlineData("Discord:Tocken", "secret", "There is no setting Discord:Tocken")]
    [InlineData("Teams:Secret", "secret", "The setting Teams:AppId is missing.")]
    [InlineData("Teams:AppId", "help desk", "The setting Teams:AppId is \"help desk\"; it takes the application (client) id of the app registration")]
    [InlineData("Teams:AppId", "", "The setting Teams:AppId is empty.")]
    [InlineData("Teams:AppId", "11111111-2222-3333-4444-555555555555", "The setting Teams:TenantId is missing, so nobody could talk with the bot.")]
    [InlineData("Teams:TenantId", "firm.onmicrosoft.com", "The setting Teams:TenantId is \"firm.onmicrosoft.com\"; it takes the directory (tenant) id of your company")]
    [InlineData("Teams:AllowedTenants", "firm", "The setting Teams:AllowedTenants is \"firm\"")]
    [InlineData("Teams:AllowedHosts", "https://smba.firm.de", "The setting Teams:AllowedHosts holds \"https://smba.firm.de\"")]
    [InlineData("Teams:Cloud", "Moon", "The setting Teams:Cloud is \"Moon\"; it takes Public, UsGovernment or China.")]
    [InlineData("Teams:OpenIdMetadata", "http://login.firm.de", "The setting Teams:OpenIdMetadata is \"http://login.firm.de\"")]
    [InlineData("Teams:TokenEndpoint", "login", "The setting Teams:TokenEndpoint is \"login\"")]
    [InlineData("Teams:Unauthenticated", "perhaps", "The setting Teams:Unauthenticated is \"perhaps\"; it takes true or false.")]
    [InlineData("Teams:RequestsPerSecond", "0", "The setting Teams:RequestsPerSecond is \"0\"")]
    [InlineData("Teams:Appid2", "x", "There is no setting Teams:Appid2; Teams has AppId, TenantId")]
    [InlineData("Metrics:Token", "secret", "The setting Metrics:Token is too short to protect anything.")]
    [InlineData("Metrics:Tokens", "secret", "There is no setting Metrics:Tokens; Metrics has Token.")]
    [InlineData("Logging:Format", "xml", "The setting Logging:Format is \"xml\"; it takes Text or Json.")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "The variable OTEL_EXPORTER_OTLP_ENDPOINT holds \"collector\", which is no address.")]
    [InlineData("Model:Key", "secret", "The setting Model:Key is there without Model:Endpoint.")]
    [InlineData("Model:Endpoint", "https://models.firm.de/v1", "The setting Model:Name is missing.")]
    [InlineData("Model:Temperature", "1", "There is no setting Model:Temperature; Model has Endpoint, Key, Name, Restricted, Seconds, Tokens, TokensADay, MoneyADay and Prices.")]
    [InlineData("Model:Prices:Input", "1", "There is no setting Model:Prices:Input; Model:Prices has Read and Written.")]
    [InlineData("ConnectionStrings:Other", "secret", "There is no setting ConnectionStrings:Other; ConnectionStrings has ChatOps.")]
    public void What_will_not_do_is_named_with_what_would(string name, string value, string sentence)
    {
        var trouble = Assert.Throws<Trouble>(() => Read((name, value)));

        Assert.StartsWith(sentence, trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", trouble.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Backup:Every", "1m", "The setting Backup:Every is \"1m\"; it takes a time of day such as 02:00")]
    [InlineData("Backup:Every", "25:00", "The setting Backup:Every is \"25:00\"")]
    [InlineData("Backup:Keep", "0", "The setting Backup:Keep is \"0\"; it takes how many backups are kept")]
    public void What_will_not_do_for_backups_is_named(string name, string value, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<Trouble>(() => Read(("Backup:Folder", "backups"), (name, value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Model:Endpoint", "models.firm.de", "The setting Model:Endpoint is not the address of a server")]
    [InlineData("Model:Endpoint", "https://user:secret@models.firm.de/v1", "The setting Model:Endpoint is not the address of a server")]
    [InlineData("Model:Endpoint", "http://models.firm.de/v1", "The setting Model:Endpoint is \"http://models.firm.de/v1\", and what people wrote could be read on the way.")]
    [InlineData("Model:Key", "se cret", "The setting Model:Key holds characters that no key has.")]
    [InlineData("Model:Restricted", "maybe", "The setting Model:Restricted is \"maybe\"; it takes true or false.")]
    [InlineData("Model:Seconds", "0", "The setting Model:Seconds is \"0\"; it takes a whole number from 1 to 60.")]
    [InlineData("Model:Tokens", "many", "The setting Model:Tokens is \"many\"; it takes a whole number from 2000 to 1000000.")]
    [InlineData("Model:TokensADay", "-1", "The setting Model:TokensADay is \"-1\"; it takes a whole number from 2000 to 1000000000000.")]
    [InlineData("Model:MoneyADay", "5 EUR", "The setting Model:MoneyADay is \"5 EUR\"; it takes an amount such as 2.50, from 0.")]
    [InlineData("Model:Prices:Read", "1,50", "The setting Model:Prices:Read is \"1,50\"; it takes an amount such as 2.50, from 0.")]
    public void What_will_not_do_for_a_model_is_named(string name, string value, string sentence)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal) { ["Model:Endpoint"] = "https://models.firm.de/v1", ["Model:Name"] = "small", ["Model:Key"] = "hush", [name] = value };
        var trouble = Assert.Throws<Trouble>(() => Read([.. given.Select(pair => (pair.Key, pair.Value))]));

        Assert.StartsWith(sentence, trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_has_limits_also_when_nobody_sets_them()
    {
        var model = Read(("Model:Endpoint", "http://localhost:11434/v1"), ("Model:Name", "small"), ("Model:Key", "hush"), ("Model:Prices:Read", "0")).Model!;

        Assert.Equal(new ChatOps.Prose.Allowance(TimeSpan.FromSeconds(6), 8000, 1_000_000, 5m, 0m, 10m), model.Allowance);
        Assert.Equal("small at http://localhost:11434/v1", model.ToString());
    }

    [Fact]
    public void A_key_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;

        var file = Path.GetTempFileName();
        File.WriteAllText(file, Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(value => (byte)(value * 5))]));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("can be read by others", Assert.Throws<Trouble>(() => Read(("Data:KeyFile", file))).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Assert.NotNull(Read(("Data:KeyFile", file)).Key);
        File.Delete(file);
    }

    [Theory]
    [InlineData("The setting Teams:Secret is missing")]
    [InlineData("Both Teams:Secret and Teams:ManagedIdentity are set.", "Teams:Secret", "hush", "Teams:ManagedIdentity", "system")]
    [InlineData("The setting Teams:Federated is managed, and Teams:ManagedIdentity does not say", "Teams:Federated", "managed")]
    [InlineData("The setting Teams:CertificatePath is /nowhere/bot.pem, which cannot be read", "Teams:CertificatePath", "/nowhere/bot.pem")]
    [InlineData("The setting Teams:Federated is /nowhere/token, which cannot be read", "Teams:Federated", "/nowhere/token")]
    public void How_the_bot_shows_who_it_is_is_said_once(string sentence, params string[] given)
    {
        var trouble = Assert.Throws<Trouble>(() => Read([("Teams:AppId", Guid), ("Teams:TenantId", Guid), .. given.Chunk(2).Select(pair => (pair[0], pair[1]))]));

        Assert.StartsWith(sentence, trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_authentication_only_this_machine_is_listened_to()
    {
        Assert.True(Read(("Teams:Unauthenticated", "true")).Teams!.Unauthenticated);
        Assert.Equal("", Read(("Teams:Unauthenticated", "true")).Teams!.AppId);
        Assert.StartsWith(
            "The setting Teams:Unauthenticated is true, and Urls holds http://0.0.0.0:3978/, which other machines can reach",
            Assert.Throws<Trouble>(() => Read(("Teams:Unauthenticated", "true"), ("Urls", "http://0.0.0.0:3978"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("Listen at http://localhost:3978, or remove it.", Assert.Throws<Trouble>(() => Read(("Teams:Unauthenticated", "true"), ("Urls", "http://0.0.0.0:3978"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;

        var file = Path.GetTempFileName();
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("can be read by others", Assert.Throws<Trouble>(() => Read(("Teams:AppId", Guid), ("Teams:TenantId", Guid), ("Teams:CertificatePath", file))).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Assert.Equal(file, Read(("Teams:AppId", Guid), ("Teams:TenantId", Guid), ("Teams:CertificatePath", file)).Teams!.CertificatePath);
        File.Delete(file);
    }

    [Fact]
    public void Everything_that_an_installation_says_of_Teams_is_read()
    {
        const string other = "99999999-2222-3333-4444-555555555555";
        var teams = Read(
            ("Teams:AppId", Guid.ToUpperInvariant()), ("Teams:TenantId", Guid), ("Teams:Federated", "managed"), ("Teams:ManagedIdentity", "system"), ("Teams:Cloud", "usgovernment"),
            ("Teams:AllowedTenants", $"{Guid}, {other}"), ("Teams:AllowedHosts:0", "Smba.Firm.de"), ("Teams:OpenIdMetadata", "http://localhost:5000/openid"), ("Teams:RequestsPerSecond", "50")).Teams!;

        Assert.Equal((Guid, Guid, "managed", "system", ChatOps.Teams.TeamsCloud.UsGovernment, 50), (teams.AppId, teams.TenantId, teams.Federated, teams.ManagedIdentity, teams.Cloud, teams.RequestsPerSecond));
        Assert.DoesNotContain("hush", Read(("Teams:AppId", Guid), ("Teams:TenantId", Guid), ("Teams:Secret", "hush")).ToString(), StringComparison.Ordinal);
        Assert.Equal([Guid, other], teams.AllowedTenants);
        Assert.Equal(["smba.firm.de"], teams.AllowedHosts);
        Assert.Equal("http://localhost:5000/openid", teams.OpenIdMetadata!.ToString());
        Assert.Null(Read().Teams);
    }

    [Theory]
    [InlineData("login.firm.de", "which is not the address of an OpenID Connect provider")]
    [InlineData("http://login.firm.de", "and what it says about people could be changed on the way")]
    [InlineData("https://login.microsoftonline.com/common/v2.0", "where everybody with any Microsoft account could sign in")]
    [InlineData("https://login.microsoftonline.com/Organizations", "where everybody with any Microsoft account could sign in")]
    public void A_provider_that_will_not_do_is_named(string authority, string why)
    {
        var trouble = Assert.Throws<Trouble>(() => Read(("Web:Oidc:Authority", authority), ("Web:Oidc:ClientId", "desk"), ("Web:Oidc:ClientSecret", "hush")));

        Assert.Contains($"Web:Oidc:Authority is \"{authority}\", {why}", trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_can_have_a_public_address_and_a_sign_in()
    {
        var page = Read(("Web:Address", "https://help.firm.de"), ("Web:Oidc:Authority", "https://login.firm.de/realms/staff"), ("Web:Oidc:ClientId", "desk"), ("Web:Oidc:ClientSecret", "hush")).Page;

        Assert.Equal(("https://help.firm.de/", "https://login.firm.de/realms/staff"), (page.Address!.ToString(), page.Oidc!.Authority.ToString()));
        Assert.DoesNotContain("hush", page.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Data:Folder", "x")]
    [InlineData("--Data:Folder=x")]
    [InlineData("--data:folder", "x")]
    public void The_command_line_names_settings_as_they_are_called(params string[] arguments)
    {
        var (settings, others) = Sources.Split([.. arguments, "chat", "--as", "ada"]);

        Assert.Equal("x", settings["Data:Folder"]);
        Assert.Equal(["chat", "--as", "ada"], others);
    }

    [Theory]
    [InlineData("--Urls")]
    [InlineData("--Data:Folder", "--Web:Enabled", "true")]
    public void A_setting_without_a_value_is_named(params string[] arguments) =>
        Assert.Contains("has no value", Assert.Throws<Trouble>(() => Sources.Split(arguments)).Message, StringComparison.Ordinal);

    private static Settings Read(params (string Name, string Value)[] given) =>
        Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(given.Select(pair => KeyValuePair.Create<string, string?>(pair.Name, pair.Value))).Build());
}
