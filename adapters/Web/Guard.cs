using System.Net;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>
/// Lets in what comes to the page's own address and from the page itself. Without it any website could talk to the page
/// through the visitor's browser: by a form (Origin), or by a name of its own that leads here (Host).
/// </summary>
internal sealed class Guard(WebSettings settings)
{
    /// <summary>The page sends it with everything that changes something; another website could not without asking first.</summary>
    public const string Mark = "X-ChatOps";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    public async ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;

        // A proxy speaks https for us, and the setting is all that it is believed by.
        if (settings.Address is { } address && IsAt(address, http.Request.Host))
            http.Request.Scheme = address.Scheme;

        Harden(http);
        return Refusal(http) is { } sentence ? Answers.Refused(sentence, StatusCodes.Status403Forbidden) : await next(context);
    }

    /// <summary>Whether a request asks for this address.</summary>
    public static bool IsAt(Uri address, HostString host) =>
        host.Host.Equals(address.IdnHost, StringComparison.OrdinalIgnoreCase) && (host.Port ?? (address.Scheme is "https" ? 443 : 80)) == address.Port;

    /// <summary>Whether a request comes from this machine, and through nobody else's hands.</summary>
    public static bool IsHere(HttpContext http) =>
        http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && (http.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote))
        && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && !http.Request.Headers.ContainsKey("Forwarded");

    private static void Harden(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
    }

    private string? Refusal(HttpContext http)
    {
        if (settings.Address is { } address)
        {
            if (!IsAt(address, http.Request.Host) && !IsHere(http))
                return $"This page is at {address.GetLeftPart(UriPartial.Authority)}. A proxy in front of it has to pass the Host header on as it came.";
        }
        else if (!IsHere(http))
        {
            return "This page is for this machine only: open it as http://localhost or http://127.0.0.1.";
        }

        var origin = http.Request.Headers.Origin.ToString();
        var own = $"{http.Request.Scheme}://{http.Request.Host}";

        if (origin.Length > 0 && !origin.Equals(own, StringComparison.OrdinalIgnoreCase))
            return "Another website may not use this page.";

        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            return null;

        // Browsers send an origin with every request that changes something, so one without comes from somewhere else.
        return origin.Length is 0 ? $"Requests that change something say where they come from: send the header \"Origin: {own}\"."
            : !http.Request.Headers.ContainsKey(Mark) ? $"Requests that change something come from the page itself: send the header \"{Mark}: page\"."
            : null;
    }
}
