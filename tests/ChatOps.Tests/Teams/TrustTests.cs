using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ChatOps.Platforms.Teams;
using ChatOps.Teams;
using ChatOps.Teams.Trust;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Teams;

public sealed class TrustTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(TestBot.Monday) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
    private TeamsServer server = null!;
    private TeamsPerson ada = null!;

    private TeamsPlatform Platform => server.Platform;

    private TeamsSigner Signer => Platform.Signer;

    public async ValueTask InitializeAsync()
    {
        server = await TeamsServer.Start(clock: clock);
        ada = Platform.Person("Ada Lovell");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_token_of_the_channel_lets_in()
    {
        Assert.Equal(200, (await ada.Send(ada.Says("help"))).Status);
        Assert.Single(ada.Inbox);
    }

    [Theory]
    [InlineData(TeamsCloud.UsGovernment, "https://api.botframework.us", "https://login.microsoftonline.us/")]
    [InlineData(TeamsCloud.China, "https://api.botframework.azure.cn", "https://login.partner.microsoftonline.cn/")]
    public async Task In_another_cloud_others_speak_for_Teams(TeamsCloud cloud, string channel, string login)
    {
        await using var there = await TeamsServer.Start(settings: settings => settings with { Cloud = cloud }, clock: clock);
        there.Platform.Resource = channel;
        var bo = there.Platform.Person("Bo Lind");

        Assert.Equal(200, (await bo.Send(bo.Says("help"), Token(channel, null))).Status);
        Assert.Single(bo.Inbox);
        Assert.Equal(200, (await bo.Send(bo.Says("help"), Token($"{login}{TeamsPlatform.Tenant}/v2.0", "2.0"))).Status);

        foreach (var issuer in (string[])["https://api.botframework.com", $"https://login.microsoftonline.com/{TeamsPlatform.Tenant}/v2.0"])
            Assert.Equal(401, (await bo.Send(bo.Says("help"), Token(issuer, "2.0"))).Status);

        string Token(string issuer, string? version)
        {
            var claims = there.Platform.Signer.Claims(there.Platform.Service);
            claims["iss"] = issuer;

            if (version is not null)
                (claims["ver"], claims["azp"]) = (version, there.Platform.AppId);

            return there.Platform.Signer.Sign(claims);
        }
    }

    [Theory]
    [InlineData("exp", "past")]
    [InlineData("exp", "none")]
    [InlineData("nbf", "future")]
    [InlineData("aud", "another app")]
    [InlineData("aud", "none")]
    [InlineData("iss", "https://sts.windows.net/00000000-0000-4000-8000-000000000bad/")]
    [InlineData("iss", "https://api.botframework.us")]
    [InlineData("iss", "HTTPS://API.BOTFRAMEWORK.COM")]
    [InlineData("iss", "none")]
    [InlineData("serviceurl", "https://smba.trafficmanager.net/emea/")]
    [InlineData("serviceurl", "none")]
    [InlineData("serviceurl", "")]
    public async Task A_token_that_claims_something_else_does_not(string claim, string value)
    {
        var claims = Signer.Claims(Platform.Service);

        if (value is "none")
            claims.Remove(claim);
        else
            claims[claim] = value switch { "past" => clock.GetUtcNow().AddMinutes(-6).ToUnixTimeSeconds(), "future" => clock.GetUtcNow().AddMinutes(6).ToUnixTimeSeconds(), _ => value };

        await Refused(Signer.Sign(claims));
    }

    [Fact]
    public async Task A_clock_may_be_five_minutes_off()
    {
        var claims = Signer.Claims(Platform.Service);
        (claims["nbf"], claims["exp"]) = (clock.GetUtcNow().AddMinutes(4).ToUnixTimeSeconds(), clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds());
        Assert.Equal(200, (await ada.Send(ada.Says("help"), Signer.Sign(claims))).Status);

        claims = Signer.Claims(Platform.Service);
        (claims["nbf"], claims["exp"]) = (clock.GetUtcNow().AddHours(-1).ToUnixTimeSeconds(), clock.GetUtcNow().AddMinutes(-4).ToUnixTimeSeconds());
        Assert.Equal(200, (await ada.Send(ada.Says("help"), Signer.Sign(claims))).Status);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("PS256")]
    public async Task A_token_signed_in_another_way_does_not(string algorithm) => await Refused(Signer.Sign(Signer.Claims(Platform.Service), algorithm));

    [Fact]
    public async Task A_longer_hash_is_good_too() =>
        Assert.Equal(200, (await ada.Send(ada.Says("help"), Signer.Sign(Signer.Claims(Platform.Service), "RS384"))).Status);

    [Fact]
    public async Task A_token_that_somebody_else_signed_does_not()
    {
        using var stranger = new TeamsSigner(clock, Platform.AppId) { KeyId = Signer.KeyId };
        await Refused(stranger.Sign(stranger.Claims(Platform.Service)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no token")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9..")]
    public async Task What_is_no_token_does_not(string token) => await Refused(token);

    [Fact]
    public async Task A_token_whose_words_were_changed_does_not()
    {
        var parts = Signer.Sign(Signer.Claims(Platform.Service)).Split('.');
        var claims = Signer.Claims(Platform.Service);
        claims["exp"] = clock.GetUtcNow().AddYears(1).ToUnixTimeSeconds();
        await Refused($"{parts[0]}.{Signer.Sign(claims).Split('.')[1]}.{parts[2]}");
    }

    [Fact]
    public async Task Only_Bearer_is_asked_for()
    {
        var token = Signer.Sign(Signer.Claims(Platform.Service));

        foreach (var header in (string[])["Basic " + token, "bearer " + token, token])
        {
            using var http = new HttpClient(new SocketsHttpHandler());
            using var request = new HttpRequestMessage(HttpMethod.Post, Platform.Bot) { Content = new StringContent(ada.Says("help").ToJsonString(), Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("Authorization", header);
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task A_key_must_be_endorsed_for_Teams()
    {
        Signer.Endorsements = ["webchat"];
        await Refused(Signer.Sign(Signer.Claims(Platform.Service)));

        Signer.Endorsements = null;
        clock.Advance(TimeSpan.FromDays(2));
        await Refused(Signer.Sign(Signer.Claims(Platform.Service)));
    }

    [Fact]
    public async Task Another_channel_of_the_same_bot_is_not_heard()
    {
        var message = ada.Says("help");
        message["channelId"] = "webchat";

        Assert.Equal(401, (await ada.Send(message)).Status);
    }

    [Fact]
    public async Task A_key_that_was_changed_is_asked_for_once_and_not_for_every_name_made_up()
    {
        await ada.Send(ada.Says("help"));
        Assert.Equal(1, Platform.KeysAsked);

        Signer.Rotate();
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(200, (await ada.Send(ada.Says("help"))).Status);
        Assert.Equal(2, Platform.KeysAsked);

        for (var n = 0; n < 20; n++)
            await Refused(Signer.Sign(Signer.Claims(Platform.Service), keyId: $"made up {n}"));

        Assert.Equal(2, Platform.KeysAsked);
    }

    [Fact]
    public async Task A_key_that_was_taken_back_is_good_for_a_day_at_the_most()
    {
        await ada.Send(ada.Says("help"));
        var (old, claims) = (Signer.Sign(Signer.Claims(Platform.Service)), Signer.Claims(Platform.Service));
        claims["exp"] = clock.GetUtcNow().AddDays(9).ToUnixTimeSeconds();
        old = Signer.Sign(claims);
        Signer.Rotate();
        clock.Advance(TimeSpan.FromDays(1.1));

        await Refused(old);
    }

    [Fact]
    public async Task An_emulator_shows_the_token_of_the_bot_itself()
    {
        JsonObject Entra(string version, string app)
        {
            var claims = Signer.Claims(Platform.Service);
            claims.Remove("serviceurl");
            claims["iss"] = version is "1.0" ? $"https://sts.windows.net/{TeamsPlatform.Tenant}/" : $"https://login.microsoftonline.com/{TeamsPlatform.Tenant}/v2.0";
            (claims["ver"], claims[version is "1.0" ? "appid" : "azp"]) = (version, app);
            return claims;
        }

        Assert.Equal(200, (await ada.Send(ada.Says("help"), Signer.Sign(Entra("1.0", Platform.AppId)))).Status);
        Assert.Equal(200, (await ada.Send(ada.Says("help"), Signer.Sign(Entra("2.0", Platform.AppId)))).Status);
        await Refused(Signer.Sign(Entra("2.0", "another app")));

        var mixed = Entra("1.0", Platform.AppId);
        mixed["ver"] = "2.0";
        await Refused(Signer.Sign(mixed));
    }

    [Fact]
    public async Task Another_tenant_is_turned_away()
    {
        var message = ada.Says("help");
        message["conversation"]!["tenantId"] = "cc33dd44-0000-4000-8000-00000000beef";

        Assert.Equal(403, (await ada.Send(message)).Status);
        message["conversation"]!.AsObject().Remove("tenantId");
        message["channelData"]!.AsObject().Remove("tenant");
        Assert.Equal(403, (await ada.Send(message)).Status);
        Assert.Empty(Platform.Log);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("https://smba.trafficmanager.net.example.com/")]
    [InlineData("http://smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net@example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task Nobody_is_answered_where_no_connector_is(string service)
    {
        var message = ada.Says("help");
        message["serviceUrl"] = service;

        Assert.Contains((await ada.Send(message)).Status, (int[])[400, 401]);
        Assert.Empty(Platform.Log);
        Assert.Equal(0, Platform.TokensGiven);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", true)]
    [InlineData("https://smba.trafficmanager.net:444/emea/", false)]
    [InlineData("https://europe.botframework.com/", true)]
    [InlineData("https://botframework.com.example.com/", false)]
    [InlineData("https://notbotframework.com/", false)]
    [InlineData("https://teams.microsoft.com/", true)]
    [InlineData("https://user@teams.microsoft.com/", false)]
    [InlineData("https://company.sharepoint.com/", false)]
    [InlineData("https://own.example:8443/", true)]
    [InlineData("https://own.example/", false)]
    [InlineData("http://own.example:8443/", false)]
    public void A_connector_is_known_by_its_whole_name(string address, bool isOne) =>
        Assert.Equal(isOne, new Hosts(new("app") { AllowedHosts = ["own.example:8443"] }).IsConnector(new(address)));

    [Fact]
    public async Task Without_an_app_id_the_endpoint_is_closed()
    {
        await using var closed = await TeamsServer.Start(settings: settings => settings with { AppId = "" });
        var person = closed.Platform.Person("Ada Lovell");

        Assert.Equal(401, (await person.Send(person.Says("help"))).Status);
        Assert.Equal(401, (await person.Send(person.Says("help"), "")).Status);
    }

    [Fact]
    public async Task On_this_machine_a_client_without_a_token_can_be_let_in_and_gets_none()
    {
        await using var open = await TeamsServer.Start(settings: settings => new("") { Unauthenticated = true });
        open.Platform.IsOpen = true;
        var person = open.Platform.Person("Ada Lovell");

        Assert.Equal(200, (await person.Send(person.Says("help"))).Status);
        Assert.Single(person.Inbox);

        var elsewhere = person.Says("help");
        elsewhere["serviceUrl"] = "https://smba.trafficmanager.net/emea/";
        Assert.Equal(400, (await person.Send(elsewhere)).Status);

        foreach (var (name, value) in ((string, string)[])[("Host", "bot.example"), ("Origin", "https://example.com"), ("X-Forwarded-For", "192.0.2.1")])
        {
            using var http = new HttpClient(new SocketsHttpHandler());
            using var request = new HttpRequestMessage(HttpMethod.Post, open.Platform.Bot) { Content = new StringContent(person.Says("help").ToJsonString(), Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation(name, value);
            Assert.Equal(HttpStatusCode.Forbidden, (await http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task What_is_too_large_broken_or_no_activity_is_said_to_be_so()
    {
        Assert.Equal(413, await Post(new string('x', 300 * 1024)));
        Assert.Equal(413, await Post($"{{\"text\":\"{new string('x', 300 * 1024)}\"}}", isChunked: true));

        foreach (var body in (string[])["", "{", "[]", "null", "5", "{}", "{\"type\":5}", "{\"type\":\"message\"}", "{\"type\":\"message\"} x", "\u0000", "{\"type\":\"message\",\"text\":\"\\ud800\"}", new string('[', 1000)])
            Assert.Equal(400, await Post(body));

        var message = ada.Says("help");
        message["conversation"]!["id"] = new string('x', 500);
        Assert.Equal(400, await Post(message.ToJsonString()));
        Assert.Equal(400, await Post(ada.Says("help").ToJsonString(), "text/plain"));
        Assert.Equal(405, (int)(await Http(HttpMethod.Get, null)).StatusCode);
    }

    private async Task Refused(string token)
    {
        Assert.Equal(401, (await ada.Send(ada.Says("help"), token)).Status);
        Assert.DoesNotContain(ada.Inbox, post => post.Words.Contains("Something went wrong", StringComparison.Ordinal));
    }

    private async Task<int> Post(string body, string type = "application/json", bool isChunked = false)
    {
        HttpContent content = isChunked ? new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))) : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new(type);
        return (int)(await Http(HttpMethod.Post, content, isChunked)).StatusCode;
    }

    private async Task<HttpResponseMessage> Http(HttpMethod method, HttpContent? content, bool isChunked = false)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(method, Platform.Bot) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Signer.Sign(Signer.Claims(Platform.Service)));
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true;
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
