using System.Net;
using ChatOps.Documents;
using ChatOps.Host.Owning;
using ChatOps.People;
using ChatOps.Web;
using Microsoft.Extensions.Time.Testing;

namespace ChatOps.Tests.Adapters.Web.SigningIn;

/// <summary>How long somebody is signed in, what ends it, and whose the installation is then.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private static readonly Uri Public = new("https://help.firm.de");
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private IdentityProvider provider = null!;
    private WebServer server = null!;
    private Visitor olive = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OidcSettings Oidc => new(provider.Issuer, IdentityProvider.ClientId, IdentityProvider.ClientSecret);

    public async ValueTask InitializeAsync()
    {
        provider = await IdentityProvider.Start();
        server = await WebServer.Start(settings: new(null, Oidc), clock: clock);
        provider.Redirect = new Uri(server.Address, "/signin-oidc").ToString();
        olive = new(server);
    }

    public async ValueTask DisposeAsync()
    {
        olive.Dispose();
        await server.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task It_ends_after_an_hour_in_which_nothing_was_done()
    {
        await olive.SignIn();
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, await olive.StatusOf("/history"));
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, await olive.StatusOf("/history"));
        clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf("/history"));
        Assert.Null(await Stored());
    }

    [Fact]
    public async Task What_an_open_page_does_by_itself_keeps_nobody_signed_in()
    {
        await olive.SignIn();
        clock.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal(HttpStatusCode.NoContent, await olive.StatusOf("/here"));
        Assert.Equal(HttpStatusCode.OK, await olive.StatusOf("/events"));
        clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf("/here"));
    }

    [Fact]
    public async Task It_ends_after_twelve_hours_however_busy_somebody_is()
    {
        await olive.SignIn();

        for (var half = 1; half < 24; half++)
        {
            clock.Advance(TimeSpan.FromMinutes(30));
            Assert.Equal(HttpStatusCode.OK, await olive.StatusOf("/history"));
        }

        clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf("/history"));
        Assert.Equal("/", await olive.SignIn());
    }

    [Fact]
    public async Task Signing_out_ends_it_here_and_what_is_being_listened_to()
    {
        await olive.SignIn();
        var cookie = olive.Cookies["chatops"];
        using var events = await olive.Get("/events");
        Assert.Equal(HttpStatusCode.OK, events.StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, await olive.SignOut());

        await events.Content.ReadAsStringAsync(Cancellation);
        Assert.DoesNotContain("chatops", olive.Cookies.Keys);
        olive.Cookies["chatops"] = cookie;
        Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf("/history"));
    }

    [Fact]
    public async Task Another_website_cannot_sign_anybody_out()
    {
        await olive.SignIn();

        Assert.Equal(HttpStatusCode.Forbidden, await olive.SignOut(origin: "https://example.com"));
        Assert.Equal(HttpStatusCode.Forbidden, await olive.SignOut(origin: null));
        Assert.Equal(HttpStatusCode.Forbidden, await olive.SignOut(isMarked: false));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await olive.StatusOf("/signout"));
        Assert.Equal(HttpStatusCode.OK, await olive.StatusOf("/history"));
    }

    [Fact]
    public async Task Who_is_deactivated_is_out_at_once_and_does_not_come_in_again()
    {
        await olive.SignIn();
        using var events = await olive.Get("/events");
        await Change(person => person with { Active = false });
        clock.Advance(TimeSpan.FromSeconds(1));

        await events.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf("/history"));
        Assert.Equal("/?signin=inactive", await olive.SignIn());

        await Change(person => person with { Active = true });
        Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf("/history"));
    }

    [Fact]
    public async Task An_administrator_signs_somebody_out_everywhere()
    {
        await olive.SignIn();
        using var elsewhere = new Visitor(server);
        await elsewhere.SignIn();
        provider.User = new() { ["sub"] = "0009", ["name"] = "Adam Min", ["email"] = "adam@firm.de", ["email_verified"] = true };
        using var adam = new Visitor(server);
        await adam.SignIn();

        using var asEmployee = adam.Client;
        await asEmployee.Say("person signout olive");
        Assert.Equal(HttpStatusCode.OK, await olive.StatusOf("/history"));

        await Change(person => person with { Roles = Roles.Employee | Roles.Administrator }, "adam");
        using var asAdministrator = adam.Client;
        Assert.StartsWith("Olive Stone is signed out everywhere.", (string?)(await asAdministrator.Say("person signout olive"))[1]!["title"], StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf("/history"));
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusOf("/history"));
        Assert.Equal(HttpStatusCode.OK, await adam.StatusOf("/history"));
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites_and_says_nothing_by_itself()
    {
        await olive.SignIn();

        Assert.Contains(olive.Given, cookie => cookie == $"chatops={olive.Cookies["chatops"]}; path=/; samesite=lax; httponly");
        using var all = new MemoryStream();
        await server.Store.Export(all, Cancellation);
        Assert.DoesNotContain(olive.Cookies["chatops"], System.Text.Encoding.UTF8.GetString(all.ToArray()), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_in_again_ends_what_was_before()
    {
        await olive.SignIn();
        var before = olive.Cookies["chatops"];
        await olive.SignIn();

        Assert.NotEqual(before, olive.Cookies["chatops"]);
        olive.Cookies["chatops"] = before;
        Assert.Equal(HttpStatusCode.Unauthorized, await olive.StatusOf("/history"));
    }

    [Fact]
    public async Task Behind_a_proxy_everything_is_as_the_public_address_says()
    {
        await using var behind = await WebServer.Start(new Lists(), settings: new(Public, Oidc));
        provider.Redirect = "https://help.firm.de/signin-oidc";
        using var visitor = new Visitor(behind, Public);

        Assert.Equal("/", await visitor.SignIn());

        Assert.Contains(visitor.Given, cookie => cookie == $"__Host-chatops={visitor.Cookies["__Host-chatops"]}; path=/; secure; samesite=lax; httponly");
        Assert.All(visitor.Given, cookie => Assert.Contains("secure", cookie, StringComparison.Ordinal));
        using var history = await visitor.Get("/history");
        Assert.Equal(HttpStatusCode.OK, history.StatusCode);
        Assert.Equal("max-age=31536000", Assert.Single(history.Headers.GetValues("Strict-Transport-Security")));
        Assert.Equal(HttpStatusCode.NoContent, await visitor.SignOut());
    }

    [Fact]
    public async Task The_public_address_is_no_way_into_the_demonstration()
    {
        await using var behind = await WebServer.Start(new Lists(), settings: new(Public, Oidc));
        using var visitor = new Visitor(behind, Public);
        using var local = new Visitor(behind);
        using var front = await visitor.Get("/?as=ada");

        Assert.DoesNotContain("Ada Lovell", await front.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await visitor.StatusOf("/history?as=ada"));
        Assert.Equal(HttpStatusCode.OK, await local.StatusOf("/history?as=ada"));
        Assert.Equal("https://help.firm.de/signin", (await local.Leave()).ToString());

        using var elsewhere = new Visitor(behind, new("https://example.com"));
        Assert.Equal(HttpStatusCode.Forbidden, await elsewhere.StatusOf("/"));
    }

    [Fact]
    public async Task Somebody_signed_in_claims_the_installation_with_the_code_and_the_demonstration_stops_at_once()
    {
        using var ada = new Client(server, "ada");
        using var listening = await ada.Get("/events");
        await olive.SignIn();
        using var client = olive.Client;
        var code = await new Ownership(server.Bot).NewCode("root", Cancellation);

        var form = (await client.Say($"admin claim {code}"))[1]!;
        Assert.Equal("form", (string?)form["state"]);
        Assert.Equal(code, (string?)form["card"]!["body"]![1]!["value"]);
        var answer = (await client.Press(form, "Make this installation mine", new() { ["code"] = code, ["demo"] = "delete" }))[0]!;

        Assert.Equal("This installation is yours, and you are an administrator.", (string?)answer["title"]);
        Assert.Equal("olive", (await server.Store.Get(Installation.Kind, Installation.TheOne, Cancellation))!.Body.ClaimedBy);
        Assert.True((await server.Store.Get(Person.Kind, "olive", Cancellation))!.Body.Roles.HasFlag(Roles.Administrator));
        Assert.False((await server.Store.Get(Person.Kind, "ada", Cancellation))!.Body.Active);

        await listening.Content.ReadAsStringAsync(Cancellation);
        using var refused = await ada.Get("/history");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await olive.StatusOf("/history"));
    }

    [Fact]
    public async Task Without_a_provider_a_claimed_page_lets_nobody_in_and_says_what_to_set()
    {
        await using var off = await WebServer.Start(new Lists());
        var installation = (await off.Store.Get(Installation.Kind, Installation.TheOne, Cancellation))!;
        await off.Store.Commit(new Batch().Put(Installation.Kind, installation.Body with { ClaimedBy = "ruth" }, installation.Version), Cancellation);
        using var visitor = new Visitor(off);
        using var front = await visitor.Get("/");
        using var signIn = await visitor.Get("/signin");

        Assert.Contains("Web:Oidc:Authority", await front.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains("Web:Oidc:Authority", await Client.Error(signIn), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusOf("/signin-oidc?code=x&state=y"));
        Assert.Equal(HttpStatusCode.Forbidden, await visitor.StatusOf("/history?as=ada"));
        Assert.Equal(HttpStatusCode.Unauthorized, await visitor.StatusOf("/history"));
    }

    private async Task Change(Func<Person, Person> change, string id = "olive")
    {
        var person = (await server.Store.Get(Person.Kind, id, Cancellation))!;
        Assert.IsType<Outcome.Committed>(await server.Store.Commit(new Batch().Put(Person.Kind, change(person.Body), person.Version), Cancellation));
    }

    private async Task<Session?> Stored() => (await server.Store.Get(Session.Kind, Session.IdOf(olive.Cookies["chatops"]), Cancellation))?.Body;
}
