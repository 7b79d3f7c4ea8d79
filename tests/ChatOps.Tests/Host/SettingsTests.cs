using ChatOps.Host;
using ChatOps.Host.Configuration;
using Microsoft.Extensions.Configuration;

namespace ChatOps.Tests.Host;

public sealed class SettingsTests
{
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
    [InlineData("Data:Fodler", "x", "There is no setting Data:Fodler; Data has Engine and Folder.")]
    [InlineData("Web:Enabled", "perhaps", "The setting Web:Enabled is \"perhaps\"; it takes true or false.")]
    [InlineData("Web:Port", "80", "There is no setting Web:Port; Web has Enabled.")]
    [InlineData("Discord:Token", "secret", "The setting Discord:Token is for something that this version does not have yet.")]
    [InlineData("Teams:Secret", "secret", "The setting Teams:Secret is for something that this version does not have yet.")]
    [InlineData("Metrics:Token", "secret", "The setting Metrics:Token is too short to protect anything.")]
    [InlineData("Metrics:Tokens", "secret", "There is no setting Metrics:Tokens; Metrics has Token.")]
    [InlineData("Logging:Format", "xml", "The setting Logging:Format is \"xml\"; it takes Text or Json.")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "The variable OTEL_EXPORTER_OTLP_ENDPOINT holds \"collector\", which is no address.")]
    [InlineData("ConnectionStrings:Other", "secret", "There is no setting ConnectionStrings:Other; ConnectionStrings has ChatOps.")]
    public void What_will_not_do_is_named_with_what_would(string name, string value, string sentence)
    {
        var trouble = Assert.Throws<Trouble>(() => Read((name, value)));

        Assert.StartsWith(sentence, trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", trouble.Message, StringComparison.Ordinal);
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
