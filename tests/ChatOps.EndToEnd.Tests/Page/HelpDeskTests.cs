using ChatOps.AdaptiveCards;
using ChatOps.Tests.Adapters.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChatOps.EndToEnd.Tests.Page;

/// <summary>A ticket from the first word to the last, in two windows of a real browser.</summary>
public sealed class HelpDeskTests(Browser browser) : IAsyncLifetime
{
    private WebServer server = null!;

    public async ValueTask InitializeAsync() => server = await WebServer.Start();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_ticket_is_opened_worked_and_resolved_by_keyboard_alone_and_both_ends_see_it_live()
    {
        var ada = await Open("ada");
        var grace = await Open("grace");

        await ada.Ask("My VPN drops every few minutes");
        await Expect(ada.Card("INC-1 My VPN drops every few minutes")).ToContainTextAsync("nobody");

        await grace.Say("unassigned tickets");
        await grace.PressByKeyboard(grace.GetByRole(AriaRole.Button, new() { Name = "INC-1 My VPN" }).Last, "Shift+Tab");
        await grace.PressByKeyboard(grace.Last("Claim"), "Shift+Tab");
        await Expect(ada.Card("INC-1 My VPN")).ToContainTextAsync("Grace Harper");

        await grace.PressByKeyboard(grace.Last("Reply"), "Shift+Tab");
        await Expect(grace.Locator(".card textarea").Last).ToBeFocusedAsync();
        await grace.Keyboard.TypeAsync("Please install driver 4.2 and try again.");
        await grace.PressByKeyboard(grace.Last("Reply on a ticket"));
        await Expect(ada.Card("INC-1 My VPN")).ToContainTextAsync("Please install driver 4.2 and try again.");

        await Expect(grace.GetByLabel("Message to the help desk")).ToBeFocusedAsync();
        await grace.PressByKeyboard(grace.Last("Resolve"), "Shift+Tab");
        await Expect(grace.GetByLabel("What came of it?")).ToBeFocusedAsync();
        await grace.Keyboard.PressAsync("f");
        await grace.GoByKeyboard(grace.Locator(".card textarea").Last);
        await grace.Keyboard.TypeAsync("The driver was too old.");
        await grace.PressByKeyboard(grace.Last("Resolve a ticket"));
        await Expect(ada.Card("INC-1 My VPN")).ToContainTextAsync("The driver was too old.");

        await ada.PressByKeyboard(ada.Last("It works"), "Shift+Tab");
        await Expect(grace.Card("INC-1 My VPN")).ToContainTextAsync("closed");
    }

    [Fact]
    public async Task Typed_words_and_the_focus_survive_a_change_by_somebody_else()
    {
        var (ada, grace) = (await Open("ada"), await Open("grace"));
        await ada.Ask("My VPN drops every few minutes");

        await ada.PressByKeyboard(ada.Last("Reply"), "Shift+Tab");
        var words = ada.Locator(".card textarea").Last;
        await Expect(words).ToBeFocusedAsync();
        await ada.Keyboard.TypeAsync("It happens at home");

        await grace.Say("take INC-1");
        await grace.PressByKeyboard(grace.Last("Say who takes a ticket"));
        await Expect(ada.Locator(".log")).ToContainTextAsync("Grace Harper");

        await Expect(words).ToBeFocusedAsync();
        await ada.Keyboard.TypeAsync(" only.");
        await Expect(words).ToHaveValueAsync("It happens at home only.");
    }

    [Fact]
    public async Task A_number_in_what_somebody_said_leads_to_the_ticket()
    {
        var (ada, ruth) = (await Open("ada"), await Open("ruth"));
        await ada.Ask("My VPN drops every few minutes");
        await ruth.Say("standup setup Platform members:ruth");
        await Expect(ruth.Card("Stand-ups of Platform")).ToBeVisibleAsync();
        await ruth.Say("standup answer done:\"Looked at INC-1, not at INC-99\"");

        await ruth.PressByKeyboard(ruth.Locator("a.number").Last, "Shift+Tab");
        await Expect(ruth.Card("INC-1 My VPN")).ToBeVisibleAsync();
        await Expect(ruth.Locator(".bubble").Last).ToHaveTextAsync("INC-1");
    }

    [Fact]
    public async Task Reloading_brings_the_conversation_back_and_what_was_being_written()
    {
        var ada = await Open("ada");
        await ada.Ask("My VPN drops every few minutes");
        await ada.GetByLabel("Message to the help desk").FillAsync("and another thing");

        await ada.ReloadAsync();

        await Expect(ada.Locator(".bubble")).ToHaveTextAsync(["My VPN drops every few minutes"]);
        await Expect(ada.Card("INC-1 My VPN")).ToBeVisibleAsync();
        await Expect(ada.GetByLabel("Message to the help desk")).ToHaveValueAsync("and another thing");
    }

    [Fact]
    public async Task A_sentence_of_the_first_page_is_said_in_the_window_of_its_person()
    {
        var page = await browser.Open(server.Address);
        await page.GetByRole(AriaRole.Button, new() { Name = "My VPN drops every few minutes" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Uri(server.Address, "/?as=ada").ToString());
        await Expect(page.GetByLabel("What is it about?")).ToHaveValueAsync("My VPN drops every few minutes");
    }

    [Fact]
    public async Task A_link_cannot_say_anything()
    {
        var page = await browser.Open(new(server.Address, "/?as=ada&say=My+VPN+drops"));

        await Expect(page.Locator(".empty")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Message to the help desk")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_server_that_went_away_is_named_what_is_typed_stays_and_the_page_comes_back_by_itself()
    {
        var ada = await Open("ada");
        var port = server.Address.Port;
        await server.DisposeAsync();

        await Expect(ada.GetByText("The server is away. This page connects again")).ToBeVisibleAsync();
        await ada.Say("My VPN drops");
        await Expect(ada.GetByText("The server is away, so nothing was sent.")).ToBeVisibleAsync();
        await Expect(ada.GetByLabel("Message to the help desk")).ToHaveValueAsync("My VPN drops");

        server = await WebServer.Start(port: port);
        await Expect(ada.GetByText("The server is away. This page connects again")).ToBeHiddenAsync();
        await ada.Keyboard.PressAsync("Enter");
        await Expect(ada.GetByLabel("What is it about?")).ToHaveValueAsync("My VPN drops");
    }

    [Fact]
    public async Task What_users_wrote_is_shown_as_they_wrote_it()
    {
        const string words = "<img src=x onerror=alert(1)> **not bold** [no](https://example.com) {{DATE(2017-02-14T06:00:00Z)}}";
        var ada = await Open("ada");
        await ada.Ask(words);

        var heading = ada.Locator(".card [role=heading]").Last;
        await Expect(heading).ToHaveTextAsync($"INC-1 {words}");
        Assert.Equal(0, await heading.Locator("img, strong, a").CountAsync());
        await Expect(ada.Locator(".bubble")).ToHaveTextAsync(words);
    }

    [Theory]
    [InlineData("**bold** and _thin_ and ~~gone~~ and `code` \\*")]
    [InlineData("[press](https://example.com) ![see](https://example.com/x.png) www.example.com")]
    [InlineData("<script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; &#42;")]
    [InlineData("- not a list")]
    [InlineData("# no headline, {{DATE(2017-02-14T06:00:00Z)}} \"quoted\" 'too'")]
    public async Task The_page_s_own_Markdown_leaves_escaped_words_alone(string words)
    {
        var page = await browser.Open(server.Address);
        var html = await page.EvaluateAsync<string>(
            """async text => (await import(document.querySelector("script[type=module]").src.replace("page.js", "markdown.js"))).markdown(text)""",
            MarkdownSpeech.Escape(words));

        Assert.Equal(words, await page.EvaluateAsync<string>("html => new DOMParser().parseFromString(html, 'text/html').body.textContent", html));
        Assert.Equal(0, await page.EvaluateAsync<int>("html => new DOMParser().parseFromString(html, 'text/html').body.childElementCount", html));
    }

    [Fact]
    public async Task A_picture_that_is_pasted_goes_with_the_words()
    {
        var ada = await Open("ada");
        await ada.Locator(".composer .files").SetInputFilesAsync(new FilePayload { Name = "error.png", MimeType = "image/png", Buffer = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==") });
        await Expect(ada.Locator(".attached li")).ToContainTextAsync(["error.png"]);
        await ada.Ask("The screen stays black");

        var picture = ada.Card("INC-1 The screen").GetByRole(AriaRole.Img, new() { Name = "error.png" }).Or(ada.Card("INC-1 The screen").Locator("img[alt='error.png']"));
        await Expect(picture.First).ToBeVisibleAsync();
        Assert.True(await picture.First.EvaluateAsync<bool>("image => image.decode().then(() => true)"));
    }

    private Task<IPage> Open(string persona) => browser.Open(new(server.Address, $"/?as={persona}"));
}
