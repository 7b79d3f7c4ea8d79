using System.Net;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Web;

/// <summary>
/// Lets in what comes from this machine and from the page itself. Without it any website could talk to the page through
/// the visitor's browser: by a form (Origin), or by a name of its own that leads to 127.0.0.1 (Host).
/// </summary>
internal static class Guard
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    public static async ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        return Refusal(http) is { } sentence ? Answers.Refused(sentence, StatusCodes.Status403Forbidden) : await next(context);
    }

    private static string? Refusal(HttpContext http)
    {
        if (!IsLoopback(http))
            return "This page is for this machine only: open it as http://localhost or http://127.0.0.1.";

        var origin = http.Request.Headers.Origin.ToString();
        var own = $"{http.Request.Scheme}://{http.Request.Host}";

        if (origin.Length > 0 && !origin.Equals(own, StringComparison.OrdinalIgnoreCase))
            return "Another website may not use this page.";

        // Browsers send an origin with every request that changes something, so one without comes from somewhere else.
        return origin.Length is 0 && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)
            ? $"Requests that change something say where they come from: send the header \"Origin: {own}\"."
            : null;
    }

    private static bool IsLoopback(HttpContext http) =>
        http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address));
}
