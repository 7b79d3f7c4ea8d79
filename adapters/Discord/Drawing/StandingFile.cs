using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Drawing;

/// <summary>A file that a message has already. What components show, Discord names there and not among the attachments.</summary>
/// <param name="Size">Null: Discord does not say.</param>
internal sealed record StandingFile(string Id, string Name, long? Size)
{
    public static IReadOnlyList<StandingFile> Of(Message? message) => [.. (message?.Components ?? []).SelectMany(In)];

    private static IEnumerable<StandingFile> In(Component component)
    {
        if (component.File is { AttachmentId: { } id } file)
            yield return new(id, component.Name ?? NameOf(file), component.Size);

        foreach (var item in component.Items ?? [])
        {
            if (item.Media.AttachmentId is { } picture)
                yield return new(picture, NameOf(item.Media), null);
        }

        foreach (var inner in (component.Components ?? []).SelectMany(In))
            yield return inner;
    }

    private static string NameOf(MediaItem media) => Uri.TryCreate(media.Url, UriKind.Absolute, out var url) ? Uri.UnescapeDataString(url.Segments[^1]) : "";
}
