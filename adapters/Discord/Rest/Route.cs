using System.Globalization;

namespace ChatOps.Discord.Rest;

/// <summary>One way to ask, and what of it counts for the limits.</summary>
/// <param name="Template">The path without ids: requests that Discord counts together, as far as one knows beforehand.</param>
/// <param name="Major">The channel, server or webhook: each has limits of its own.</param>
internal sealed record Route(HttpMethod Method, string Template, string Path, string Major)
{
    /// <summary>Has a token of its own and does not count for the limit over everything.</summary>
    public bool IsOfInteraction => Template.StartsWith("webhooks/", StringComparison.Ordinal) || IsCallback;

    /// <summary>Somebody waits for it, three seconds at most: it is never queued.</summary>
    public bool IsCallback => Template.StartsWith("interactions/", StringComparison.Ordinal);

    public string Kind => $"{Method} {Template}";

    public static Route Get(FormattableString path) => Of(HttpMethod.Get, path);

    public static Route Post(FormattableString path) => Of(HttpMethod.Post, path);

    public static Route Put(FormattableString path) => Of(HttpMethod.Put, path);

    public static Route Patch(FormattableString path) => Of(HttpMethod.Patch, path);

    public static Route Delete(FormattableString path) => Of(HttpMethod.Delete, path);

    public override string ToString() => Kind;

    private static Route Of(HttpMethod method, FormattableString path)
    {
        var values = path.GetArguments().Select(value => Uri.EscapeDataString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).ToArray();

        // A path that could climb out of its place is none.
        if (values.Any(value => value is "" or "." or ".."))
            throw new ArgumentException($"{path.Format} lacks an id.", nameof(path));

        return new(method, path.Format, string.Format(CultureInfo.InvariantCulture, path.Format, values), path.Format.Split('/')[0] switch
        {
            "channels" or "guilds" => values[0],
            "webhooks" or "interactions" => $"{values[0]}/{values[1]}",
            _ => "",
        });
    }
}
