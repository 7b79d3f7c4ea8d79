using System.Globalization;
using ChatOps.Discord.Keeping;
using ChatOps.Discord.Wire;

namespace ChatOps.Discord.Drawing;

/// <summary>A message as Discord takes it: one page after the other, of which the first is sent.</summary>
/// <param name="Kept">What its buttons refer to; saved before it is sent.</param>
internal sealed record Drawn(IReadOnlyList<DrawnPage> Pages, IReadOnlyList<Kept> Kept);

internal sealed record DrawnPage(IReadOnlyList<Component> Components, IReadOnlyList<DrawnFile> Files)
{
    /// <summary>The body of a message, or of an edit that makes a message this one. Nobody is notified by it.</summary>
    /// <param name="isPrivate">Only whoever asked sees it; fixed when the message is made, and ignored by an edit.</param>
    /// <param name="stand">What belongs to the message that is edited: it stays where it is shown still, and goes where not.</param>
    public async ValueTask<MessageBody> Body(bool isPrivate, IReadOnlyList<StandingFile> stand, CancellationToken cancellation)
    {
        var (files, attachments) = (new List<Upload>(), new List<AttachmentBody>());

        foreach (var file in Files)
        {
            if (stand.FirstOrDefault(file.Is) is { } there)
            {
                attachments.Add(new(there.Id));
                continue;
            }

            var upload = await file.Read(cancellation);
            attachments.Add(new(files.Count.ToString(CultureInfo.InvariantCulture)) { Filename = upload.Name, Description = upload.Description });
            files.Add(upload);
        }

        return new()
        {
            Flags = MessageFlags.IsComponentsV2 | (isPrivate ? MessageFlags.Ephemeral : MessageFlags.None),
            Components = Components,
            Files = files,
            Attachments = attachments,
        };
    }
}
