using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ChatOps.Host.Observing;

/// <summary>Lets in who knows the token; where there is none, who asks on this machine itself and not through a proxy on it.</summary>
internal sealed class MetricsGuard(string? token)
{
    private const string Scheme = "Bearer ";
    private readonly byte[]? hash = token is null ? null : Hash(token);

    public bool LetsIn(HttpContext http)
    {
        if (hash is null ? IsHere(http) : Knows(http.Request.Headers.Authorization, hash))
            return true;

        http.Response.StatusCode = hash is null ? StatusCodes.Status404NotFound : StatusCodes.Status401Unauthorized;

        if (hash is not null)
            http.Response.Headers.WWWAuthenticate = "Bearer";

        return false;
    }

    // Hashes are of one length, so comparing tells nothing about the token.
    private static bool Knows(string? authorization, byte[] hash) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is true
        && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..]), hash);

    private static bool IsHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && !http.Request.Headers.ContainsKey("Forwarded");

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
