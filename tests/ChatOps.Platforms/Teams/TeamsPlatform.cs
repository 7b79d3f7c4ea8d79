using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOps.Platforms.Teams;

/// <summary>
/// Teams as far as a bot sees it, on a real socket: the connector, who signs for it, and who gives the bot its tokens. It
/// refuses what Teams refuses, and keeps a log of everything.
/// </summary>
public sealed class TeamsPlatform : IAsyncDisposable
{
    public const string Secret = "a secret of the app";
    public const string Tenant = "aa11bb22-0000-4000-8000-00000000c0de";

    private readonly WebApplication app;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, TeamsChat> chats = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TeamsCall> log = [];
    private readonly SocketsHttpHandler handler = new() { MaxConnectionsPerServer = 256 };

    private TeamsPlatform(WebApplication app, TimeProvider clock)
    {
        (this.app, this.clock) = (app, clock);
        Signer = new(clock, AppId);
        Http = new(handler, disposeHandler: false);
    }

    public string AppId { get; } = "b07b07b0-0000-4000-8000-000000000b07";

    /// <summary>The bot as Teams names it.</summary>
    public string BotId => $"28:{AppId}";

    /// <summary>What activities say as their serviceUrl.</summary>
    public string Service => $"{Address}teams/";

    public Uri Address => new(app.Urls.First());

    public Uri Metadata => new(Address, "/.well-known/openid-configuration");

    public Uri TokenEndpoint => new(Address, "/token");

    public TeamsSigner Signer { get; }

    /// <summary>Where the bot listens.</summary>
    public Uri? Bot { get; set; }

    /// <summary>A bot on this machine that shows no token, and gets none.</summary>
    public bool IsOpen { get; set; }

    /// <summary>How long everything takes.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>What goes wrong: a status for a call, or null.</summary>
    public Func<string, string, int?> Trouble { get; set; } = (_, _) => null;

    /// <summary>What a 403 of <see cref="Trouble"/> is called.</summary>
    public string TroubleCode { get; set; } = "MessageWritesBlocked";

    /// <summary>Off for a benchmark, whose turns come faster than Teams would take them.</summary>
    public bool LimitsRates { get; set; } = true;

    /// <summary>Every call, oldest first.</summary>
    public IReadOnlyList<TeamsCall> Log => [.. log];

    public IEnumerable<TeamsChat> Chats => chats.Values;

    /// <summary>How often the keys were asked for.</summary>
    public int KeysAsked { get; private set; }

    /// <summary>What the bot's tokens are for, in this cloud.</summary>
    public string Resource { get; set; } = "https://api.botframework.com";

    /// <summary>Where a machine in Azure gets the token of its own identity, who may ask there, and for what it was asked.</summary>
    public Uri MachineEndpoint => new(Address, "/machine/token");

    public string MachineHeader { get; } = RandomNumberGenerator.GetHexString(16);

    public List<(string Resource, string? Client)> MachineAsked { get; } = [];

    /// <summary>What the bot has shown in place of a secret.</summary>
    public List<string> Assertions { get; } = [];

    /// <summary>How often a token was given out.</summary>
    public int TokensGiven { get; private set; }

    internal HttpClient Http { get; }

    public static async Task<TeamsPlatform> Start(TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var made = builder.Build();
        var platform = new TeamsPlatform(made, clock ?? TimeProvider.System);
        made.MapGet("/.well-known/openid-configuration", platform.Describe);
        made.MapGet("/keys", () => platform.Keys());
        made.MapPost("/token", platform.Token);
        made.MapGet("/machine/token", platform.MachineToken);
        made.MapGet("/files/{name}", platform.File);
        made.MapGet("/open/{name}", (string name) => platform.files.TryGetValue(name, out var content) ? Results.Bytes(content) : Results.NotFound());
        made.MapPut("/uploads/{name}", platform.Upload);
        made.Map("/teams/{**path}", platform.Connect);
        await made.StartAsync();
        return platform;
    }

    /// <summary>A person of the tenant, with a chat of their own with the bot.</summary>
    public TeamsPerson Person(string name, string? email = null) => new(this, name, email ?? $"{name.Split(' ')[0].ToLowerInvariant()}@firm.example");

    public TeamsChat Chat(string id, string type, params IEnumerable<TeamsPerson> members)
    {
        var chat = chats.GetOrAdd(id, _ => new(id, type));
        chat.Members.AddRange(members.Except(chat.Members));
        return chat;
    }

    /// <summary>A file that only the bot can fetch; <c>open/</c> in place of <c>files/</c>: anybody.</summary>
    public Uri Keep(string name, byte[] content)
    {
        files[name] = content;
        return new(Address, $"/files/{name}");
    }

    /// <summary>Where a file is put that somebody has accepted: whoever knows the address may.</summary>
    public Uri Uploads(string name) => new(Address, $"/uploads/{name}");

    /// <summary>What was put there; null: nothing.</summary>
    public byte[]? Uploaded(string name) => files.GetValueOrDefault($"uploads/{name}");

    /// <summary>No token that was given out is good any more.</summary>
    public void ForgetTokens() => tokens.Clear();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Signer.Dispose();
        Http.Dispose();
        handler.Dispose();
    }

    private IResult Describe() => Json(new() { ["issuer"] = TeamsSigner.ChannelIssuer, ["jwks_uri"] = new Uri(Address, "/keys").ToString() });

    private IResult Keys()
    {
        KeysAsked++;
        return Json(Signer.Keys());
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();

        if (form["grant_type"] != "client_credentials" || form["client_id"] != AppId || !form["scope"].ToString().Split(' ').Contains($"{Resource}/.default"))
            return Json(new() { ["error"] = "invalid_request" }, StatusCodes.Status400BadRequest);

        if (form["client_secret"] != Secret && form["client_assertion"].ToString().Length is 0)
            return Json(new() { ["error"] = "invalid_client" }, StatusCodes.Status401Unauthorized);

        if (form["client_assertion"].ToString() is { Length: > 0 } assertion)
            Assertions.Add(assertion);

        var token = RandomNumberGenerator.GetHexString(40);
        tokens[token] = true;
        TokensGiven++;
        return Json(new() { ["token_type"] = "Bearer", ["expires_in"] = 3600, ["access_token"] = token });
    }

    private IResult MachineToken(HttpRequest request)
    {
        if (request.Headers["X-IDENTITY-HEADER"] != MachineHeader || request.Query["resource"].ToString() is not { Length: > 0 } resource)
            return Json(new() { ["error"] = "invalid_request" }, StatusCodes.Status400BadRequest);

        MachineAsked.Add((resource, request.Query["client_id"]));
        var token = $"machine.{RandomNumberGenerator.GetHexString(20)}.token";
        tokens[token] = true;
        return Json(new() { ["access_token"] = token, ["expires_on"] = clock.GetUtcNow().AddHours(2).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ["resource"] = resource, ["token_type"] = "Bearer" });
    }

    private IResult File(string name, HttpRequest request) =>
        !IsBot(request) ? Results.StatusCode(StatusCodes.Status401Unauthorized)
        : files.TryGetValue(name, out var content) ? Results.Bytes(content)
        : Results.NotFound();

    private async Task<IResult> Upload(string name, HttpRequest request)
    {
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content);

        if (request.Headers.Authorization.Count > 0 || request.Headers.ContentRange.ToString() != $"bytes 0-{content.Length - 1}/{content.Length}")
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        files[$"uploads/{name}"] = content.ToArray();
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private bool IsBot(HttpRequest request) => IsOpen
        ? request.Headers.Authorization.Count is 0
        : request.Headers.Authorization.ToString().Split(' ') is ["Bearer", var token] && tokens.ContainsKey(token);

    private async Task<IResult> Connect(HttpContext http, string path)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var answer = await Answer(http, path, body);
        log.Enqueue(new(http.Request.Method, path, body.Length is 0 ? null : body, answer.Status, answer.Why));

        if (answer.Status is StatusCodes.Status429TooManyRequests)
            http.Response.Headers.RetryAfter = "1";

        return answer.Why is { } why
            ? Json(new() { ["error"] = new JsonObject { ["code"] = why, ["message"] = why } }, answer.Status)
            : Json(answer.Body ?? [], answer.Status);
    }

    private async Task<Reply> Answer(HttpContext http, string path, string body)
    {
        if (Slowness > TimeSpan.Zero)
            await Task.Delay(Slowness);

        if (!IsBot(http.Request))
            return new(401, "Unauthorized");

        if (Trouble(http.Request.Method, path) is { } status)
            return new(status, status is 403 ? TroubleCode : "Trouble");

        if (TeamsRules.IsTooLarge(body))
            return new(413, "MessageSizeTooBig");

        JsonNode? json;

        try
        {
            json = body.Length is 0 ? null : JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return new(400, "BadSyntax");
        }

        // Some clients escape ":" and ";" in a path and some do not.
        var parts = path.Split('/').Select(Uri.UnescapeDataString).ToArray();

        return (http.Request.Method, parts) switch
        {
            ("POST", ["v3", "conversations"]) => Create(json),
            (var method, ["v3", "conversations", var id, .. var rest]) when chats.TryGetValue(id, out var chat) => In(method, chat, rest, json, http.Request.Query["continuationToken"]),
            _ => new(404, "ConversationNotFound"),
        };
    }

    private Reply In(string method, TeamsChat chat, string[] rest, JsonNode? json, string? page) => (method, rest) switch
    {
        _ when chat.IsForeign => new(403, "BotNotInConversationRoster"),
        (_, ["activities", ..]) when chat.IsBlocked => new(403, "MessageWritesBlocked"),
        ("POST" or "PUT" or "DELETE", ["activities", ..]) when LimitsRates && chat.TooFast(clock.GetUtcNow()) is not null => new(429, "TooManyRequests"),
        ("PUT", ["activities", var id, "reactions", var type]) => chat.Said.Contains(id) && chat.React(id, type) ? new(200, null) : new(404, "ActivityNotFoundInConversation"),
        ("POST" or "PUT", ["activities", ..]) when TeamsRules.Fault(json, chat, BotId) is { } fault => new(400, fault),
        ("POST", ["activities"]) => Post(chat, json!.AsObject()),
        ("POST", ["activities", var asked]) => chat.Said.Contains(asked) || chat.Find(asked) is not null ? Post(chat, json!.AsObject()) : new(400, "ActivityNotFound"),
        ("PUT", ["activities", var id]) => chat.Find(id) is { } post ? Change(post, json!.AsObject()) : new(404, "ActivityNotFoundInConversation"),
        ("DELETE", ["activities", var id]) => chat.Find(id) is { } post ? Remove(post) : new(404, "ActivityNotFoundInConversation"),
        ("GET", ["members", var id]) => chat.Members.Find(member => member.Id == id || member.Account == id) is { } member ? new(200, null, member.Roster()) : new(404, "MemberNotFoundInConversation"),
        ("GET", ["pagedmembers"]) => Page(chat, page),
        _ => new(404, "ServiceError"),
    };

    private Reply Post(TeamsChat chat, JsonObject activity)
    {
        if (activity["entities"]?.AsArray().FirstOrDefault(entity => (string?)entity?["type"] is "streaminfo") is { } info)
            return chat.Stream(activity, info, clock.GetUtcNow()) is (var id, null) ? new(info["streamId"] is null ? 201 : 202, null, new() { ["id"] = id }) : new(403, "ContentStreamNotAllowed");

        return (string?)activity["type"] is "typing"
            ? new(202, null, new() { ["id"] = Guid.NewGuid().ToString("N") })
            : new(201, null, new() { ["id"] = chat.Add(activity).Id });
    }

    private static Reply Change(TeamsPost post, JsonObject activity)
    {
        post.Activity = activity;
        post.Changes++;
        return new(200, null, new() { ["id"] = post.Id });
    }

    private static Reply Remove(TeamsPost post)
    {
        post.IsDeleted = true;
        return new(200, null);
    }

    private static Reply Page(TeamsChat chat, string? token)
    {
        const int size = 50;
        var from = int.TryParse(token, CultureInfo.InvariantCulture, out var at) ? at : 0;
        var page = new JsonObject { ["members"] = new JsonArray([.. chat.Members.Skip(from).Take(size).Select(member => member.Roster())]) };

        if (from + size < chat.Members.Count)
            page["continuationToken"] = (from + size).ToString(CultureInfo.InvariantCulture);

        return new(200, null, page);
    }

    private Reply Create(JsonNode? json)
    {
        if (json is not JsonObject { Count: > 0 } asked || (string?)asked["bot"]?["id"] != BotId)
            return new(400, "BadArgument");

        if ((bool?)asked["isGroup"] is true || (string?)asked["members"]?[0]?["id"] is not { } id || (string?)asked["tenantId"] != Tenant)
            return new(400, "BadArgument");

        return people.Find(person => person.Id == id || person.Account == id) is { } known
            ? new(201, null, new() { ["id"] = known.Chat.Id, ["serviceUrl"] = Service })
            : new(404, "UserNotFound");
    }

    private readonly List<TeamsPerson> people = [];

    internal void Enter(TeamsPerson person)
    {
        lock (people)
            people.Add(person);
    }

    private static IResult Json(JsonObject json, int status = 200) => Results.Text(json.ToJsonString(), "application/json", statusCode: status);

    private sealed record Reply(int Status, string? Why, JsonObject? Body = null);
}
