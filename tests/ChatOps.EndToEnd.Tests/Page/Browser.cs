using ChatOps.EndToEnd.Tests.Page;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace ChatOps.EndToEnd.Tests.Page;

/// <summary>The one browser of all tests: Debian's Chromium, which apt installs; none is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string? Chromium = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);

    // How long a test waits at the most for what it expects; a busy machine draws slowly.
    private const int Patience = 20_000;

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Chromium is null)
            return;

        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A window of its own, as on another machine.</summary>
    public async Task<IPage> Open(Uri address, BrowserNewContextOptions? options = null)
    {
        if (browser is null)
            Assert.Skip("Chromium is not installed: apt-get install chromium.");

        var context = await browser.NewContextAsync(options ?? new() { ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();

        playwright?.Dispose();
    }
}
