using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatOps.Platforms.Teams;
using ChatOps.Teams;
using ChatOps.Teams.Trust;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Teams;

/// <summary>How the bot shows who it is when it gets its own token.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-tokens-").FullName;
    private TeamsPlatform platform = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => platform = await TeamsPlatform.Start();

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task With_a_secret_once_for_many_messages_and_again_before_it_ends()
    {
        using var lines = new Lines();
        var tokens = new Tokens(TeamsServer.Settings(platform), lines, clock);
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => await tokens.Get(Cancellation)));

        Assert.Single(all.Distinct());
        Assert.Equal(1, platform.TokensGiven);

        tokens.Drop(all[0]!);
        Assert.NotEqual(all[0], await tokens.Get(Cancellation));
        Assert.Equal(2, platform.TokensGiven);
    }

    [Fact]
    public async Task With_a_certificate()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var (pem, pfx) = (Path.Combine(folder, "bot.pem"), Path.Combine(folder, "bot.pfx"));
        await File.WriteAllTextAsync(pem, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n", Cancellation);
        await File.WriteAllBytesAsync(pfx, certificate.Export(X509ContentType.Pfx), Cancellation);

        foreach (var path in (string[])[pem, pfx])
            Assert.NotEmpty((await Get(settings => settings with { Secret = null, CertificatePath = path }))!);

        Assert.All(platform.Assertions, assertion => Assert.Equal(3, assertion.Split('.').Length));
        Assert.Equal(2, platform.Assertions.Count);
    }

    [Fact]
    public async Task With_the_token_of_another_issuer_that_lies_in_a_file()
    {
        var file = Path.Combine(folder, "token");
        await File.WriteAllTextAsync(file, "a.b.c", Cancellation);

        Assert.NotEmpty((await Get(settings => settings with { Secret = null, Federated = file }))!);
        Assert.Equal("a.b.c", Assert.Single(platform.Assertions));
    }

    [Theory]
    [InlineData(TeamsCloud.Public, "https://api.botframework.com")]
    [InlineData(TeamsCloud.UsGovernment, "https://api.botframework.us")]
    [InlineData(TeamsCloud.China, "https://api.botframework.azure.cn")]
    public async Task It_is_for_the_connectors_of_its_own_cloud(TeamsCloud cloud, string resource)
    {
        platform.Resource = resource;
        Assert.NotEmpty((await Get(settings => settings with { Cloud = cloud }))!);

        platform.Resource = "https://elsewhere.example";
        await Assert.ThrowsAnyAsync<Microsoft.Identity.Client.MsalException>(() => Get(settings => settings with { Cloud = cloud }));
    }

    [Fact]
    public async Task With_the_identity_of_the_machine_alone_or_as_what_vouches_for_the_app()
    {
        // As a machine in Azure says it to what runs there.
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", platform.MachineEndpoint.ToString());
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", platform.MachineHeader);

        try
        {
            Assert.StartsWith("machine.", await Get(settings => settings with { Secret = null, ManagedIdentity = "system" }), StringComparison.Ordinal);
            Assert.StartsWith("machine.", await Get(settings => settings with { Secret = null, ManagedIdentity = "11111111-0000-4000-8000-000000000001" }), StringComparison.Ordinal);
            Assert.Empty(platform.Assertions);

            Assert.NotEmpty((await Get(settings => settings with { Secret = null, ManagedIdentity = "system", Federated = "managed" }))!);
            Assert.StartsWith("machine.", Assert.Single(platform.Assertions), StringComparison.Ordinal);

            Assert.Equal(
                [("https://api.botframework.com", null), ("https://api.botframework.com", "11111111-0000-4000-8000-000000000001"), ("api://AzureADTokenExchange", null)],
                platform.MachineAsked);
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Fact]
    public async Task With_a_secret_that_is_wrong_there_is_none() =>
        await Assert.ThrowsAnyAsync<Microsoft.Identity.Client.MsalException>(() => Get(settings => settings with { Secret = "wrong" }));

    [Fact]
    public async Task On_this_machine_alone_there_is_none_to_be_sent() => Assert.Null(await Get(settings => settings with { Unauthenticated = true }));

    private async Task<string?> Get(Func<TeamsSettings, TeamsSettings> change)
    {
        using var lines = new Lines();
        return await new Tokens(change(TeamsServer.Settings(platform)), lines, clock).Get(Cancellation);
    }
}
