using ChatOps.Cards;
using ChatOps.Tests.Adapters.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChatOps.EndToEnd.Tests.Page;

/// <summary>The page in other languages: nothing of it stays English, and nothing is cut or too wide, in either direction of writing.</summary>
public sealed class LanguageTests(Browser browser) : IAsyncLifetime
{
    private const string Untranslated = """
        () => {
          const given = /ChatOps|Ada Lovell|Grace Harper|Pam Ortiz|Ruth Keller|Ada|Grace|Pam|Ruth|Service desk|Zebra|INC-\d+|\bP[1-4]\b|chatops chat|\d{1,2}:\d\d|[A-Z]{2,4}[+-]?\d*|\b\w{3}, \d{1,2} \w{3,4}\b/g;
          const closed = /⟦[^⟦⟧]*⟧/g;
          const isPlain = text => {
            let rest = text.replace(given, "");
            for (let before = ""; before !== rest;) { before = rest; rest = rest.replace(closed, ""); }
            return /[\p{L}⟦⟧]/u.test(rest);
          };
          const wrong = [];
          for (const node of document.body.querySelectorAll("*")) {
            if (node.closest("script, template, noscript, time, .bubble, .avatar, [lang]:not(html)")) continue;
            for (const name of ["aria-label", "title", "placeholder", "alt"]) if (node.hasAttribute(name) && isPlain(node.getAttribute(name))) wrong.push(`${name}: ${node.getAttribute(name)}`);
            const isLeaf = [...node.childNodes].some(child => child.nodeType === 3 && /\p{L}/u.test(child.textContent));
            if (isLeaf && isPlain(node.textContent)) wrong.push(node.textContent);
          }
          return wrong;
        }
        """;

    private const string Cut = """
        () => [...document.body.querySelectorAll("*")]
          .filter(node => !node.closest("template, script, .hidden, select, textarea, svg, .skip") && [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()))
          .filter(node => node.clientWidth > 0 && node.scrollWidth > node.clientWidth + 1)
          .map(node => `${node.tagName} ${node.className}: ${node.textContent} (${node.scrollWidth} > ${node.clientWidth})`)
        """;

    private WebServer server = null!;

    public static TheoryData<string, int> Views => new()
    {
        { Phrasebook.Pseudo, 320 },
        { Phrasebook.Pseudo, 1280 },
        { Phrasebook.Mirrored, 320 },
        { Phrasebook.Mirrored, 1280 },
    };

    public async ValueTask InitializeAsync() => server = await WebServer.Start();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Views))]
    public async Task In_a_language_for_tests_nothing_is_English_cut_or_too_wide(string language, int width)
    {
        var page = await Open("/", language, width);
        await Expect(page.Locator(".people a")).ToHaveCountAsync(4);
        Assert.Equal(language is Phrasebook.Mirrored ? "rtl" : "ltr", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).direction"));
        await AssertWhole(page);

        page = await Open("/?as=ada", language, width);
        await Expect(page.Locator(".empty")).ToBeVisibleAsync();
        await AssertWhole(page);

        await page.Locator("#words").FillAsync("Zebra");
        await page.Locator("#words").PressAsync("Enter");
        await Expect(page.Locator(".card input").First).ToBeFocusedAsync();
        await page.Locator(".card button.unfolds").ClickAsync();
        await AssertWhole(page);

        await page.Locator(".card button.style-positive").ClickAsync();
        await Expect(page.Locator(".card [role=heading]").Last).ToContainTextAsync("INC-1");
        await AssertWhole(page);

        await page.Locator("#words").FillAsync("help");
        await page.Locator("#words").PressAsync("Enter");
        await Expect(page.Locator(".card [role=table]").Last).ToBeVisibleAsync();
        await AssertWhole(page);
    }

    [Fact]
    public async Task A_German_browser_is_spoken_with_in_German_until_its_person_chooses()
    {
        var page = await Open("/?as=ada", "de-AT", 1100);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(page.GetByLabel("Nachricht an den Helpdesk")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("Mein Laptop startet nicht");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Worum geht es?")).ToHaveValueAsync("Mein Laptop startet nicht");
        // One press is enough: what is rare is folded.
        await Expect(page.GetByLabel("Um welchen Service geht es?")).ToBeHiddenAsync();
        await page.Last("Den Helpdesk fragen").ClickAsync();
        await Expect(page.Card("INC-1 Mein Laptop")).ToBeVisibleAsync();

        await page.Locator("#words").FillAsync("person language english");
        await page.Locator("#words").PressAsync("Enter");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.GetByLabel("Message to the help desk")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.Card("INC-1 Mein Laptop")).ToContainTextAsync("Assignee");
    }

    private Task<IPage> Open(string path, string locale, int width) => browser.Open(new(server.Address, path), new()
    {
        Locale = locale,
        ViewportSize = new() { Width = width, Height = 800 },
        ReducedMotion = ReducedMotion.Reduce,
    });

    private static async Task AssertWhole(IPage page)
    {
        Assert.Empty(await page.EvaluateAsync<string[]>(Untranslated));
        Assert.Empty(await page.EvaluateAsync<string[]>(Cut));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "Something is wider than the window.");
    }
}
