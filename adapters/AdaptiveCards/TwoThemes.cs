using System.Buffers.Binary;
using ChatOps.Charts;

namespace ChatOps.AdaptiveCards;

/// <summary>A picture that follows the reader's light or dark scheme: both stand in one SVG, which shows one of them.</summary>
public static class TwoThemes
{
    private const string Style = ".dark{display:none}@media(prefers-color-scheme:dark){.light{display:none}.dark{display:inline}}";
    private const int WidthInPng = 16;
    private const int HeightInPng = 20;

    /// <param name="draw">A PNG.</param>
    public static string Url(Func<Theme, byte[]> draw)
    {
        var light = draw(Theme.Light);
        var (width, height) = (Number(light, WidthInPng), Number(light, HeightInPng));

        return Url(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
            <style>{Style}</style>
            {Image("light", light)}{Image("dark", draw(Theme.Dark))}</svg>
            """);

        // As text, since the pictures in it are base64 already. What ends or begins something in an address is escaped.
        static string Url(string svg) => $"data:image/svg+xml,{svg.Replace("%", "%25", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace("\"", "'", StringComparison.Ordinal).ReplaceLineEndings("")}";

        string Image(string theme, byte[] png) => $"""<image class="{theme}" width="{width}" height="{height}" href="data:image/png;base64,{Convert.ToBase64String(png)}"/>""";
    }

    private static int Number(byte[] png, int at) => BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
}
