using System.Buffers;
using System.Text.Json;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatOps.Discord.Receiving;

/// <summary>Where Discord posts interactions.</summary>
internal sealed partial class InteractionsEndpoint(Signatures signatures, Receiver receiver, RestClient rest, InteractionsEndpoint.Surroundings surroundings)
{
    public const string Path = "/discord/interactions";

    /// <summary>A message with everything on it is far smaller.</summary>
    private const int MostBytes = 1 << 20;

    /// <summary>Of the three seconds, what is left when the network has had its part.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    internal sealed record Surroundings(TimeProvider Clock, Line Line, IHostApplicationLifetime Lifetime, ILogger<InteractionsEndpoint> Logger);

    public async Task Receive(HttpContext http)
    {
        var body = await Read(http.Request);
        var headers = http.Request.Headers;

        if (body is null || !signatures.Verify(headers["X-Signature-Timestamp"].ToString(), headers["X-Signature-Ed25519"].ToString(), body))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (Parse(body) is not { } interaction)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        surroundings.Line.Up();

        if (interaction.Type is InteractionType.Ping)
            await Write(http, InteractionResponse.Pong);
        else
            await Answer(http, interaction);
    }

    private async Task Answer(HttpContext http, Interaction interaction)
    {
        var answer = new InlineAnswer(new CallbackAnswer(rest, interaction));

        http.Response.OnCompleted(() =>
        {
            answer.Sent();
            return Task.CompletedTask;
        });

        // Whatever becomes of this connection, what somebody asked for is done.
        _ = Task.Run(() => Handle(interaction, answer));

        using var patience = new CancellationTokenSource(Patience, surroundings.Clock);
        await using var giving = patience.Token.UnsafeRegister(_ => answer.GiveUp(), null);

        if (await answer.Given is { } response)
            await Write(http, response);
        else
            http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task Handle(Interaction interaction, InlineAnswer answer)
    {
        try
        {
            await receiver.Interaction(interaction, answer, surroundings.Lifetime.ApplicationStopping);
        }
        catch (Exception e)
        {
            Log.Failed(surroundings.Logger, interaction.Id, e);
        }
        finally
        {
            answer.GiveUp();
        }
    }

    /// <returns>Null: it is too long.</returns>
    private static async Task<byte[]?> Read(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 14);

        try
        {
            for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
            {
                if (body.Length + read > MostBytes)
                    return null;

                body.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return body.ToArray();
    }

    private static Interaction? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, WireJson.Default.Interaction) is { Id: not null, Token: not null, ApplicationId: not null } interaction ? interaction : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task Write(HttpContext http, InteractionResponse response)
    {
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(response, WireJson.Default.InteractionResponse));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The interaction {Id} could not be dealt with")]
        public static partial void Failed(ILogger logger, string id, Exception exception);
    }
}
