using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.Host.Backups;
using ChatOps.Terminal.Chatting;

namespace ChatOps.Host.Serving;

/// <summary>The way for command lines on this machine: whoever can read the secret may speak for anybody.</summary>
internal static class CliEndpoints
{
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(30);

    public static void MapCli(this IEndpointRouteBuilder app, ServerSecret secret, Status status)
    {
        app.MapGet(Paths.Status, secret.Guard(http => Write(http, status, WireJson.Default.Status)));
        app.MapPost(Paths.Greet, secret.Guard(Greet));
        app.MapPost(Paths.Hear, secret.Guard(Hear));
        app.MapPost(Paths.Notices, secret.Guard(Notices));
        app.MapErrand(secret, Errands.ImportPeople);
        app.MapErrand(secret, Errands.ImportAssets);
        app.MapErrand(secret, Errands.Claim);
        app.MapErrand(secret, Errands.Code);
        app.MapErrand(secret, BackupErrands.Backup);
        app.MapErrand(secret, BackupErrands.Export);
        app.MapErrand(secret, Errands.Status);
        app.MapErrand(secret, Errands.VerifyAudit);
        app.MapErrand(secret, Errands.Setup);
        app.MapErrand(secret, Errands.Teams);
    }

    private static void MapErrand<T>(this IEndpointRouteBuilder app, ServerSecret secret, Errand<T> errand) => app.MapPost(errand.Path, secret.Guard(async http =>
    {
        var asked = await Read(http, errand.Asked);
        var lines = Channel.CreateUnbounded<Say>();

        // What has begun is finished, also when nobody waits for its answer any more.
        var doing = Do();

        await foreach (var line in lines.Reader.ReadAllAsync(CancellationToken.None))
            await Tell(http, new(Line: line));

        await Tell(http, new(Printed: await doing));

        async Task<Printed> Do()
        {
            try
            {
                return await errand.Do(http.RequestServices, asked, line => lines.Writer.TryWrite(line), CancellationToken.None);
            }
            finally
            {
                lines.Writer.Complete();
            }
        }
    }));

    private static async Task Greet(HttpContext http)
    {
        var speaker = await Read(http, WireJson.Default.Speaker);
        await Write(http, await DeskOf(http).Greet(speaker, http.RequestAborted), WireJson.Default.Guest);
    }

    private static async Task Hear(HttpContext http)
    {
        var asked = await Read(http, WireJson.Default.HearRequest);

        // A turn that has begun is finished, also when nobody waits for its answer any more.
        await Write(http, await DeskOf(http).Hear(asked.Speaker, asked.Event, asked.Input, CancellationToken.None), MessageJson.Default.Reply);
    }

    private static async Task Notices(HttpContext http)
    {
        var asked = await Read(http, WireJson.Default.NoticesRequest);
        var patience = TimeSpan.FromSeconds(Math.Clamp(asked.Seconds, 0, LongestPatience.TotalSeconds));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await Write(http, await DeskOf(http).Notices(asked.Speaker, asked.Printed, patience, ending.Token), WireJson.Default.IReadOnlyListNotice);
    }

    private static Desk DeskOf(HttpContext http) => http.RequestServices.GetRequiredService<Desk>();

    private static async Task<T> Read<T>(HttpContext http, JsonTypeInfo<T> type) =>
        await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted) ?? throw new JsonException("Nothing was sent.");

    /// <summary>One line of an answer that is told as it comes.</summary>
    internal static async Task Tell(HttpContext http, Told told)
    {
        http.Response.ContentType ??= "application/x-ndjson";
        await http.Response.WriteAsync(JsonSerializer.Serialize(told, WireJson.Default.Told) + "\n", CancellationToken.None);
        await http.Response.Body.FlushAsync(CancellationToken.None);
    }

    internal static Task Write<T>(HttpContext http, T value, JsonTypeInfo<T> type) => http.Response.WriteAsJsonAsync(value, type, cancellationToken: http.RequestAborted);
}

/// <summary>Lets those in who know the secret and are on this machine.</summary>
internal sealed class ServerSecret(string secret)
{
    private readonly byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public RequestDelegate Guard(RequestDelegate handle) => async http =>
    {
        if (!IsHere(http.Connection) || !Knows(http.Request.Headers.Authorization))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            await handle(http);
        }
        catch (Explained e)
        {
            // Some of the answer may be on its way already.
            if (!http.Response.HasStarted)
                http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;

            await CliEndpoints.Tell(http, new(Why: e.Why));
        }
        catch (JsonException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (OperationCanceledException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    };

    // Hashes are of one length, so comparing tells nothing about the secret.
    private bool Knows(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.Ordinal) is true
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(authorization["Bearer ".Length..])), hash);

    private static bool IsHere(ConnectionInfo connection) =>
        connection.RemoteIpAddress is { } remote && (IPAddress.IsLoopback(remote) || remote.Equals(connection.LocalIpAddress));
}
