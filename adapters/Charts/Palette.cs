using SkiaSharp;

namespace ChatOps.Charts;

/// <summary>What a picture stands on.</summary>
public enum Theme
{
    Light,
    Dark,
}

/// <summary>
/// The colours of a picture. All but the grid can be read on the ground (4.5 to 1 and more), and neighbours also differ in
/// lightness or in how their line is drawn, for who does not see colours.
/// </summary>
internal sealed record Palette(SKColor Ground, SKColor Text, SKColor Quiet, SKColor Grid, IReadOnlyList<SKColor> Plots)
{
    private static readonly Palette Light = new(
        new(0xff, 0xff, 0xff), new(0x1d, 0x27, 0x39), new(0x52, 0x5e, 0x70), new(0xd9, 0xde, 0xe6),
        [new(0x1f, 0x5f, 0xbf), new(0xa4, 0x4f, 0x00), new(0x1b, 0x75, 0x4a), new(0x7a, 0x3f, 0xc4), new(0xb3, 0x26, 0x1e), new(0x52, 0x5e, 0x70)]);

    private static readonly Palette Dark = new(
        new(0x1b, 0x22, 0x30), new(0xee, 0xf1, 0xf6), new(0xb3, 0xbc, 0xcb), new(0x3a, 0x44, 0x57),
        [new(0x7d, 0xb2, 0xff), new(0xff, 0xb3, 0x5c), new(0x5f, 0xd3, 0xa0), new(0xc9, 0xa6, 0xff), new(0xff, 0x96, 0x8c), new(0xb3, 0xbc, 0xcb)]);

    public static Palette Of(Theme theme) => theme is Theme.Dark ? Dark : Light;

    public SKColor Plot(int at) => Plots[at % Plots.Count];
}
