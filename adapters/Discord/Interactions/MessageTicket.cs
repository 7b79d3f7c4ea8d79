using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Discord.People;
using ChatOps.Discord.Wire;
using ChatOps.People;
using Message = ChatOps.Discord.Wire.Message;

namespace ChatOps.Discord.Interactions;

/// <summary>A ticket of a message that somebody wrote: quoted and linked, with its files, for whoever wrote it.</summary>
internal sealed class MessageTicket(Callers callers, Staging staging)
{
    private const string TheBotAlone = "@me";

    /// <returns>What shows the form, and the person that it is for; null: the caller themselves.</returns>
    public async Task<(Input.Press Draft, string? Requester)> Of(Message message, Interaction interaction, Speaker speaker, CancellationToken cancellation)
    {
        var files = await staging.Take(message.Attachments ?? [], speaker.Person, cancellation);
        var link = $"https://discord.com/channels/{interaction.GuildId ?? TheBotAlone}/{message.ChannelId}/{message.Id}";
        var text = $"{message.Content}\n\n{link}".Trim();
        var draft = new Invocation("ticket draft", new Arguments(("text", text)).With("files", [.. files.Select(file => file.ToString())]));

        // Only agents ask for somebody else.
        var author = message.Author is { } user && user.Id != speaker.User.Id && speaker.Person.Roles.HasFlag(Roles.Agent)
            ? await callers.Meet(user, null, interaction.GuildId, null, cancellation)
            : null;

        return (new(draft), author?.Id);
    }

    /// <summary>The form, to be sent for that person.</summary>
    public static Reply For(string requester, Reply reply) => reply is { IsForm: true, Message: { Card: { } card } message }
        ? reply with
        {
            Message = message with
            {
                Card = card with { Choices = [.. card.Choices.Select(choice => choice.Alone ? choice : choice with { Invocation = choice.Invocation with { Arguments = choice.Invocation.Arguments.With("for", $"person:{requester}") } })] },
            },
        }
        : reply;
}
