using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace ChatOps.Teams.Trust;

/// <summary>The bot's own token, by which the connector knows it.</summary>
internal sealed class Tokens(TeamsSettings settings, Lines lines, TimeProvider clock)
{
    // What one that comes from several tenants is registered in.
    private const string ForEverybody = "botframework.com";
    private const string Exchange = "api://AzureADTokenExchange";

    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly Cloud cloud = Cloud.Of(settings.Cloud);
    private volatile Held? held;
    private IConfidentialClientApplication? app;
    private IManagedIdentityApplication? machine;

    private SemaphoreSlim Asking { get; } = new(1);

    /// <returns>Null: none is needed, on this machine.</returns>
    public ValueTask<string?> Get(CancellationToken cancellation) =>
        settings.Unauthenticated ? default
        : held is { } token && clock.GetUtcNow() < token.Until ? new(token.Text)
        : new(Fetch(cancellation));

    /// <summary>The connector does not take this one: the next is a new one.</summary>
    public void Drop(string token)
    {
        if (held is { } mine && mine.Text == token)
            held = mine with { Until = DateTimeOffset.MinValue };
    }

    private async Task<string?> Fetch(CancellationToken cancellation)
    {
        await Asking.WaitAsync(cancellation);

        try
        {
            var before = held;

            if (before is not null && clock.GetUtcNow() < before.Until)
                return before.Text;

            var result = await Ask(isDropped: before is { Until: var until } && until == DateTimeOffset.MinValue, cancellation);
            held = new(result.AccessToken, result.ExpiresOn - Early);
            return result.AccessToken;
        }
        finally
        {
            Asking.Release();
        }
    }

    private Task<AuthenticationResult> Ask(bool isDropped, CancellationToken cancellation) => settings is { ManagedIdentity: not null, Federated: null }
        ? (machine ??= Machine()).AcquireTokenForManagedIdentity(cloud.Resource).WithForceRefresh(isDropped).ExecuteAsync(cancellation)
        : (app ??= App()).AcquireTokenForClient([$"{cloud.Resource}/.default"]).WithForceRefresh(isDropped).ExecuteAsync(cancellation);

    private IConfidentialClientApplication App()
    {
        var builder = ConfidentialClientApplicationBuilder.Create(settings.AppId)
            .WithAuthority($"{cloud.Login}{settings.TenantId ?? ForEverybody}", validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(new Factory(new(new Way(settings.TokenEndpoint, lines.Handler), disposeHandler: false)));

        return settings switch
        {
            { Federated: "managed" } => builder.WithClientAssertion(async (AssertionRequestOptions options) =>
                (await (machine ??= Machine()).AcquireTokenForManagedIdentity(Exchange).ExecuteAsync(options.CancellationToken)).AccessToken).Build(),
            { Federated: { } file } => builder.WithClientAssertion((AssertionRequestOptions options) => File.ReadAllTextAsync(file, options.CancellationToken)).Build(),
            { CertificatePath: { } file } => builder.WithCertificate(Certificate(file), sendX5C: true).Build(),
            _ => builder.WithClientSecret(settings.Secret).Build(),
        };
    }

    private IManagedIdentityApplication Machine() => ManagedIdentityApplicationBuilder
        .Create(settings.ManagedIdentity is null or "system" ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.WithUserAssignedClientId(settings.ManagedIdentity))
        .WithHttpClientFactory(new Factory(new(lines.Handler, disposeHandler: false)))
        .Build();

    private static X509Certificate2 Certificate(string file) => Path.GetExtension(file).ToLowerInvariant() is ".pfx" or ".p12"
        ? X509CertificateLoader.LoadPkcs12FromFile(file, null)
        : X509Certificate2.CreateFromPemFile(file, file);

    private sealed record Held(string Text, DateTimeOffset Until);

    private sealed class Factory(HttpClient http) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http;
    }

    // The library knows only Entra's own addresses.
    private sealed class Way(Uri? endpoint, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (endpoint is not null && request.Method == HttpMethod.Post)
                request.RequestUri = endpoint;

            return base.SendAsync(request, cancellationToken);
        }
    }
}
