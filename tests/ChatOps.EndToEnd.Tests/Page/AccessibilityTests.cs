using System.Text.Json;
using ChatOps.Tests.Adapters.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChatOps.EndToEnd.Tests.Page;

/// <summary>axe-core finds nothing that WCAG 2.2 AA forbids; and at 400 % zoom (320 pixels) nothing has to be scrolled sideways.</summary>
public sealed class AccessibilityTests(Browser browser) : IAsyncLifetime
{
    private WebServer server = null!;

    public static TheoryData<ColorScheme, int, int> Views => new()
    {
        { ColorScheme.Light, 1100, 800 },
        { ColorScheme.Dark, 1100, 800 },
        { ColorScheme.Light, 320, 256 },
        { ColorScheme.Dark, 320, 640 },
    };

    public async ValueTask InitializeAsync() => server = await WebServer.Start();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_first_page(ColorScheme scheme, int width, int height)
    {
        var page = await Open("/", scheme, width, height);
        await Expect(page.Locator(".people a")).ToHaveCountAsync(4);
        await AssertAccessible(page);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_conversation_from_the_empty_page_to_the_ticket(ColorScheme scheme, int width, int height)
    {
        var ada = await Open("/?as=ada", scheme, width, height);
        await Expect(ada.Locator(".empty")).ToBeVisibleAsync();
        await AssertAccessible(ada);

        await ada.Say("My VPN drops every few minutes");
        await Expect(ada.GetByLabel("What is it about?")).ToBeFocusedAsync();
        await ada.PressByKeyboard(ada.Last("More"));
        await AssertAccessible(ada);

        await ada.PressByKeyboard(ada.Last("Ask the help desk"));
        await Expect(ada.Card("INC-1 My VPN")).ToBeVisibleAsync();
        await ada.Say("my tickets");
        await Expect(ada.GetByRole(AriaRole.Table).Last).ToBeVisibleAsync();
        await AssertAccessible(ada);

        await ada.Say("withdraw INC-1");
        await Expect(ada.Last("Yes")).ToBeVisibleAsync();
        await AssertAccessible(ada);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task An_agent_s_side(ColorScheme scheme, int width, int height)
    {
        var ada = await Open("/?as=ada", scheme, width, height);
        await ada.Ask("My VPN drops every few minutes");

        var grace = await Open("/?as=grace", scheme, width, height);
        await grace.Say("ticket note INC-1 She has an old driver.");
        await Expect(grace.GetByText("She has an old driver.").Last).ToBeVisibleAsync();
        await AssertAccessible(grace);

        await grace.Say("ticket resolve INC-1");
        await Expect(grace.Last("Cancel")).ToBeVisibleAsync();
        await AssertAccessible(grace);
    }

    private Task<IPage> Open(string path, ColorScheme scheme, int width, int height) => browser.Open(new(server.Address, path), new()
    {
        ColorScheme = scheme,
        ViewportSize = new() { Width = width, Height = height },
        ReducedMotion = ReducedMotion.Reduce,
        // axe comes in from outside, which the page itself rightly forbids.
        BypassCSP = true,
    });

    private static async Task AssertAccessible(IPage page)
    {
        await page.EvaluateAsync(await Axe());
        var found = await page.EvaluateAsync<JsonElement>("() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })");
        var problems = found.GetProperty("violations").EnumerateArray().Select(violation =>
            $"{violation.GetProperty("id")}: {violation.GetProperty("help")}\n  {string.Join("\n  ", violation.GetProperty("nodes").EnumerateArray().Select(node => $"{node.GetProperty("html")} {node.GetProperty("failureSummary")}"))}").ToArray();

        Assert.True(problems is [], string.Join('\n', problems));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "Something is wider than the window.");
    }

    private static async Task<string> Axe()
    {
        using var reader = new StreamReader(typeof(AccessibilityTests).Assembly.GetManifestResourceStream("axe.js")!);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
