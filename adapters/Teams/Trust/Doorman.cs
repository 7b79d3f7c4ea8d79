using System.Text.Json;
using ChatOps.Teams.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChatOps.Teams.Trust;

/// <summary>Whom a token lets in, and with which activities.</summary>
/// <param name="Service">Whose activities it may bring; null: it does not say, as those of Entra.</param>
/// <param name="Channels">The channels that its key may speak for; null: any, as those of Entra.</param>
internal sealed record Pass(string? Service, IReadOnlyCollection<string>? Channels);

/// <summary>Looks at the token of a request before anything else of it is read: by its issuer first, then by the signature.</summary>
internal sealed partial class Doorman
{
    private const string Teams = "msteams";
    private const string Scheme = "Bearer ";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly TeamsSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Cloud cloud;
    private readonly string[] tenants;
    private readonly Keys channelKeys;
    private readonly Keys entraKeys;

    public Doorman(TeamsSettings settings, Lines lines, TimeProvider clock, ILogger<Doorman> logger)
    {
        (this.settings, this.clock, this.logger, cloud) = (settings, clock, logger, Cloud.Of(settings.Cloud));
        tenants = settings.TenantId is { } own ? [.. cloud.EntraTenants, own] : cloud.EntraTenants;
        channelKeys = new(settings.OpenIdMetadata ?? cloud.Metadata, lines, clock, logger);
        // Whoever stands in for the channel in a test stands in for Entra.
        entraKeys = settings.OpenIdMetadata is { IsLoopback: true } ? channelKeys : new(cloud.EntraKeys, lines, clock, logger);
    }

    /// <returns>Null: nobody who may come in.</returns>
    public async ValueTask<Pass?> Check(string? header, CancellationToken cancellation)
    {
        // Without an app id nobody could say that a token is for this bot.
        if (settings.AppId.Length is 0)
            return Refuse("there is no app id");

        if (header is null || !header.StartsWith(Scheme, StringComparison.Ordinal))
            return Refuse("there is no bearer token");

        JsonWebToken token;

        try
        {
            token = handler.ReadJsonWebToken(header[Scheme.Length..]);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            return Refuse("it is no token");
        }

        var isOfChannel = token.Issuer == cloud.Issuer;

        if (!isOfChannel && !Array.Exists(tenants, tenant => cloud.IsEntra(token.Issuer, tenant)))
            return Refuse("its issuer is nobody we know");

        if (!Algorithms.Contains(token.Alg, StringComparer.Ordinal) || token.Kid is not { Length: > 0 and <= 200 } name)
            return Refuse("it is not signed as it has to be");

        if (await (isOfChannel ? channelKeys : entraKeys).Find(name, cancellation) is not { } key)
            return Refuse("its key is not one of the issuer's");

        var result = await handler.ValidateTokenAsync(token, Rules(token.Issuer, key));

        if (!result.IsValid)
            return Refuse(result.Exception?.GetType().Name ?? "it is not valid");

        return isOfChannel ? OfChannel(token, key) : OfEntra(token);
    }

    /// <summary>Whether an activity is one that the token may bring.</summary>
    public bool Fits(Pass pass, Activity activity) =>
        (pass.Service is null || pass.Service.Equals(activity.ServiceUrl, StringComparison.OrdinalIgnoreCase) || Warn("the activity comes from another service"))
        && (pass.Channels is null || activity.ChannelId is Teams && pass.Channels.Contains(Teams) || Warn("its key may not speak for that channel"));

    private Pass? OfChannel(JsonWebToken token, JsonWebKey key)
    {
        if (!token.TryGetPayloadValue<string>("serviceurl", out var service) || service is not { Length: > 0 })
            return Refuse("it does not say for which service");

        return Endorsements(key) is { Count: > 0 } channels ? new(service, channels) : Refuse("its key is endorsed for no channel");
    }

    // An emulator has the bot's own token. Other bots are nobody's colleagues here.
    private Pass? OfEntra(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("ver", out var version)
        && token.TryGetPayloadValue<string>(version is "2.0" ? "azp" : "appid", out var app)
        && app.Equals(settings.AppId, StringComparison.OrdinalIgnoreCase)
            ? new(null, null)
            : Refuse("it is another app's");

    private TokenValidationParameters Rules(string issuer, JsonWebKey key) => new()
    {
        ValidIssuer = issuer,
        ValidAudience = settings.AppId,
        ValidAlgorithms = Algorithms,
        IssuerSigningKey = key,
        ValidateIssuerSigningKey = true,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (from, until, _, _) => until is { } end && IsNow(from, end),
    };

    private bool IsNow(DateTime? from, DateTime until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now < until + Skew && (from is not { } begin || now >= begin - Skew);
    }

    private static IReadOnlyCollection<string> Endorsements(JsonWebKey key) =>
        key.AdditionalData.TryGetValue("endorsements", out var said) && said is JsonElement { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)]
            : said is IEnumerable<object> names ? [.. names.OfType<string>()] : [];

    private Pass? Refuse(string why)
    {
        Log.Refused(logger, why);
        return null;
    }

    private bool Warn(string why) => Refuse(why) is not null;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A request to the Teams endpoint was not let in: {Why}")]
        public static partial void Refused(ILogger logger, string why);
    }
}
