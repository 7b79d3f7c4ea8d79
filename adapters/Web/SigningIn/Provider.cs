using ChatOps.Documents;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ChatOps.Web.SigningIn;

/// <summary>The exchange with the provider: authorization code, PKCE, state and nonce, by the framework's own handler.</summary>
internal static class Provider
{
    private static readonly AuthenticationScheme Scheme = new("oidc", null, typeof(OpenIdConnectHandler));

    /// <summary>Signatures that need the provider's private key. Others could be made by whoever knows the public one, or by anybody.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddProvider(this IServiceCollection services, OidcSettings settings)
    {
        // Its keys protect a sign-in on its way only, and the database is where everything else is too.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.AddDataProtection().SetApplicationName("chatops");
        services.AddOptions<KeyManagementOptions>().Configure<IStore>((keys, store) => keys.XmlRepository = new KeyRing(store));

        // Not AddAuthentication: that puts itself in front of every request, before the guard has looked at it.
        services.AddWebEncoders();
        services.AddTransient<OpenIdConnectHandler>();
        services.AddSingleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>();
        services.AddOptions<OpenIdConnectOptions>(Scheme.Name).Configure<TimeProvider>((options, clock) => Set(options, settings, clock));
    }

    /// <summary>The handler for one request.</summary>
    public static async Task<OpenIdConnectHandler> HandlerOf(HttpContext http)
    {
        var handler = http.RequestServices.GetRequiredService<OpenIdConnectHandler>();
        await handler.InitializeAsync(Scheme, http);
        return handler;
    }

    private static void Set(OpenIdConnectOptions options, OidcSettings settings, TimeProvider clock)
    {
        options.TimeProvider = clock;
        options.Authority = settings.Authority.ToString();
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
        options.CallbackPath = SignIn.Callback;
        options.BackchannelTimeout = TimeSpan.FromSeconds(20);
        options.DisableTelemetry = true;

        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.Scope.Add("email");
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;

        // The session is our own: the handler signs nobody in, and its cookies live for the way there and back.
        OnTheWay(options.CorrelationCookie);
        OnTheWay(options.NonceCookie);

        options.TokenHandler = new Tokens(options);
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        // The framework drops it; we know accounts by it.
        options.ClaimActions.Remove("iss");

        foreach (var name in (string[])["email_verified", "preferred_username", "locale", "zoneinfo"])
            options.ClaimActions.MapUniqueJsonKey(name, name);

        options.Events = new()
        {
            OnTokenValidated = RefuseUnsigned,
            OnTicketReceived = ticket => SignInOf(ticket.HttpContext).Enter(ticket),
            OnRemoteFailure = failure => SignInOf(failure.HttpContext).Fail(failure),
            OnAccessDenied = SignIn.Refuse,
        };
    }

    // The framework lets a token without a signature pass here, since it comes straight from the provider. We do not.
    private static Task RefuseUnsigned(TokenValidatedContext validated)
    {
        if (validated.SecurityToken is not { RawSignature.Length: > 0 } token || !Algorithms.Contains(token.SignatureAlgorithm, StringComparer.Ordinal))
            validated.Fail("The ID token is not signed.");

        return Task.CompletedTask;
    }

    // People come back by following a link, and with those a browser sends Lax cookies.
    private static void OnTheWay(CookieBuilder cookie)
    {
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
    }

    private static SignIn SignInOf(HttpContext http) => http.RequestServices.GetRequiredService<SignIn>();
}
