using ChatOps.Discord.Keeping;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Drawing;

/// <summary>A message as Discord takes it: one page after the other, of which the first is sent.</summary>
/// <param name="Kept">What its buttons refer to; saved before it is sent.</param>
internal sealed record Drawn(IReadOnlyList<DrawnPage> Pages, IReadOnlyList<Kept> Kept);

internal sealed record DrawnPage(IReadOnlyList<Component> Components, IReadOnlyList<DrawnFile> Files)
{
    /// <summary>The body of a message, or of an edit that makes a message this one. Nobody is mentioned by it.</summary>
    /// <param name="isPrivate">Only whoever asked sees it; fixed when the message is made, and ignored by an edit.</param>
    public async ValueTask<MessageBody> Body(bool isPrivate, CancellationToken cancellation)
    {
        var files = new List<Upload>();

        foreach (var file in Files)
            files.Add(await file.Read(cancellation));

        return new()
        {
            Flags = MessageFlags.IsComponentsV2 | (isPrivate ? MessageFlags.Ephemeral : MessageFlags.None),
            Components = Components,
            Files = files,
            // Those of the message that is edited go with it.
            Attachments = files is [] ? [] : null,
        };
    }
}
