using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOps.Host;
using ChatOps.Host.CommandLine;
using ChatOps.Teams.Dialogs;
using ChatOps.Teams.Packaging;
using ChatOps.Tests.Language;
using NJsonSchema;

namespace ChatOps.Tests.Teams;

/// <summary>
/// What Teams is told of the app. To bring manifests/teams up to date after commands or texts have changed, run these tests
/// with CHATOPS_MANIFESTS=write.
/// </summary>
public sealed partial class ManifestTests
{
    private static readonly AppManifest Example = new(new TestBot().Catalog, "00000000-0000-0000-0000-000000000000", "help.example.com", "0.1.0");

    private static readonly JsonObject Manifest = Example.Draw();

    private static string Folder => Path.Combine(Phrases.Root(), "manifests", "teams");

    [Fact]
    public void The_files_in_the_repository_are_what_is_generated()
    {
        var texts = AppPackage.Texts(Example);
        Assert.NotEmpty(texts);

        foreach (var (name, text) in texts)
        {
            if (Environment.GetEnvironmentVariable("CHATOPS_MANIFESTS") is "write")
                File.WriteAllText(Path.Combine(Folder, name), text);

            Assert.Equal(text, File.ReadAllText(Path.Combine(Folder, name)).ReplaceLineEndings("\n"));
        }

        Assert.Equal(["color.png", "outline.png", .. texts.Keys], Directory.GetFiles(Folder).Select(Path.GetFileName).OfType<string>().OrderBy(name => !name.EndsWith(".png", StringComparison.Ordinal)).ThenByDescending(name => name is "manifest.json").ThenBy(name => name, StringComparer.Ordinal));
    }

    [Fact]
    public void It_is_within_the_limits_of_Teams()
    {
        Assert.InRange(((string)Manifest["name"]!["short"]!).Length, 1, 30);
        Assert.InRange(((string)Manifest["name"]!["full"]!).Length, 1, 100);
        Assert.InRange(((string)Manifest["description"]!["short"]!).Length, 1, 80);
        Assert.InRange(((string)Manifest["description"]!["full"]!).Length, 1, 4000);
        Assert.InRange(((string)Manifest["developer"]!["name"]!).Length, 1, 32);

        var bot = Assert.Single(Manifest["bots"]!.AsArray())!;
        Assert.Equal(["personal", "team", "groupChat"], bot["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.True((bool)bot["supportsFiles"]!);
        Assert.InRange(bot["commandLists"]!.AsArray().Count, 1, 3);
        Assert.All(bot["commandLists"]!.AsArray(), list => Assert.InRange(list!["commands"]!.AsArray().Count, 1, 12));
        Assert.All(bot["commandLists"]!.AsArray().SelectMany(list => list!["commands"]!.AsArray()), command => Assert.InRange(((string)command!["title"]!).Length, 1, 128));

        var extension = Assert.Single(Manifest["composeExtensions"]!.AsArray())!;
        Assert.Equal([Searches.Tickets, Searches.Assets, FromMessages.Command], extension["commands"]!.AsArray().Select(command => (string)command!["id"]!));
        Assert.All(extension["commands"]!.AsArray(), command => Assert.True(((string)command!["title"]!).Length <= 32 && ((string)command["description"]!).Length <= 128));
        Assert.Equal(["help.example.com"], Manifest["validDomains"]!.AsArray().Select(domain => (string)domain!));
    }

    [Fact]
    public void Everything_in_it_belongs_to_one_app()
    {
        var app = (string)Manifest["id"]!;
        Assert.All((JsonNode?[])[Manifest["bots"]![0]!["botId"], Manifest["composeExtensions"]![0]!["botId"], Manifest["webApplicationInfo"]!["id"]], id => Assert.Equal(app, (string?)id));
        Assert.Equal(["ChannelMessage.Read.Group"], Manifest["authorization"]!["permissions"]!["resourceSpecific"]!.AsArray().Select(permission => (string)permission!["name"]!));
    }

    [Fact]
    public async Task What_it_offers_to_say_is_understood()
    {
        await using var bot = new TestBot();
        var person = bot.Employee("ada");

        foreach (var title in Titles(Manifest).Concat(AppManifest.Languages.SelectMany(language => Example.Draw(language).Where(pair => pair.Key.EndsWith("].title", StringComparison.Ordinal) && pair.Key.StartsWith("bots", StringComparison.Ordinal)).Select(pair => (string)pair.Value!))))
        {
            var reply = await person.Says(title);
            var said = $"{reply.Message.Card?.Title}{reply.Message.Text}";
            Assert.False(said.Contains("did not understand", StringComparison.Ordinal) || said.Contains("do not know", StringComparison.Ordinal), $"{title}: {said}");
            Assert.False(reply is { IsForm: true, Message.Card.Title.Template: "Ask the help desk" } && !title.Contains("equest", StringComparison.Ordinal) && !title.Contains("nfrage", StringComparison.Ordinal), $"{title} is taken for a request");
        }
    }

    [Fact]
    public void Another_language_says_the_same_things()
    {
        var german = Example.Draw("de");
        Assert.NotEqual((string)Manifest["name"]!["full"]!, (string)german["name.full"]!);

        foreach (var (key, value) in german.Where(pair => pair.Key[0] is not '$'))
        {
            Assert.NotNull(At(Manifest, key));
            Assert.True(key is "name.short" || key.Contains("title", StringComparison.Ordinal) || (string)At(Manifest, key)! != (string)value!, $"{key} is not translated");
        }

        // Nothing that people read is left out.
        Assert.All(Titles(Manifest).Select((_, at) => at), at => Assert.Contains(german, pair => pair.Key.StartsWith("bots", StringComparison.Ordinal)));
        Assert.Equal(Titles(Manifest).Count(), german.Count(pair => pair.Key.StartsWith("bots", StringComparison.Ordinal) && pair.Key.EndsWith("title", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_icons_are_of_the_sizes_that_Teams_wants_and_the_outline_is_white_on_nothing()
    {
        Assert.Equal((192, 192), Size(AppPackage.Icon("color.png")));
        Assert.Equal((32, 32), Size(AppPackage.Icon("outline.png")));

        using var outline = SkiaSharp.SKBitmap.Decode(AppPackage.Icon("outline.png"));
        var seen = outline.Pixels.Where(pixel => pixel.Alpha > 0).ToArray();
        Assert.NotEmpty(seen);
        Assert.All(seen, pixel => Assert.True(pixel is { Red: > 250, Green: > 250, Blue: > 250 }));
        Assert.Contains(outline.Pixels, pixel => pixel.Alpha is 0);
    }

    [Fact]
    public void The_package_can_be_installed_as_it_is()
    {
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        AppPackage.Write(first, Example);
        AppPackage.Write(second, Example);

        Assert.Equal(first.ToArray(), second.ToArray());
        using var zip = new ZipArchive(new MemoryStream(first.ToArray()));
        Assert.Equal(["color.png", "de.json", "manifest.json", "outline.png"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));

        first.Position = 0;
        var (app, of, domains) = AppPackage.Read(first);
        Assert.Equal((Example.AppId, Example.AppId), (app, of));
        Assert.Equal(["help.example.com"], domains);
    }

    [Fact]
    public void The_command_line_writes_it_and_names_what_it_misses()
    {
        var folder = Directory.CreateTempSubdirectory("chatops-test-");

        try
        {
            var file = Path.Combine(folder.FullName, "app.zip");
            Run("manifest", "teams", "--app-id", "11111111-2222-3333-4444-55555555555A", "--domain", "Help.Firm.de", "--out", file);

            using var zip = File.OpenRead(file);
            Assert.Equal("11111111-2222-3333-4444-55555555555a", AppPackage.Read(zip).App);
            Assert.Contains("--app-id", Assert.Throws<Trouble>(() => Run("manifest", "teams", "--domain", "help.firm.de")).Message, StringComparison.Ordinal);
            Assert.Contains("--domain", Assert.Throws<Trouble>(() => Run("manifest", "teams", "--app-id", Example.AppId.Replace('0', '1'))).Message, StringComparison.Ordinal);
            Assert.Contains("is not the id of an app", Assert.Throws<Trouble>(() => Run("manifest", "teams", "--app-id", "x", "--domain", "help.firm.de")).Message, StringComparison.Ordinal);
            Assert.Contains("is not a name that Teams could reach", Assert.Throws<Trouble>(() => Run("manifest", "teams", "--app-id", Example.AppId.Replace('0', '1'), "--domain", "https://help.firm.de")).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static void Run(params string[] arguments) =>
            CommandTree.Of(new Dictionary<string, string?>(StringComparer.Ordinal)).Parse(arguments).Invoke(new() { EnableDefaultExceptionHandler = false, Output = TextWriter.Null });
    }

    [Fact]
    public async Task The_published_schemas_take_it_where_they_are()
    {
        // "npm install" in manifests brings them.
        var schemas = Path.Combine(Phrases.Root(), "manifests", "node_modules", "@microsoft", "app-manifest", "build", "json-schemas", "teams", "v1.30");

        if (!Directory.Exists(schemas))
            return;

        await Check("MicrosoftTeams.schema.json", Manifest);

        foreach (var language in AppManifest.Languages)
            await Check("MicrosoftTeams.Localization.schema.json", Example.Draw(language));

        async Task Check(string name, JsonObject json)
        {
            var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Path.Combine(schemas, name), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            Assert.Empty(schema.Validate(json.ToJsonString()).Select(error => error.ToString()));
        }
    }

    private static IEnumerable<string> Titles(JsonObject manifest) =>
        manifest["bots"]![0]!["commandLists"]!.AsArray().SelectMany(list => list!["commands"]!.AsArray()).Select(command => (string)command!["title"]!);

    private static JsonNode? At(JsonNode? node, string path)
    {
        foreach (Match step in Step().Matches(path))
            node = step.Value is ['[', ..] ? node?[int.Parse(step.Value[1..^1], System.Globalization.CultureInfo.InvariantCulture)] : node?[step.Value];

        return node;
    }

    private static (int, int) Size(byte[] png) => (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));

    [GeneratedRegex(@"\[\d+\]|[^.\[\]]+")]
    private static partial Regex Step();
}
