using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOps.Platforms.Discord.Checks;
using Microsoft.AspNetCore.Http;

namespace ChatOps.Platforms.Discord.Rest;

/// <summary>The REST API: looks at every request, and does what it asks for.</summary>
public sealed partial class DiscordRest
{
    private const int Plenty = 1_000_000;
    private readonly DiscordServer server;
    private readonly Limits limits;
    private readonly ConcurrentQueue<Asked> requests = [];
    private readonly Lock watching = new();
    private IReadOnlyList<RestFault> faults = [];

    internal DiscordRest(DiscordServer server)
    {
        (this.server, limits) = (server, new(this, server.Clock));
        routes = Routes();
    }

    /// <summary>Everything that was asked, oldest first.</summary>
    public IReadOnlyList<Asked> Requests => [.. requests];

    /// <summary>How often something may be asked, by method and route (<c>POST channels/{channel}/messages</c>); what is not named may be asked as often as one likes.</summary>
    public IDictionary<string, (int Most, TimeSpan Period)> RateLimits { get; } = new ConcurrentDictionary<string, (int, TimeSpan)>(StringComparer.Ordinal);

    /// <summary>Routes that share a bucket under one name.</summary>
    public IDictionary<string, string> Buckets { get; } = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Requests a second over everything; null: any number.</summary>
    public int? GlobalLimit { get; set; }

    /// <summary>How often a limit was overrun that headers had told of.</summary>
    public int Overruns { get; private set; }

    /// <summary>Lets something go wrong, from the next request on.</summary>
    public RestFault Fails(RestFaultKind kind, int times = 1, Func<Asked, bool>? when = null) => Fails(new RestFault(kind, times, when));

    public RestFault Fails(RestFault fault)
    {
        lock (watching)
            faults = [.. faults, fault];

        return fault;
    }

    internal (int Most, TimeSpan Period) LimitOf(string kind) => RateLimits.TryGetValue(kind, out var limit) ? limit : (Plenty, TimeSpan.FromSeconds(1));

    internal string BucketOf(string kind) => Buckets.TryGetValue(kind, out var name) ? name : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(kind)))[..16];

    internal async Task Answer(HttpContext http)
    {
        if (await Asked.Of(http, server.Clock) is not { } asked)
        {
            await Serve(http);
            return;
        }

        requests.Enqueue(asked);
        await Overtaken(asked);
        var fault = FaultOf(asked);

        if (fault?.Kind is RestFaultKind.Held)
            await fault.Going;

        if (fault?.Kind is RestFaultKind.LostBefore)
        {
            http.Abort();
            return;
        }

        var answer = fault?.Kind switch
        {
            RestFaultKind.Refused => Rest.Answer.Error(fault.Status, fault.Code, $"{fault.Status}: as the test wants it"),
            RestFaultKind.Limited => Limited(http, fault.RetryAfter, fault.Scope),
            _ => Look(http, asked),
        };

        if (fault?.Kind is RestFaultKind.LostAfter || server.IsDown)
            http.Abort();
        else
            await Send(http, answer);
    }

    // What the bot sent before this, in a response that has not been read to its end.
    private async Task Overtaken(Asked asked)
    {
        if (asked.Path.StartsWith("webhooks/", StringComparison.Ordinal) && server.Exchanges.Values.FirstOrDefault(exchange => asked.Path.Contains(exchange.Token, StringComparison.Ordinal)) is { FirstAnswer: 0, Response: { } response })
            await Task.WhenAny(response, Task.Delay(TimeSpan.FromSeconds(2)));
    }

    private RestFault? FaultOf(Asked asked)
    {
        lock (watching)
            return faults.FirstOrDefault(fault => fault.Takes(asked));
    }

    private Answer Look(HttpContext http, Asked asked)
    {
        if (!Agent().IsMatch(asked.UserAgent))
            return Complain(asked, Rest.Answer.Error(403, 40333, $"internal network error: the User-Agent is \"{asked.UserAgent}\""));

        var segments = asked.Path.Split('/');
        var route = routes.FirstOrDefault(route => route.Method == asked.Method && route.Fits(segments));

        if (route is null)
            return Complain(asked, Rest.Answer.Error(404, 0, "404: Not Found"));

        asked.Ids = route.Ids(segments);

        if (route.NeedsToken && asked.Authorization != $"Bot {server.Token}")
            return Complain(asked, Rest.Answer.Error(401, 0, "401: Unauthorized"));

        if (limits.Take(http, route.Kind, route.Major(asked), route.NeedsToken) is var (wait, isGlobal))
        {
            Overruns++;
            return Limited(http, wait, isGlobal ? "global" : "user");
        }

        if (Problems(route, asked) is { Count: > 0 } problems)
            return Complain(asked, Problem.Answer(problems), string.Join("; ", problems));

        lock (server.World)
            return route.Do(asked);
    }

    private static List<Problem> Problems(RestRoute route, Asked asked) => asked.IsUnreadable
        ? [new("", "CONTENT_TYPE_INVALID", "The body is neither JSON nor a form")]
        : [.. OpenApi.Check(asked.Method, asked.Path, asked.Body), .. route.Check?.Invoke(asked) ?? []];

    private Answer Complain(Asked asked, Answer answer, string? why = null)
    {
        server.Complain($"{asked}: {why ?? answer.Body?["message"]?.ToString()}");
        return answer;
    }

    /// <summary>It could not know of it: no complaint.</summary>
    private static Answer Limited(HttpContext http, TimeSpan wait, string scope)
    {
        var seconds = wait.TotalSeconds;
        http.Response.Headers["X-RateLimit-Scope"] = scope;
        http.Response.Headers.RetryAfter = Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);

        if (scope is "global")
            http.Response.Headers["X-RateLimit-Global"] = "true";

        return new(429, new JsonObject { ["message"] = "You are being rate limited.", ["retry_after"] = seconds, ["global"] = scope is "global" });
    }

    private async Task Serve(HttpContext http)
    {
        if (http.Request.Path.Value?.Split('/') is ["", "attachments", var id, _] && server.Files.TryGetValue(id, out var file))
            await http.Response.Body.WriteAsync(file.Content);
        else
            http.Response.StatusCode = 404;
    }

    private static async Task Send(HttpContext http, Answer answer)
    {
        http.Response.StatusCode = answer.Status;

        if (answer.Body is null)
            return;

        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.Body.ToJsonString());
    }

    [GeneratedRegex(@"^DiscordBot \(https?://\S+, [0-9]\S*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Agent();
}
