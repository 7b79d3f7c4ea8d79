using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatOps.Conversations;
using ChatOps.Teams.Trust;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Connecting;

/// <summary>A conversation, and where its connector is.</summary>
internal sealed record Target(string Service, string? Tenant, string Conversation);

/// <summary>Speaks to the connector: as fast as that takes it, again when it says so, and nowhere else.</summary>
internal sealed class Connector(Lines lines, Tokens tokens, Hosts hosts, Limiter limiter, TimeProvider clock)
{
    private const int MostTries = 5;
    private const int LargestMessage = 100 * 1024;

    // Longer, and the outbox waits instead: its work is kept meanwhile.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    /// <summary>How the last call went.</summary>
    public Contact Contact { get; private set; } = new(true, clock.GetUtcNow());

    /// <returns>The id of what was sent; empty: the platform does not say.</returns>
    /// <exception cref="Blocked">Nothing can be said there any more.</exception>
    public async Task<string> Send(Target to, Activity activity, Haste haste, CancellationToken cancellation = default)
    {
        var path = $"{Of(to)}/activities{(activity.ReplyToId is { } asked ? $"/{Uri.EscapeDataString(asked)}" : "")}";

        try
        {
            return (await Ask(HttpMethod.Post, to, path, Bytes(activity, WireJson.Plain.Activity), WireJson.Plain.Resource, haste, cancellation))?.Id ?? "";
        }
        catch (Missing) when (activity.ReplyToId is not null)
        {
            // They have deleted what this answers.
            return await Send(to, activity with { ReplyToId = null }, haste, cancellation);
        }
    }

    /// <returns>False: it is gone.</returns>
    public async Task<bool> Update(Target to, string id, Activity activity, Haste haste, CancellationToken cancellation = default)
    {
        try
        {
            await Ask(HttpMethod.Put, to, $"{Of(to)}/activities/{Uri.EscapeDataString(id)}", Bytes(activity, WireJson.Plain.Activity), WireJson.Plain.Resource, haste, cancellation);
            return true;
        }
        catch (Missing)
        {
            return false;
        }
    }

    public async Task Delete(Target to, string id, CancellationToken cancellation = default)
    {
        try
        {
            await Ask(HttpMethod.Delete, to, $"{Of(to)}/activities/{Uri.EscapeDataString(id)}", null, WireJson.Plain.Resource, Haste.Answer, cancellation);
        }
        catch (Missing)
        {
            // That is what was wanted.
        }
    }

    /// <summary>Puts a reaction under what somebody has said.</summary>
    public async Task React(Target to, string id, string reaction, CancellationToken cancellation = default)
    {
        try
        {
            await Ask(HttpMethod.Put, to, $"{Of(to)}/activities/{Uri.EscapeDataString(id)}/reactions/{Uri.EscapeDataString(reaction)}", null, WireJson.Plain.Resource, Haste.Answer, cancellation);
        }
        catch (Missing)
        {
            // They have deleted it.
        }
    }

    /// <summary>A chat with one person, or a thread in a channel.</summary>
    public async Task<Resource> Create(string service, NewConversation conversation, Haste haste, CancellationToken cancellation = default) =>
        await Ask(HttpMethod.Post, new(service, conversation.TenantId, $"new:{conversation.Members?[0].Id}"), "v3/conversations", Bytes(conversation, WireJson.Plain.NewConversation), WireJson.Plain.Resource, haste, cancellation)
        ?? throw new ConnectorFailed(HttpStatusCode.OK, "it does not say which conversation it has begun");

    /// <returns>Null: nobody of that id is there.</returns>
    public async Task<Member?> Member(Target of, string id, CancellationToken cancellation = default)
    {
        try
        {
            return await Ask(HttpMethod.Get, of, $"{Of(of)}/members/{Uri.EscapeDataString(id)}", null, WireJson.Plain.Member, Haste.Answer, cancellation);
        }
        catch (Missing)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<Member> Members(Target of, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? next = null;

        do
        {
            var path = $"{Of(of)}/pagedmembers?pageSize=200{(next is null ? "" : $"&continuationToken={Uri.EscapeDataString(next)}")}";
            var page = await Ask(HttpMethod.Get, of, path, null, WireJson.Plain.MemberPage, Haste.Broadcast, cancellation);

            foreach (var member in page?.Members ?? [])
                yield return member;

            next = page?.ContinuationToken;
        }
        while (next is { Length: > 0 });
    }

    private static string Of(Target target) => $"v3/conversations/{Uri.EscapeDataString(target.Conversation)}";

    private static byte[] Bytes<T>(T body, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);

        return Encoding.UTF8.GetCharCount(bytes) * sizeof(char) <= LargestMessage
            ? bytes
            : throw new Undeliverable($"It is {bytes.Length / 1024} KB, which is more than Teams shows in one message.");
    }

    private async Task<T?> Ask<T>(HttpMethod method, Target to, string path, byte[]? body, JsonTypeInfo<T> type, Haste haste, CancellationToken cancellation)
        where T : class
    {
        var address = new Uri($"{to.Service.TrimEnd('/')}/{path}");

        if (!hosts.IsConnector(address))
            throw new Undeliverable($"{address.Host} is no connector that the bot's token may be sent to.");

        try
        {
            var answer = await Persist(method, address, to, body, type, haste, cancellation);

            if (!Contact.IsUp)
                Contact = new(true, clock.GetUtcNow());

            return answer;
        }
        catch (Exception e) when (e is ConnectorFailed or HttpRequestException or Microsoft.Identity.Client.MsalException)
        {
            if (Contact.IsUp)
                Contact = new(false, clock.GetUtcNow(), e is ConnectorFailed ? e.Message : e is HttpRequestException ? "It cannot be reached." : "There is no token for it.");

            throw;
        }
    }

    private async Task<T?> Persist<T>(HttpMethod method, Uri address, Target to, byte[]? body, JsonTypeInfo<T> type, Haste haste, CancellationToken cancellation)
        where T : class
    {
        var isRenewed = false;

        for (var attempt = 1; ; attempt++)
        {
            await limiter.Pass(to.Tenant, to.Conversation, haste, cancellation);
            var token = await tokens.Get(cancellation);
            TimeSpan? pause;

            try
            {
                using var response = await Once(method, address, body, token, cancellation);

                if (response.IsSuccessStatusCode)
                    return await Read(response, type, cancellation);

                if (response.StatusCode is HttpStatusCode.Unauthorized && token is not null && !isRenewed)
                {
                    isRenewed = true;
                    tokens.Drop(token);
                    continue;
                }

                var failure = await Failure(response, method, cancellation);
                pause = IsPassing(response.StatusCode) && attempt < MostTries ? PauseFor(response, attempt) : null;

                if (pause is null || pause > LongestPause)
                    throw failure;
            }
            catch (Exception e) when (attempt < MostTries && (e is HttpRequestException || e is TaskCanceledException { InnerException: TimeoutException }))
            {
                pause = Backoff(attempt);
            }

            await Task.Delay(pause.Value, clock, cancellation);
        }
    }

    private Task<HttpResponseMessage> Once(HttpMethod method, Uri address, byte[]? body, string? token, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(method, address);

        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);

        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };

        return lines.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private static MediaTypeHeaderValue Json { get; } = new("application/json", "utf-8");

    // It says nothing, or not as JSON: what was asked is done all the same.
    private static async Task<T?> Read<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        if (response.Content.Headers.ContentLength is 0 || response.StatusCode is HttpStatusCode.NoContent)
            return null;

        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            return await JsonSerializer.DeserializeAsync(stream, type, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static async Task<Exception> Failure(HttpResponseMessage response, HttpMethod method, CancellationToken cancellation)
    {
        var (code, said) = ErrorOf(await response.Content.ReadAsStringAsync(cancellation));

        return response.StatusCode switch
        {
            HttpStatusCode.Forbidden when code is "MessageWritesBlocked" or "ConversationBlockedByUser" or "BotNotInConversationRoster" => new Blocked(code),
            HttpStatusCode.NotFound or HttpStatusCode.BadRequest when code?.StartsWith("ActivityNotFound", StringComparison.Ordinal) is true => new Missing(),
            HttpStatusCode.NotFound when method == HttpMethod.Post => new Blocked(code ?? "There is no such conversation."),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new Missing(),
            HttpStatusCode.RequestEntityTooLarge => new Undeliverable("Teams says that it is too large."),
            HttpStatusCode.BadRequest => new Undeliverable($"Teams does not take it ({code ?? "400"}: {said})."),
            var status => new ConnectorFailed(status, $"{(int)status} {code}".TrimEnd()) { Code = code, Said = said },
        };
    }

    private static (string? Code, string? Said) ErrorOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var code = root.Text("subCode") ?? root.Text("error", "subCode") ?? root.Text("error", "innerHttpError", "body", "subCode") ?? root.Text("error", "code");
            return (code, root.Text("error", "message") ?? root.Text("message"));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private TimeSpan PauseFor(HttpResponseMessage response, int attempt) => response.Headers.RetryAfter switch
    {
        { Delta: { } time } => time + Jitter(FirstPause),
        { Date: { } until } when until > clock.GetUtcNow() => until - clock.GetUtcNow() + Jitter(FirstPause),
        _ => Backoff(attempt),
    };

    private static TimeSpan Backoff(int attempt) => FirstPause * Math.Pow(2, attempt - 1) + Jitter(FirstPause);

    // So that those who were refused together do not come back together.
#pragma warning disable CA5394 // Nobody gains by guessing it.
    private static TimeSpan Jitter(TimeSpan most) => most * Random.Shared.NextDouble();
#pragma warning restore CA5394

    private sealed class Missing : Exception;
}

/// <summary>Nothing can be said there any more: the person has blocked the bot, or it is not there.</summary>
internal sealed class Blocked(string why) : Exception(why);

/// <summary>The connector could not do it now.</summary>
internal sealed class ConnectorFailed(HttpStatusCode status, string why) : Exception(string.Create(CultureInfo.InvariantCulture, $"Teams answers {why}."))
{
    public HttpStatusCode Status { get; } = status;

    public string? Code { get; init; }

    public string? Said { get; init; }
}
