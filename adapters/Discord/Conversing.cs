using System.Text.Json;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Discord.Interactions;
using ChatOps.Discord.Receiving;
using ChatOps.Discord.Rest;
using ChatOps.Discord.Wire;
using Microsoft.Extensions.Logging;
using Message = ChatOps.Discord.Wire.Message;

namespace ChatOps.Discord;

/// <summary>Plain words: to the bot alone, with a mention of it, and in threads that are about a ticket.</summary>
internal sealed partial class Conversing(Bot bot, Meeting meeting, Staging staging, DiscordChannel channel, TimeProvider clock, ILogger<Conversing> logger)
{
    // What a thread is about is known a moment after it is there.
    private const int MostLooks = 50;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public async Task Hear(DispatchEvent what, CancellationToken cancellation)
    {
        meeting.Learn(what);

        if (what.Name is not "MESSAGE_CREATE" || what.Data.Deserialize(WireJson.Default.Message) is not { } message)
            return;

        try
        {
            if (await meeting.Of(message, cancellation) is not { } words)
                return;

            for (var looks = 0; looks < MostLooks && await meeting.IsBeginning(words.Place, cancellation) && (await bot.Locate(words.Place, cancellation)).Subject is null; looks++)
                await Task.Delay(Look, clock, cancellation);

            await Hear(words, message, cancellation);
        }
        catch (Exception exception) when (exception is DiscordException or Undeliverable)
        {
            Log.Unanswered(logger, exception);
        }
    }

    private async Task Hear(Words words, Message message, CancellationToken cancellation)
    {
        if (words.Speaker is { } speaker)
            await Hear(words, speaker, message, cancellation);
        else if (words.IsAddressed)
            await channel.Reply(words.Place, Reply.Refuse($"I do not know you yet. Ask an administrator to add you, then try again.").Message, message.Id, cancellation);
    }

    private async Task Hear(Words words, Speaker speaker, Message message, CancellationToken cancellation)
    {
        IReadOnlyList<FileRef> files;

        try
        {
            // Where nobody listens, nothing is taken.
            files = words.IsAddressed || (await bot.Locate(words.Place, cancellation)).Subject is not null ? await staging.Take(message.Attachments ?? [], speaker.Person, cancellation) : [];
        }
        catch (Refusal refusal)
        {
            await channel.Reply(words.Place, Reply.Refuse(refusal.Why).Message with { Reader = speaker.ReaderAt(default) }, message.Id, cancellation);
            return;
        }

        var incoming = speaker.Does(message.Id, new Input.Sentence(words.Text)) with { Files = files, MessageId = speaker.IsAmongOthers ? message.Id : null, IsAddressed = words.IsAddressed };
        await Give(speaker, message.Id, await bot.Hear(incoming, CancellationToken.None), cancellation);
    }

    private async Task Give(Speaker speaker, string to, Reply reply, CancellationToken cancellation)
    {
        if (reply.IsSilent)
            return;

        if (reply.IsAcknowledged)
        {
            await channel.Acknowledge(speaker.Place, to, cancellation);
            return;
        }

        if (reply.Instead is { } instead && await channel.PlaceOf(speaker.Person, cancellation) is { } chat)
        {
            // First where it can be read, then where that is said.
            await Posted(speaker, await channel.Send(chat, reply.Message, to, cancellation), reply, cancellation);
            await channel.Reply(speaker.Place, instead, to, cancellation);
            return;
        }

        await Posted(speaker, await channel.Reply(speaker.Place, reply.Message, to, cancellation), reply, cancellation);
    }

    private Task Posted(Speaker speaker, Sent sent, Reply reply, CancellationToken cancellation) => bot.Posted(speaker.Person, sent, reply.Message, cancellation);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Words in Discord could not be answered")]
        public static partial void Unanswered(ILogger logger, Exception exception);
    }
}
