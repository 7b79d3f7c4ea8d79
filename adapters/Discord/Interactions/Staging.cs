using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Discord.Rest;
using ChatOps.Documents;
using ChatOps.People;
using Attachment = ChatOps.Discord.Wire.Attachment;

namespace ChatOps.Discord.Interactions;

/// <summary>Takes in what people have attached, before the turn that names it.</summary>
internal sealed class Staging(RestClient rest, Files files)
{
    /// <exception cref="Refusal">One of them is not taken, or no longer there.</exception>
    public async Task<IReadOnlyList<FileRef>> Take(IEnumerable<Attachment> attachments, Person by, CancellationToken cancellation)
    {
        var staged = new List<FileRef>();

        foreach (var attachment in attachments)
            staged.Add(await Take(attachment, by, cancellation));

        return staged;
    }

    private async Task<FileRef> Take(Attachment attachment, Person by, CancellationToken cancellation)
    {
        if (attachment.Size > Files.Largest)
            throw new Refusal($"{attachment.Filename} is larger than {Files.Largest / 1024 / 1024} MB. Make it smaller, or put it on a share and send the link.");

        try
        {
            using var content = new MemoryStream(await rest.Download(attachment, cancellation));
            return await files.Stage(content, attachment.Filename, by, cancellation);
        }
        catch (DiscordException)
        {
            throw new Refusal($"{attachment.Filename} could not be fetched from Discord. Attach it again.");
        }
    }
}
