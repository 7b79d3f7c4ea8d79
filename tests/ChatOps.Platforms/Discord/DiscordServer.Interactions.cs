using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatOps.Platforms.Discord;

/// <summary>How interactions reach the bot.</summary>
public sealed partial class DiscordServer
{
    private static readonly HttpClient Poster = new(new SocketsHttpHandler { UseProxy = false });

    internal void Deliver(Exchange exchange)
    {
        Exchanges[exchange.Id] = exchange;
        var json = InteractionJson(exchange);

        if (InteractionsEndpoint is { } endpoint)
            exchange.Response = Post(exchange, endpoint, json);
        else if (!Gateway.Dispatch("INTERACTION_CREATE", json, exchange.User.Channel.Guild))
            exchange.Fail("The application did not respond");
    }

    /// <summary>As it is sent, to be signed or forged by a test.</summary>
    internal JsonObject InteractionJson(Exchange exchange)
    {
        lock (World)
        {
            var user = exchange.User;
            var json = new JsonObject
            {
                ["id"] = exchange.Id,
                ["application_id"] = ApplicationId,
                ["type"] = exchange.Type,
                ["token"] = exchange.Token,
                ["version"] = 1,
                ["data"] = exchange.Data.DeepClone(),
                ["channel_id"] = user.Channel.Id,
                ["channel"] = user.Channel.ToJson(),
                ["locale"] = user.Account.Locale,
                ["app_permissions"] = "2248473465835073",
                ["attachment_size_limit"] = 10_485_760,
                ["entitlements"] = new JsonArray(),
                ["authorizing_integration_owners"] = new JsonObject { ["0"] = Guild.Id },
                ["context"] = user.Channel.Guild is null ? 1 : 0,
            };

            if (user.Channel.Guild is { } guild)
            {
                json["guild_id"] = guild.Id;
                json["guild"] = new JsonObject { ["id"] = guild.Id, ["locale"] = "en-US", ["features"] = new JsonArray() };
                json["guild_locale"] = "en-US";
                json["member"] = user.Account.ToMemberJson();
            }
            else
            {
                json["user"] = user.Account.ToJson();
            }

            if (exchange.On is { } message)
                json["message"] = message.ToJson();

            return json;
        }
    }

    /// <summary>Posts a body to the endpoint of the bot, signed now, unless told otherwise.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Post(Uri endpoint, byte[] body, string? timestamp = null, string? signature = null)
    {
        timestamp ??= Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
        request.Headers.TryAddWithoutValidation("X-Signature-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("X-Signature-Ed25519", signature ?? Signing.Sign(timestamp, body));
        request.Headers.TryAddWithoutValidation("User-Agent", "Discord-Interactions/1.0 (+https://discord.com)");
        using var response = await Poster.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task Post(Exchange exchange, Uri endpoint, JsonObject json)
    {
        try
        {
            var (status, body) = await Post(endpoint, Encoding.UTF8.GetBytes(json.ToJsonString()));

            if (status is HttpStatusCode.OK)
                Rest.AnswerInline(exchange, JsonNode.Parse(body)!.AsObject());
            else if (status is not HttpStatusCode.Accepted)
                exchange.Fail($"The application answered with {(int)status}");
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException)
        {
            exchange.Fail($"The application did not respond ({e.Message})");
        }
    }
}
