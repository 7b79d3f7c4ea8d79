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
