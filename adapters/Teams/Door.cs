using System.Net;
using System.Text.Json;
using ChatOps.Conversations;
using ChatOps.Documents;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Hearing;
using ChatOps.Teams.Trust;
using ChatOps.Teams.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Teams;

/// <summary>The endpoint that Teams speaks to. First who speaks, then whether it can be read, then whether they may be here.</summary>
internal sealed partial class Door(TeamsSettings settings, Doorman doorman, Hosts hosts, References references, Ear ear, Invokes invokes, ILogger<Door> logger)
{
    private const long Largest = 256 * 1024;

    private static readonly Pass OfThisMachine = new(null, null);

    private readonly HashSet<string> tenants = new(settings.TenantId is { } own ? [.. settings.AllowedTenants, own] : settings.AllowedTenants, StringComparer.OrdinalIgnoreCase);

    public async Task<IResult> Take(HttpContext http)
    {
        var pass = settings.Unauthenticated
            ? IsOfThisMachine(http) ? OfThisMachine : null
            : await doorman.Check(http.Request.Headers.Authorization, http.RequestAborted);

        if (pass is null)
            return Results.StatusCode(settings.Unauthenticated ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);

        var (activity, status) = await Read(http);

        if (activity is null)
            return Results.StatusCode(status);

        if (activity.Fault() is { } fault)
            return Results.Text($"The activity has no {fault} that will do.", statusCode: StatusCodes.Status400BadRequest);

        if (!doorman.Fits(pass, activity))
            return Results.StatusCode(StatusCodes.Status401Unauthorized);

        if (!hosts.IsConnector(new(activity.ServiceUrl!)))
            return Results.Text("The serviceUrl is no connector.", statusCode: StatusCodes.Status400BadRequest);

        if (!IsAllowed(activity))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        return await Answer(activity, http.RequestAborted);
    }

    private async Task<IResult> Answer(Activity activity, CancellationToken cancellation)
    {
        try
        {
            var arrival = new Arrival(activity, await (activity.IsOfExtension() ? references.ChatOf(activity, cancellation) : references.Keep(activity, cancellation)));

            if (activity.Type is ActivityTypes.Invoke)
                return Respond(await invokes.Answer(arrival, cancellation));

            await ear.Hear(arrival, cancellation);

            return arrival.Replies is { } replies
                ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(new(replies), WireJson.Plain.ExpectedReplies), "application/json")
                : Results.StatusCode(StatusCodes.Status200OK);
        }
        catch (Exception e) when (e is ConnectorFailed or HttpRequestException or Undeliverable or Blocked or Refusal or Microsoft.Identity.Client.MsalException)
        {
            Log.NotSaid(logger, e);
            return Results.StatusCode(StatusCodes.Status502BadGateway);
        }
        catch (StoreException e)
        {
            Log.StoreFailed(logger, e);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Respond(InvokeResponse response) => response.Body is { } body
        ? Results.Text(body.ToJsonString(WireJson.Plain.Options), "application/json", statusCode: response.Status)
        : Results.StatusCode(response.Status);

    private bool IsAllowed(Activity activity) => settings.Unauthenticated || activity.Tenant() is { } tenant && tenants.Contains(tenant);

    // A website in the browser of somebody on this machine is not this machine.
    private static bool IsOfThisMachine(HttpContext http) =>
        http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && (http.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote))
        && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && !http.Request.Headers.ContainsKey("Forwarded")
        && !http.Request.Headers.ContainsKey("Origin");

    private static async ValueTask<(Activity?, int Status)> Read(HttpContext http)
    {
        if (http.Request.ContentLength > Largest)
            return (null, StatusCodes.Status413PayloadTooLarge);

        if (!http.Request.HasJsonContentType())
            return (null, StatusCodes.Status400BadRequest);

        var reader = http.Request.BodyReader;

        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(http.RequestAborted);

                if (read.Buffer.Length > Largest)
                    return (null, StatusCodes.Status413PayloadTooLarge);

                if (read.IsCompleted)
                {
                    var activity = Parse(new(read.Buffer));
                    reader.AdvanceTo(read.Buffer.End);
                    return (activity, StatusCodes.Status400BadRequest);
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode);
        }
    }

    private static Activity? Parse(Utf8JsonReader reader)
    {
        try
        {
            var activity = JsonSerializer.Deserialize(ref reader, WireJson.Plain.Activity);
            return reader.Read() ? null : activity;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "An answer could not be brought to Teams")]
        public static partial void NotSaid(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "An activity of Teams could not use the store")]
        public static partial void StoreFailed(ILogger logger, Exception exception);
    }
}
