using System.Net;
using System.Net.Http.Json;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Tests.Adapters.Web;

public sealed class GuardTests : IAsyncLifetime
{
    private WebServer server = null!;
    private Client ada = null!;

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.Start(new Lists());
        ada = new(server, "ada");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("192.168.1.7")]
    [InlineData("localhost.example.com")]
    [InlineData("127.0.0.1.example.com")]
    public async Task A_name_that_only_leads_here_is_refused(string host)
    {
        foreach (var path in (string[])["/", "/history", "/events", "/assets/x/page.js"])
        {
            using var response = await ada.Get(path, host: host);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.StartsWith("This page is for this machine only", await Client.Error(response), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Another_website_is_refused(string origin)
    {
        using var said = await ada.Post("/messages", JsonContent.Create(new { @event = "1", text = "list add LI-1 milk" }), origin);
        using var read = await ada.Get("/history", origin);

        Assert.Equal("Another website may not use this page.", await Client.Error(said));
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        Assert.Null(await server.Store.Get(List.Kind, "LI-1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_change_that_does_not_say_where_it_comes_from_is_refused()
    {
        using var response = await ada.Post("/messages", JsonContent.Create(new { @event = "1", text = "list add LI-1 milk" }), origin: null);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_change_that_the_page_itself_did_not_send_is_refused()
    {
        using var response = await ada.Post("/messages", JsonContent.Create(new { @event = "1", text = "list add LI-1 milk" }), isMarked: false);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Null(await server.Store.Get(List.Kind, "LI-1", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task What_a_proxy_brings_from_elsewhere_does_not_come_from_this_machine(string header, string value)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add(header, value);
        using var response = await client.GetAsync("/?as=ruth", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("mallory")]
    [InlineData("system")]
    [InlineData("")]
    public async Task Somebody_who_is_not_among_the_four_is_refused(string persona)
    {
        using var stranger = new Client(server, persona);

        foreach (var path in (string[])["/history", "/events", "/files/1/x"])
        {
            using var response = await stranger.Get(path);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.StartsWith("Nobody here goes by that name.", await Client.Error(response), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Once_somebody_owns_the_installation_nobody_can_say_who_they_are()
    {
        var installation = (await server.Store.Get(Installation.Kind, "installation", TestContext.Current.CancellationToken))!;
        await server.Store.Commit(new Batch().Put(Installation.Kind, installation.Body with { ClaimedBy = "ruth" }, installation.Version), TestContext.Current.CancellationToken);

        using var response = await ada.Get("/history");
        using var front = await ada.Get("/");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.DoesNotContain("Ada Lovell", await front.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_lets_no_script_of_others_in_and_nobody_frame_it()
    {
        using var response = await ada.Get("/");
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));

        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("camera=()", Assert.Single(response.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Parts_of_the_page_are_kept_by_browsers_for_good_and_change_their_address_when_they_change()
    {
        using var page = await ada.Get("/");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var parts = System.Text.RegularExpressions.Regex.Matches(html, "/assets/[0-9a-f]{16}/[a-z]+\\.(js|css|svg)", System.Text.RegularExpressions.RegexOptions.ExplicitCapture).Select(match => match.Value).Distinct().ToArray();

        Assert.Contains(parts, part => part.EndsWith("/adaptivecards.js", StringComparison.Ordinal));

        foreach (var part in parts)
        {
            using var response = await ada.Get(part);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.NotNull(response.Headers.ETag);
        }

        using var old = await ada.Get("/assets/0000000000000000/page.js");
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
    }
}
