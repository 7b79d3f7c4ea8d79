using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Tests.Adapters.Web.SigningIn;

/// <summary>How a token is signed: as it should be, or as somebody would who has no right to.</summary>
internal enum Signature
{
    Own,
    None,
    Stripped,
    ClientSecret,
    Stranger,
}

/// <summary>A strict OpenID Connect provider on a real socket: what a relying party must send, it demands.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "help-desk";
    public const string ClientSecret = "a secret of thirty-two characters";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Grant> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> tokens = new(StringComparer.Ordinal);
    private readonly RSA stranger = RSA.Create(2048);
    private (RSA Key, string Id) key = NewKey();

    private IdentityProvider(WebApplication app) => this.app = app;

    public Uri Issuer => new(app.Urls.First());

    /// <summary>Where the client may be led back to, to the letter.</summary>
    public string Redirect { get; set; } = "";

    /// <summary>Who sits there and is signed in.</summary>
    public JsonObject User { get; set; } = new() { ["sub"] = "0001", ["name"] = "Olive Stone", ["email"] = "olive@firm.de", ["email_verified"] = true };

    public bool Consents { get; set; } = true;

    /// <summary>Shows a page with a link, as to a person, in place of leading back at once.</summary>
    public bool Asks { get; set; }

    public Signature Signature { get; set; }

    /// <summary>Changes what the ID token claims.</summary>
    public Action<JsonObject> Tampers { get; set; } = _ => { };

    /// <summary>What was asked for wrongly.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    private string Name => Issuer.ToString().TrimEnd('/');

    public static async Task<IdentityProvider> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var made = builder.Build();
        var provider = new IdentityProvider(made);
        made.MapGet("/.well-known/openid-configuration", () => Json(provider.Discovery()));
        made.MapGet("/keys", () => Json(provider.Keys()));
        made.MapGet("/authorize", provider.Authorize);
        made.MapPost("/token", provider.Token);
        made.MapGet("/userinfo", provider.UserInfo);
        await made.StartAsync();
        return provider;
    }

    /// <summary>Signs with another key from now on, and no longer knows the one before.</summary>
    public void Rotate() => key = NewKey();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        stranger.Dispose();
    }

    private static (RSA Key, string Id) NewKey() => (RSA.Create(2048), RandomNumberGenerator.GetHexString(8));

    private JsonObject Discovery() => new()
    {
        ["issuer"] = Name,
        ["authorization_endpoint"] = $"{Name}/authorize",
        ["token_endpoint"] = $"{Name}/token",
        ["jwks_uri"] = $"{Name}/keys",
        ["userinfo_endpoint"] = $"{Name}/userinfo",
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["code_challenge_methods_supported"] = new JsonArray("S256"),
    };

    private JsonObject Keys()
    {
        var numbers = key.Key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = key.Id,
                ["n"] = Base64Url.EncodeToString(numbers.Modulus),
                ["e"] = Base64Url.EncodeToString(numbers.Exponent),
            }),
        };
    }

    private IResult Authorize(HttpRequest request)
    {
        string Asked(string name) => request.Query[name].ToString();

        if (Asked("client_id") is not ClientId)
            return Complain("client_id");

        if (Redirect.Length is 0 || Asked("redirect_uri") != Redirect)
            return Complain($"redirect_uri {Asked("redirect_uri")}");

        string? wrong = Asked("response_type") is not "code" ? "response_type"
            : Asked("response_mode") is not ("" or "query") ? "response_mode"
            : !Asked("scope").Split(' ').Contains("openid") ? "scope"
            : Asked("state").Length < 16 ? "state"
            : Asked("nonce").Length < 16 ? "nonce"
            : Asked("code_challenge_method") is not "S256" || Asked("code_challenge").Length is not 43 ? "code_challenge"
            : null;

        if (wrong is not null)
            return Complain(wrong);

        var state = Uri.EscapeDataString(Asked("state"));

        if (!Consents)
            return Results.Redirect($"{Redirect}?error=access_denied&error_description=No&state={state}");

        var code = RandomNumberGenerator.GetHexString(32);
        codes[code] = new(Asked("nonce"), Asked("code_challenge"));
        var back = $"{Redirect}?code={code}&state={state}";

        return Asks
            ? Results.Text($"<!doctype html><title>Sign in</title><h1>Your company</h1><a href=\"{System.Net.WebUtility.HtmlEncode(back)}\">Go on as {User["name"]}</a>", "text/html")
            : Results.Redirect(back);
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();

        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
            return Complain("client_secret", "invalid_client");

        if (form["grant_type"] != "authorization_code" || form["redirect_uri"] != Redirect)
            return Complain("grant_type or redirect_uri");

        // Once, whatever else is wrong.
        if (!codes.TryRemove(form["code"].ToString(), out var grant))
            return Complain("code", "invalid_grant");

        if (Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != grant.Challenge)
            return Complain("code_verifier", "invalid_grant");

        var access = RandomNumberGenerator.GetHexString(32);
        tokens[access] = true;
        return Json(new() { ["access_token"] = access, ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = IdToken(grant.Nonce) });
    }

    private IResult UserInfo(HttpRequest request) =>
        request.Headers.Authorization.ToString().Split(' ') is ["Bearer", var token] && tokens.ContainsKey(token)
            ? Json(User.DeepClone().AsObject())
            : Results.Unauthorized();

    private string IdToken(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Name, ["aud"] = ClientId, ["iat"] = now, ["nbf"] = now, ["exp"] = now + 300, ["nonce"] = nonce, ["sub"] = User["sub"]!.DeepClone() };
        Tampers(claims);

        var header = new JsonObject
        {
            ["typ"] = "JWT",
            ["alg"] = Signature switch { Signature.None => "none", Signature.ClientSecret => "HS256", _ => "RS256" },
            ["kid"] = Signature is Signature.Stranger ? "stranger" : key.Id,
        };

        var signed = $"{Encode(header)}.{Encode(claims)}";
        var bytes = Encoding.ASCII.GetBytes(signed);

        var signature = Signature switch
        {
            Signature.None or Signature.Stripped => [],
            Signature.ClientSecret => HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientSecret), bytes),
            Signature.Stranger => stranger.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => key.Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };

        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private IResult Complain(string about, string error = "invalid_request")
    {
        Complaints.Enqueue(about);
        return Results.Text($"{{\"error\":\"{error}\"}}", "application/json", statusCode: StatusCodes.Status400BadRequest);
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static IResult Json(JsonObject json) => Results.Text(json.ToJsonString(), "application/json");

    private sealed record Grant(string Nonce, string Challenge);
}
