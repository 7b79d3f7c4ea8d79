using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChatOps.EndToEnd.Tests.Page;

/// <summary>What somebody does in a window of the page, with the keyboard alone.</summary>
internal static class Windows
{
    public static async Task Say(this IPage page, string words)
    {
        var box = page.GetByLabel("Message to the help desk");
        await Expect(box).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(words);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Opens a ticket: waits for each step of the page, so that no key comes before what it is for.</summary>
    public static async Task Ask(this IPage page, string words, string ticket = "INC-1")
    {
        await page.Say(words);
        await Expect(page.GetByLabel("What is it about?")).ToBeFocusedAsync();
        await page.PressByKeyboard(page.Last("Ask the help desk"));
        await Expect(page.Card(ticket)).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Message to the help desk")).ToBeFocusedAsync();
    }

    /// <summary>Goes from where the focus is to a button or link, by Tab or Shift+Tab, and presses it.</summary>
    public static async Task PressByKeyboard(this IPage page, ILocator target, string key = "Tab")
    {
        await Expect(target).ToBeVisibleAsync();
        await page.GoByKeyboard(target, key);
        await page.Keyboard.PressAsync("Enter");
    }

    public static async Task GoByKeyboard(this IPage page, ILocator target, string key = "Tab")
    {
        for (var stops = 0; stops < 60; stops++)
        {
            if (await target.EvaluateAsync<bool>("node => node === document.activeElement"))
                return;

            await page.Keyboard.PressAsync(key);
        }

        Assert.Fail($"The keyboard does not reach {target}.");
    }

    public static ILocator Last(this IPage page, string button) => page.Locator(".message.bot").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).Last;

    public static ILocator Card(this IPage page, string title) =>
        page.Locator(".card:not([hidden])").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = title }) }).Last;
}
