using ChatOps.Discord.Drawing;
using ChatOps.Discord.Wire;

namespace ChatOps.Tests.Discord;

/// <summary>What Discord takes, as its documentation says it; checked here without any of the code that keeps to it.</summary>
internal static class WireLimits
{
    private static readonly ComponentType[] InContainer = [ComponentType.ActionRow, ComponentType.Section, ComponentType.TextDisplay, ComponentType.MediaGallery, ComponentType.File, ComponentType.Separator];

    public static void Check(Drawn drawn)
    {
        Assert.NotEmpty(drawn.Pages);
        Assert.All(drawn.Pages, Check);
    }

    public static void Check(DrawnPage page)
    {
        var all = page.Components.SelectMany(All).ToArray();
        var texts = all.Where(component => component.Type is ComponentType.TextDisplay).Select(component => component.Content).ToArray();
        var ids = all.Select(component => component.CustomId).OfType<string>().ToArray();

        Assert.NotEmpty(page.Components);
        Assert.InRange(all.Length, 1, 40);
        Assert.All(texts, text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.InRange(texts.Sum(text => text!.Length), 0, 4000);
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.InRange(id.Length, 1, 100));
        Assert.All(page.Components, component => Assert.Contains(component.Type, (ComponentType[])[.. InContainer, ComponentType.Container]));
        Assert.All(all, Check);
        Check(page.Files, all);
    }

    private static void Check(Component component)
    {
        switch (component.Type)
        {
            case ComponentType.Container:
                Assert.InRange(component.Components!.Count, 1, 40);
                Assert.InRange(component.AccentColor ?? 0, 0, 0xffffff);
                Assert.All(component.Components!, inner => Assert.Contains(inner.Type, InContainer));
                break;
            case ComponentType.ActionRow:
                Assert.True(component.Components is [{ Type: ComponentType.StringSelect }] || component.Components is { Count: >= 1 and <= 5 } buttons && buttons.All(button => button.Type is ComponentType.Button));
                break;
            case ComponentType.Button:
                Assert.InRange(component.Style!.Value, 1, 4);
                Assert.InRange(component.Label!.Trim().Length, 1, 80);
                Assert.NotNull(component.CustomId);
                break;
            case ComponentType.StringSelect:
                Assert.InRange(component.Placeholder!.Length, 1, 150);
                Options(component, 25);
                break;
            case ComponentType.MediaGallery:
                Assert.InRange(component.Items!.Count, 1, 10);
                Assert.All(component.Items, item => Assert.InRange(item.Description?.Length ?? 1, 1, 1024));
                break;
        }
    }

    public static void Options(Component component, int most)
    {
        Assert.InRange(component.Options!.Count, 1, most);
        Assert.All(component.Options, option => Assert.InRange(option.Label.Trim().Length, 1, 100));
        Assert.All(component.Options, option => Assert.InRange(option.Value.Length, 1, 100));
        Assert.All(component.Options, option => Assert.InRange(option.Description?.Length ?? 1, 1, 100));
        Assert.Equal(component.Options.DistinctBy(option => option.Value), component.Options);
    }

    private static void Check(IReadOnlyList<DrawnFile> files, Component[] all)
    {
        Assert.InRange(files.Count, 0, 10);
        Assert.Equal(files.DistinctBy(file => file.Name), files);
        Assert.All(files, file => Assert.Matches("^[A-Za-z0-9][A-Za-z0-9._-]*$", file.Name));

        var named = all.SelectMany(component => component.Items?.Select(item => item.Media.Url) ?? []).Concat(all.Select(component => component.File?.Url).OfType<string>());
        Assert.Equal(files.Select(file => $"attachment://{file.Name}").Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    public static IEnumerable<Component> All(Component component) =>
        [component, .. (component.Components ?? []).SelectMany(All), .. component.Accessory is { } beside ? All(beside) : []];
}
