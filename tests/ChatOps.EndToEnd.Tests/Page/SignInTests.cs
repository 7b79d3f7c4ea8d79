using ChatOps.Documents;
using ChatOps.People;
using ChatOps.Tests.Adapters.Web;
using ChatOps.Tests.Adapters.Web.SigningIn;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChatOps.EndToEnd.Tests.Page;

/// <summary>A claimed installation in a real browser: in through the provider, a ticket, and out again.</summary>
public sealed class SignInTests(Browser browser) : IAsyncLifetime
{
    private IdentityProvider provider = null!;
    private WebServer server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        provider = await IdentityProvider.Start();
        provider.Asks = true;
        server = await WebServer.Start(settings: new(null, new(provider.Issuer, IdentityProvider.ClientId, IdentityProvider.ClientSecret)));
        provider.Redirect = new Uri(server.Address, "/signin-oidc").ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_signs_in_asks_for_help_and_signs_out()
    {
        await Claim();
        var page = await browser.Open(server.Address);
        await SignIn(page);

        await Expect(page.Locator(".who")).ToContainTextAsync("Olive Stone");
        await Expect(page.Locator("#persona")).ToHaveCountAsync(0);
        await page.Ask("My VPN drops every few minutes");
        await page.ReloadAsync();
        await Expect(page.Card("INC-1 My VPN")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator(".notice")).ToContainTextAsync("You are signed out here.");

        await page.GotoAsync(server.Address.ToString());
        await Expect(page.Locator(".notice")).ToBeHiddenAsync();
        await Expect(page.Locator("main")).Not.ToContainTextAsync("VPN");
        Assert.Empty(provider.Complaints);
    }

    [Fact]
    public async Task An_open_page_says_when_its_session_is_over_and_keeps_what_is_being_written()
    {
        await Claim();
        var page = await browser.Open(server.Address);
        await SignIn(page);
        await page.GetByLabel("Message to the help desk").FillAsync("My VPN drops");

        foreach (var session in (await server.Store.Find(Session.ByPerson.Where("olive"), Cancellation)).Items)
            await server.Store.Commit(new Batch().Delete(Session.Kind, session.Id, session.Version), Cancellation);

        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "You are signed out." })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on as Olive Stone" }).ClickAsync();
        await Expect(page.GetByLabel("Message to the help desk")).ToHaveValueAsync("My VPN drops");
    }

    [Fact]
    public async Task Somebody_signed_in_makes_the_installation_theirs_and_open_windows_of_the_demonstration_stop()
    {
        var ada = await browser.Open(new(server.Address, "/?as=ada"));
        await Expect(ada.GetByLabel("Message to the help desk")).ToBeFocusedAsync();
        var page = await browser.Open(server.Address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with your company’s account" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on as Olive Stone" }).ClickAsync();

        var code = await server.Bot.Do("cli:root", "admin code", turn => Claiming.NewCode(turn).AsTask(), Cancellation);
        await page.Say($"admin claim {code}");
        await page.GetByLabel("keep").CheckAsync();
        await page.Last("Make this installation mine").ClickAsync();

        await Expect(page.Card("This installation is yours")).ToBeVisibleAsync();
        await Expect(ada.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The demonstration is over here" })).ToBeVisibleAsync();
    }

    private static async Task SignIn(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on as Olive Stone" }).ClickAsync();
        await Expect(page.GetByLabel("Message to the help desk")).ToBeFocusedAsync();
    }

    private async Task Claim()
    {
        var installation = (await server.Store.Get(Installation.Kind, Installation.TheOne, Cancellation))!;
        await server.Store.Commit(new Batch().Put(Installation.Kind, installation.Body with { ClaimedBy = "ruth" }, installation.Version), Cancellation);
    }
}
