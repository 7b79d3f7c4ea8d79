using System.Text.Json;
using ChatOps.Cards;
using ChatOps.Host.Configuration;

namespace ChatOps.Host.Doctor;

/// <summary>Asks the provider at which people sign in whether it is one, and the one that was meant.</summary>
internal static class SignInExamination
{
    private static readonly Say What = $"Sign-in";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Needed = ["authorization_endpoint", "token_endpoint", "jwks_uri"];

    public static async Task<Finding> Of(Settings settings, CancellationToken cancellation)
    {
        if (!settings.Web)
            return new(Health.Ok, What, $"not needed without the page");

        if (settings.Page.Oidc is not { } oidc)
            return new(Health.Ok, What, $"not set up; once claimed, the page needs it");

        var authority = oidc.Authority.ToString().TrimEnd('/');

        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = Patience }) { Timeout = Patience };
            using var document = JsonDocument.Parse(await client.GetStringAsync($"{authority}/.well-known/openid-configuration", cancellation));
            return Judge(authority, document.RootElement, settings.Page.Address);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return new(Health.Fail, What, $"{authority} does not answer as an OpenID Connect provider does ({e.Message.TrimEnd('.')})", $"Correct Web:Oidc:Authority, or let this machine reach it.");
        }
    }

    private static Finding Judge(string authority, JsonElement document, Uri? address)
    {
        var issuer = Text(document, "issuer");

        if (issuer?.TrimEnd('/') != authority)
            return new(Health.Fail, What, issuer is null ? (Say)$"{authority} calls itself nothing" : $"{authority} calls itself {issuer}", $"Set Web:Oidc:Authority to what it calls itself.");

        if (Needed.FirstOrDefault(name => Text(document, name) is null) is { } missing)
            return new(Health.Fail, What, $"{authority} does not say its {missing}", $"It cannot be used to sign in: set another Web:Oidc:Authority.");

        return address is null
            ? new(Health.Warn, What, $"{authority} answers; from other machines nobody reaches the page", $"Set Web:Address to the address that people open.")
            : new(Health.Ok, What, $"{authority} answers; it leads people back to {address.GetLeftPart(UriPartial.Authority)}/signin-oidc");
    }

    private static string? Text(JsonElement document, string name) =>
        document.ValueKind is JsonValueKind.Object && document.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
