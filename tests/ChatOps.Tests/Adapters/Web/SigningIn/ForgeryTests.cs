using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using ChatOps.Web.SigningIn;

namespace ChatOps.Tests.Adapters.Web.SigningIn;

/// <summary>What is not from the provider, not for us or not for this browser lets nobody in.</summary>
public sealed class ForgeryTests : IAsyncLifetime
{
    private const string Failed = "/?signin=failed";

    private static readonly Dictionary<string, Action<JsonObject>> Wrong = new(StringComparer.Ordinal)
    {
        ["another nonce"] = claims => claims["nonce"] = "638000000000000000.bm9uY2U",
        ["no nonce"] = claims => claims.Remove("nonce"),
        ["for another"] = claims => claims["aud"] = "payroll",
        ["for nobody"] = claims => claims.Remove("aud"),
        ["expired"] = claims => claims["exp"] = (long)claims["iat"]! - 3600,
        ["never expires"] = claims => claims.Remove("exp"),
        ["not yet"] = claims => claims["nbf"] = (long)claims["iat"]! + 3600,
        ["another issuer"] = claims => claims["iss"] = "https://login.example.com",
        ["no issuer"] = claims => claims.Remove("iss"),
        ["another person than the provider then describes"] = claims => claims["sub"] = "0002",
        ["nobody"] = claims => claims.Remove("sub"),
    };

    private IdentityProvider provider = null!;
    private WebServer server = null!;
    private Visitor olive = null!;

    public static TheoryData<string> Tokens => [.. Wrong.Keys];

    public async ValueTask InitializeAsync()
    {
        provider = await IdentityProvider.Start();
        server = await WebServer.Start(new Lists(), settings: new(null, new(provider.Issuer, IdentityProvider.ClientId, IdentityProvider.ClientSecret)));
        provider.Redirect = new Uri(server.Address, "/signin-oidc").ToString();
        olive = new(server);
    }

    public async ValueTask DisposeAsync()
    {
        olive.Dispose();
        await server.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task A_token_that_says_the_wrong_thing(string which)
    {
        provider.Tampers = Wrong[which];
        await AssertNobody(await olive.SignIn());

        provider.Tampers = _ => { };
        Assert.Equal("/", await olive.SignIn());
    }

    [Theory]
    [InlineData("None")]
    [InlineData("Stripped")]
    [InlineData("ClientSecret")]
    [InlineData("Stranger")]
    public async Task A_token_that_somebody_else_has_signed(string signature)
    {
        provider.Signature = Enum.Parse<Signature>(signature);

        await AssertNobody(await olive.SignIn());
    }

    [Fact]
    public async Task A_new_key_of_the_provider_is_fetched_when_it_is_first_seen()
    {
        Assert.Equal("/", await olive.SignIn());

        for (var times = 0; times < 3; times++)
        {
            provider.Rotate();
            Assert.Equal("/", await olive.SignIn());
        }
    }

    [Fact]
    public async Task The_way_back_used_a_second_time()
    {
        var back = await olive.Agree(await olive.Leave());
        var before = new Dictionary<string, string>(olive.Cookies, StringComparer.Ordinal);
        Assert.Equal("/", await olive.Return(back));

        using var again = new Visitor(server);
        await AssertNobody(await again.Return(back), again);

        foreach (var (name, value) in before)
            again.Cookies[name] = value;

        await AssertNobody(await again.Return(back), again);
        Assert.Equal(["code"], provider.Complaints);
    }

    [Fact]
    public async Task The_way_back_of_somebody_else_s_sign_in()
    {
        using var mallory = new Visitor(server);
        var theirs = await mallory.Agree(await mallory.Leave());
        await olive.Leave();

        await AssertNobody(await olive.Return(theirs));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=x")]
    [InlineData("?code=x&state=y")]
    [InlineData("?error=access_denied")]
    [InlineData("?error=server_error&state=y&error_description=%3Cscript%3E")]
    public async Task A_way_back_that_nobody_was_sent_on(string query) =>
        await AssertNobody(await olive.Return(new Uri(server.Address, $"/signin-oidc{query}")));

    [Fact]
    public async Task A_state_that_was_changed_on_the_way()
    {
        var back = (await olive.Agree(await olive.Leave())).ToString();

        await AssertNobody(await olive.Return(new(back[..^2] + (back[^2..] is "aa" ? "bb" : "aa"))));
    }

    [Fact]
    public async Task A_wrong_client_secret()
    {
        await using var wrong = await WebServer.Start(new Lists(), settings: new(null, new(provider.Issuer, IdentityProvider.ClientId, "guessed")));
        provider.Redirect = new Uri(wrong.Address, "/signin-oidc").ToString();
        using var there = new Visitor(wrong);

        await AssertNobody(await there.SignIn(), there);
        Assert.Equal(["client_secret"], provider.Complaints);
    }

    [Theory]
    [InlineData("/signin?returnUrl=https://example.com")]
    [InlineData("/signin?ReturnUrl=//example.com&return=//example.com&redirect_uri=https://example.com")]
    public async Task A_link_cannot_say_where_a_sign_in_leads(string path) => Assert.Equal("/", await olive.SignIn(path));

    [Fact]
    public async Task A_link_cannot_make_the_page_say_anything()
    {
        using var response = await olive.Get("/?signin=<b>Call+0900</b>");

        Assert.DoesNotContain("0900", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/8a1c/v2.0", "true", true)]
    [InlineData("https://login.microsoftonline.com/8a1c/v2.0", "1", true)]
    [InlineData("https://login.microsoftonline.com/8a1c/v2.0", "false", false)]
    [InlineData("https://login.microsoftonline.com/8a1c/v2.0", null, false)]
    [InlineData("https://login.example.com", "true", false)]
    [InlineData("https://login.microsoftonline.com.example.com/8a1c/v2.0", "true", false)]
    public void Entra_proves_an_address_by_its_domain(string issuer, string? owner, bool isProven)
    {
        var claims = new List<Claim> { new("iss", issuer), new("sub", "1"), new("email", "olive@firm.de") };

        if (owner is not null)
            claims.Add(new("xms_edov", owner));

        Assert.Equal(isProven ? "olive@firm.de" : null, Account.Of(new(new ClaimsIdentity(claims)))!.Email);
    }

    private async Task AssertNobody(string end, Visitor? who = null)
    {
        Assert.Equal(Failed, end);
        Assert.DoesNotContain("chatops", (who ?? olive).Cookies.Keys);
        Assert.Equal(HttpStatusCode.Unauthorized, await (who ?? olive).StatusOf("/history"));
    }
}
