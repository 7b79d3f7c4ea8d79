using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatOps.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace ChatOps.Discord.Rest;

/// <summary>Asks Discord, as often as it may, and again when that is harmless.</summary>
internal sealed partial class RestClient
{
    private const int MostRetries = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan UnknownPause = TimeSpan.FromSeconds(5);

    private readonly HttpClient http;
    private readonly DiscordSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger<RestClient> logger;
    private readonly Buckets buckets;
    private readonly GlobalLimit everything;
    private readonly InvalidRequests invalid;
    private volatile bool isShutOut;

    public RestClient(HttpClient http, DiscordSettings settings, TimeProvider clock, ILogger<RestClient> logger)
    {
        (this.http, this.settings, this.clock, this.logger) = (http, settings, clock, logger);
        (buckets, everything, invalid) = (new(clock), new(clock), new(clock));
    }

    /// <summary>The token is not taken; nothing is asked for any more.</summary>
    public bool IsShutOut => isShutOut;

    private async Task<T> Ask<T>(Request request, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await Send(request, cancellation);

        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            return await JsonSerializer.DeserializeAsync(stream, type, cancellation) ?? throw new JsonException("Nothing came.");
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            throw new DiscordException(request.Route.Kind, response.StatusCode, new(0, $"The answer cannot be read ({e.Message.TrimEnd('.')}).", null), e);
        }
    }

    private async Task Tell(Request request, CancellationToken cancellation) => (await Send(request, cancellation)).Dispose();

    private async Task<HttpResponseMessage> Send(Request request, CancellationToken cancellation)
    {
        for (var failures = 0; ;)
        {
            var (response, failure) = await Try(request, cancellation);

            if (response is { IsSuccessStatusCode: true })
                return response;

            if (response?.StatusCode is HttpStatusCode.TooManyRequests)
            {
                response.Dispose();
                continue;
            }

            var mayHaveBeenDone = response?.StatusCode >= HttpStatusCode.InternalServerError || failure is { HttpRequestError: not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError) };

            if ((failure is not null || mayHaveBeenDone) && (request.IsRepeatable || !mayHaveBeenDone) && failures < MostRetries)
            {
                response?.Dispose();
                Log.Again(logger, request.Route.Kind, response?.StatusCode, failure?.Message);
                await Task.Delay(FirstPause * Math.Pow(2, failures++), clock, cancellation);
                continue;
            }

            var refused = await Refused(request, response, failure, cancellation);

            // The first answer is still on its way: it went in a response, and this is faster.
            if (refused.Code is Codes.UnknownWebhook && request.Route is { IsOfInteraction: true, IsCallback: false } && failures < MostRetries)
            {
                await Task.Delay(FirstPause * Math.Pow(2, failures++), clock, cancellation);
                continue;
            }

            // The answer to the first try was lost, and it had been done.
            if (failures > 0 && request.Route.IsCallback && refused.Code is Codes.AlreadyAcknowledged)
                return new(HttpStatusCode.NoContent);

            throw refused;
        }
    }

    private async Task<(HttpResponseMessage? Response, HttpRequestException? Failure)> Try(Request request, CancellationToken cancellation)
    {
        var route = request.Route;

        // Nobody can wait in a row for a first answer; that bucket is only told of.
        var bucket = route.IsCallback ? buckets.Of(route) : await buckets.Enter(route, cancellation);

        try
        {
            await bucket.Wait(cancellation);

            if (!route.IsOfInteraction)
                await everything.Wait(cancellation);

            if (isShutOut && !route.IsOfInteraction)
                throw new DiscordException(route.Kind, HttpStatusCode.Unauthorized, new(0, "The token is not taken, so nothing is asked any more.", null));

            if (invalid.IsExhausted)
                throw new DiscordException(route.Kind, null, new(0, "Too much was refused in the last ten minutes, so nothing is asked for a while.", null));

            using var message = Message(request);
            var response = await http.SendAsync(message, cancellation);
            await Learn(route, response, cancellation);
            return (response, null);
        }
        catch (HttpRequestException e)
        {
            return (null, e);
        }
        catch (TaskCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            return (null, new(HttpRequestError.Unknown, "No answer came in time.", e));
        }
        finally
        {
            if (!route.IsCallback)
                bucket.Leave();
        }
    }

    private HttpRequestMessage Message(Request request)
    {
        var message = new HttpRequestMessage(request.Route.Method, new Uri(settings.ApiBase, request.Query is null ? request.Route.Path : $"{request.Route.Path}?{request.Query}")) { Content = request.Content?.Invoke() };
        message.Headers.TryAddWithoutValidation("User-Agent", settings.UserAgent);

        if (!request.Route.IsOfInteraction)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bot", settings.Token);

        return message;
    }

    private async Task Learn(Route route, HttpResponseMessage response, CancellationToken cancellation)
    {
        invalid.Count(response);
        var bucket = buckets.Learn(route, response);

        if (response.StatusCode is HttpStatusCode.Unauthorized && !route.IsOfInteraction)
        {
            isShutOut = true;
            Log.ShutOut(logger);
        }

        if (response.StatusCode is not HttpStatusCode.TooManyRequests)
            return;

        var limited = await Read(response, WireJson.Default.RateLimited, cancellation);
        var wait = limited?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : response.Headers.RetryAfter?.Delta ?? UnknownPause;
        var isGlobal = limited?.Global is true || response.Headers.Contains("X-RateLimit-Global");
        Log.Limited(logger, route.Kind, wait, isGlobal ? "global" : response.Headers.TryGetValues("X-RateLimit-Scope", out var scope) ? scope.First() : "user");

        if (isGlobal && !route.IsOfInteraction)
            everything.Block(wait);
        else
            bucket.Block(wait);
    }

    private async Task<DiscordException> Refused(Request request, HttpResponseMessage? response, HttpRequestException? failure, CancellationToken cancellation)
    {
        using (response)
        {
            var error = response is null ? null : await Read(response, WireJson.Default.ApiError, cancellation);
            var exception = new DiscordException(request.Route.Kind, response?.StatusCode, error ?? new(0, failure?.Message ?? response?.ReasonPhrase, null), failure);
            Log.Refused(logger, exception.Message);
            return exception;
        }
    }

    // What stands between Discord and the bot may answer with anything.
    private static async Task<T?> Read<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellation), type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Request(Route Route, Func<HttpContent>? Content = null, string? Query = null)
    {
        /// <summary>Done twice it is done once.</summary>
        public bool IsRepeatable { get; init; } = Route.Method != HttpMethod.Post;

        public static Request Of<T>(Route route, T body, JsonTypeInfo<T> type, IReadOnlyList<Upload>? files = null) =>
            new(route, () => ContentOf(JsonSerializer.SerializeToUtf8Bytes(body, type), files ?? []));

        private static HttpContent ContentOf(byte[] json, IReadOnlyList<Upload> files)
        {
            var body = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } };

            if (files is [])
                return body;

            var parts = new MultipartFormDataContent { { body, "payload_json" } };

            foreach (var (i, file) in files.Index())
                parts.Add(new ReadOnlyMemoryContent(file.Content) { Headers = { ContentType = MediaTypeHeaderValue.Parse(file.ContentType) } }, string.Create(CultureInfo.InvariantCulture, $"files[{i}]"), file.Name);

            return parts;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord refused {Why}")]
        public static partial void Refused(ILogger logger, string why);

        [LoggerMessage(Level = LogLevel.Information, Message = "Discord limits {Request} for {Time} ({Scope})")]
        public static partial void Limited(ILogger logger, string request, TimeSpan time, string scope);

        [LoggerMessage(Level = LogLevel.Information, Message = "Asking Discord again: {Request} failed ({Status} {Why})")]
        public static partial void Again(ILogger logger, string request, HttpStatusCode? status, string? why);

        [LoggerMessage(Level = LogLevel.Error, Message = "Discord does not take the token. Nothing is sent until a right one is set and the server started again")]
        public static partial void ShutOut(ILogger logger);
    }
}
