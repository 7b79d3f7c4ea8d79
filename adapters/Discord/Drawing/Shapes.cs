using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Drawing;

/// <summary>Short spellings for components.</summary>
internal static class Shapes
{
    public static Component Text(string content) => new(ComponentType.TextDisplay) { Content = content };

    public static Component Row(params IReadOnlyList<Component> items) => new(ComponentType.ActionRow) { Components = items };

    public static Component Line() => new(ComponentType.Separator) { Divider = true, Spacing = 1 };

    /// <param name="colour">Red, green and blue; null: none.</param>
    public static Component Container(int? colour, IReadOnlyList<Component> items) => new(ComponentType.Container) { AccentColor = colour, Components = items };

    public static Component Gallery(MediaItem media, string? alternative) => new(ComponentType.MediaGallery)
    {
        Items = [new(media) { Description = alternative is { Length: > 0 } words ? Limits.Fit(words, Limits.Alternative) : null }],
    };

    /// <summary>How many components there are, itself and all within.</summary>
    public static int Count(this Component component) =>
        1 + (component.Components ?? []).Sum(Count) + (component.Accessory is { } beside ? beside.Count() : 0);

    /// <summary>How many characters its text displays have.</summary>
    public static int Length(this Component component) =>
        (component.Type is ComponentType.TextDisplay ? component.Content!.Length : 0) + (component.Components ?? []).Sum(Length);
}
