using System.Globalization;
using System.Text;

namespace ChatOps.AdaptiveCards;

/// <summary>A bar, as a picture that fits light and dark.</summary>
internal static class ProgressPicture
{
    public static string Draw(double share) => Svg.Url(string.Create(
        CultureInfo.InvariantCulture,
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 8"><rect width="400" height="8" rx="4" fill="#8a94a6" fill-opacity=".3"/><rect width="{400 * share:0.#}" height="8" rx="4" fill="#3b7ddd"/></svg>"""));
}

internal static class Svg
{
    public static string Url(string svg) => $"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}";

    public static string Escape(string text) => System.Security.SecurityElement.Escape(text)!;
}
