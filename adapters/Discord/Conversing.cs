using System.Text.Json;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Discord.Interactions;
using ChatOps.Discord.People;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using Microsoft.Extensions.Logging;
using Message = ChatOps.Discord.Wire.Message;

namespace ChatOps.Discord;

/// <summary>Plain words: to the bot alone, with a mention of it, and in threads that are about a ticket.</summary>
internal sealed partial class Conversing(Bot bot, RestClient rest, Callers callers, Places places, Staging staging, DiscordChannel channel, Myself myself, ILogger<Conversing> logger)
{
    private const string Done = "✅";
    private const int Plain = 0;
    private const int Answering = 19;

    public async Task Hear(DispatchEvent what, CancellationToken cancellation)
    {
        places.Learn(what);

        if (what.Name is not "MESSAGE_CREATE" || what.Data.Deserialize(WireJson.Default.Message) is not { } message)
            return;

        try
        {
            await Hear(message, cancellation);
        }
        catch (DiscordException exception)
        {
            Log.Unanswered(logger, exception);
        }
        catch (Undeliverable exception)
        {
            Log.Unanswered(logger, exception);
        }
    }

    private async Task Hear(Message message, CancellationToken cancellation)
    {
        if (message is not { Author: { Bot: not true } author, WebhookId: null, Type: null or Plain or Answering })
            return;

        var isSpokenTo = message.GuildId is null || await IsMentioned(message, cancellation);
        var place = message.GuildId is null ? Places.Chat(message.ChannelId) : await places.Of(message.ChannelId, null, cancellation);

        // In a channel people talk with each other.
        if (!isSpokenTo && place.Kind is not PlaceKind.Thread)
            return;

        if (await callers.Meet(author, message.Member, message.GuildId, null, cancellation) is not { } person)
        {
            if (isSpokenTo)
                await Answer(place, message, Reply.Refuse($"I do not know you yet. Ask an administrator to add you, then try again.").Message, cancellation);

            return;
        }

        await Hear(new(person, author, place, null), message, isSpokenTo, cancellation);
    }

    private async Task Hear(Speaker speaker, Message message, bool isSpokenTo, CancellationToken cancellation)
    {
        IReadOnlyList<FileRef> files;

        try
        {
            files = isSpokenTo || (await bot.Locate(speaker.Place, cancellation)).Subject is not null ? await staging.Take(message.Attachments ?? [], speaker.Person, cancellation) : [];
        }
        catch (Refusal refusal)
        {
            await Answer(speaker.Place, message, Reply.Refuse(refusal.Why).Message with { Reader = speaker.ReaderAt(default) }, cancellation);
            return;
        }

        var incoming = speaker.Does(message.Id, new Input.Sentence(await Words(message, cancellation))) with { Files = files, MessageId = speaker.IsAmongOthers ? message.Id : null, IsAddressed = isSpokenTo };
        await Give(speaker, message, await bot.Hear(incoming, CancellationToken.None), cancellation);
    }

    private async Task Give(Speaker speaker, Message message, Reply reply, CancellationToken cancellation)
    {
        if (reply.IsSilent)
            return;

        if (reply.IsAcknowledged)
        {
            await rest.AddReaction(message.ChannelId, message.Id, Done, cancellation);
            return;
        }

        if (reply.Instead is { } instead && await channel.PlaceOf(speaker.Person, cancellation) is { } chat)
        {
            // First where it can be read, then where that is said.
            await Post(speaker, chat, reply.Message, message.Id, cancellation);
            await Answer(speaker.Place, message, instead, cancellation);
            return;
        }

        await Post(speaker, speaker.Place, reply.Message, message.Id, cancellation);
    }

    private async Task Post(Speaker speaker, Place place, Conversations.Message said, string to, CancellationToken cancellation)
    {
        var sent = place == speaker.Place ? await channel.Reply(place, said, to, cancellation) : await channel.Send(place, said, to, cancellation);
        await bot.Posted(speaker.Person, sent, said, cancellation);
    }

    private async Task Answer(Place place, Message message, Conversations.Message said, CancellationToken cancellation) =>
        await channel.Reply(place, said, message.Id, cancellation);

    private async ValueTask<bool> IsMentioned(Message message, CancellationToken cancellation)
    {
        var me = await myself.Id(cancellation);
        return message.Mentions?.Any(user => user.Id == me) is true;
    }

    // The mention only says to whom it is said.
    private async ValueTask<string> Words(Message message, CancellationToken cancellation)
    {
        var me = await myself.Id(cancellation);
        return (message.Content ?? "").Replace($"<@{me}>", "", StringComparison.Ordinal).Replace($"<@!{me}>", "", StringComparison.Ordinal).Trim();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Words in Discord could not be answered")]
        public static partial void Unanswered(ILogger logger, Exception exception);
    }
}
