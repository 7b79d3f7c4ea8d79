using System.Net;
using ChatOps.Data;
using ChatOps.Features;
using ChatOps.Host.Doctor;
using ChatOps.Platforms.Teams;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Packaging;

namespace ChatOps.Tests.Host;

/// <summary>What the doctor says of Teams, beside a stand-in for Entra and the channel.</summary>
public sealed class TeamsDoctorTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chatops-test-");
    private TeamsPlatform platform = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Package => Path.Combine(folder.FullName, "app.zip");

    public async ValueTask InitializeAsync() => platform = await TeamsPlatform.Start();

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_any_setting_it_says_which_to_set()
    {
        var only = Assert.Single(await TeamsExamination.Of(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Data:Folder"] = folder.FullName }, Package, Cancellation));

        Assert.Equal((Health.Fail, "Teams is not set up"), (only.Health, only.Found.ToString()));
        Assert.Contains("Teams:AppId", only.Remedy!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_step_has_a_finding_and_what_is_not_right_says_what_would_do()
    {
        var findings = await Examine();

        Assert.Equal(["Settings", "Public address", "Keys of Teams", "Token", "Manifest", "Consent"], findings.Select(finding => finding.What.ToString()));
        Assert.Equal([Health.Ok, Health.Fail, Health.Ok, Health.Ok, Health.Warn, Health.Warn], findings.Select(finding => finding.Health));
        Assert.All(findings, finding => Assert.Equal(finding.Health is Health.Ok, finding.Remedy is null));
        Assert.False(Directory.Exists(Path.Combine(folder.FullName, "data")));
    }

    [Fact]
    public async Task A_package_has_to_be_of_this_app_and_of_this_address()
    {
        Assert.Equal(Health.Warn, (await Finding("Manifest")).Health);

        Write(platform.AppId, "help.firm.de");
        Assert.Equal(Health.Ok, (await Finding("Manifest")).Health);
        Assert.Equal(Health.Fail, (await Finding("Manifest", ("Web:Address", "https://other.firm.de"))).Health);

        Write("11111111-2222-3333-4444-555555555555", "help.firm.de");
        Assert.Contains("Teams:AppId is", (await Finding("Manifest")).Found.ToString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(Package, "no zip", Cancellation);
        Assert.Equal(Health.Fail, (await Finding("Manifest")).Health);
    }

    [Fact]
    public async Task A_secret_that_Entra_does_not_take_is_said_without_saying_it()
    {
        var token = await Finding("Token", ("Teams:Secret", "hush"));

        Assert.Equal(Health.Fail, token.Health);
        Assert.Contains("Teams:Secret", token.Remedy!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", token.Found.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "Ok")]
    [InlineData(HttpStatusCode.NotFound, "Fail")]
    [InlineData(HttpStatusCode.BadGateway, "Fail")]
    [InlineData(HttpStatusCode.OK, "Fail")]
    [InlineData(HttpStatusCode.Redirect, "Fail")]
    public void An_address_answers_as_this_server_would_or_it_is_another_one(HttpStatusCode status, string health) =>
        Assert.Equal(health, TeamsExamination.Judge(new("https://help.firm.de/api/messages"), status).Health.ToString());

    [Fact]
    public async Task A_conversation_shows_that_the_company_has_agreed()
    {
        await using var store = new InMemoryStore();
        await store.Prepare([TeamsConversation.Kind], Cancellation);
        ChatOps.Teams.TeamsSettings settings = new(platform.AppId) { TenantId = TeamsPlatform.Tenant };
        Assert.Equal(["0", "0"], (await TeamsExamination.Count(store, settings, Cancellation)).Lines.Select(line => line.ToString()));

        await store.Commit(new ChatOps.Documents.Batch().Put(TeamsConversation.Kind, new("a:1", "https://x") { Tenant = TeamsPlatform.Tenant }, 0).Put(TeamsConversation.Kind, new("a:2", "https://x") { Tenant = TeamsPlatform.Tenant, IsDead = true }, 0), Cancellation);
        Assert.Equal(["2", "1"], (await TeamsExamination.Count(store, settings, Cancellation)).Lines.Select(line => line.ToString()));
    }

    private async Task<Finding> Finding(string what, params (string Name, string Value)[] more) => (await Examine(more)).Single(finding => finding.What.ToString() == what);

    private async Task<IReadOnlyList<Finding>> Examine(params (string Name, string Value)[] more)
    {
        var given = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Data:Folder"] = Path.Combine(folder.FullName, "data"),
            ["Teams:AppId"] = platform.AppId,
            ["Teams:TenantId"] = TeamsPlatform.Tenant,
            ["Teams:Secret"] = TeamsPlatform.Secret,
            ["Teams:OpenIdMetadata"] = platform.Metadata.ToString(),
            ["Teams:TokenEndpoint"] = platform.TokenEndpoint.ToString(),
        };

        foreach (var (name, value) in more)
            given[name] = value;

        return await TeamsExamination.Of(given, Package, Cancellation);
    }

    private void Write(string app, string domain)
    {
        using var file = File.Create(Package);
        AppPackage.Write(file, new(new FeatureSet(TestBot.All).Catalog, app, domain, "0.1.0"));
    }
}
