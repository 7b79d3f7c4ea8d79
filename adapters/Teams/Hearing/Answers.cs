using ChatOps.Conversations;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Drawing;
using ChatOps.Teams.Wire;
using Microsoft.Extensions.Logging;
using MsalException = Microsoft.Identity.Client.MsalException;

namespace ChatOps.Teams.Hearing;

/// <summary>
/// Brings what the bot answers to where it belongs. The turn is over by then: what cannot be said now the outbox says later, so
/// that Teams need not bring the same activity again.
/// </summary>
internal sealed partial class Answers(Bot bot, Mail mail, Activities activities, Connector connector, TextStream stream, ILogger<Answers> logger)
{
    private const string Done = "like";

    /// <summary>Says it in the conversation, or in the chat with the person when it is theirs alone.</summary>
    public async Task Say(Arrival arrival, Places places, Reply reply, string id)
    {
        if (reply.IsSilent)
            return;

        if (reply.IsAcknowledged && arrival is { IsPersonal: false, Activity.Id: { } said })
        {
            await React(arrival, said);
            return;
        }

        if (arrival.Replies is { } replies)
        {
            replies.AddRange((await activities.Draw(arrival.Here, reply.Message)).Select(activity => Reply(arrival, activity)));
            return;
        }

        if (places.For(reply) is not { } to)
        {
            await Point(arrival, NotAlone(reply));
            return;
        }

        if (await Bring(arrival, to, reply, id, places) && to.Id != arrival.Here.Id && !arrival.IsPersonal && reply.Instead is { } instead)
            await Point(arrival, instead);
    }

    /// <summary>Draws the answer where the pressed message stands, for everybody who sees it.</summary>
    /// <returns>False: that message is gone.</returns>
    public async Task<bool> Replace(TeamsConversation at, TeamsMessage stands, Reply reply)
    {
        if (!await mail.Replace(at, stands, reply.Message, Haste.Answer))
            return false;

        await mail.Keep(stands with { Shown = reply.Message.Shown, IsForm = reply.IsForm });
        return true;
    }

    /// <returns>False: it will never be there.</returns>
    private async Task<bool> Bring(Arrival arrival, TeamsConversation to, Reply reply, string id, Places places)
    {
        var kept = new TeamsMessage(id, to.Id, "") { Shown = reply.Message.Shown, IsForm = reply.IsForm, Origin = places.Here.Id == to.Id ? null : places.Here.Id };

        try
        {
            if (places.Replaced(reply) is { } stands && await Replace(to, stands, reply))
                return true;

            if (to.IsPersonal && TextStream.IsWorthIt(reply.Message))
                await mail.Bring(to, async () => await stream.Say(to, (await activities.Draw(to, reply.Message))[0]));
            else
                await mail.Post(to, reply.Message, kept, isKept: kept.IsForm || kept.Shown is not null, Haste.Answer, to.Id == arrival.Activity.Conversation!.Id ? arrival.Activity.Id : null);
        }
        catch (Exception e) when (IsPassing(e))
        {
            Log.Later(logger, e);
            await mail.Keep(kept with { IsAwaited = true });
            await bot.Later(arrival.Identity, to.Place, reply.Message, arrival.Answer);
        }
        catch (Undeliverable e)
        {
            Log.Never(logger, e);
            await Point(arrival, to.Id == arrival.Here.Id ? NotTaken(reply) : NotAlone(reply));
            return false;
        }

        return true;
    }

    // Where others read along: nothing of what was asked or answered.
    private async Task Point(Arrival arrival, Message message)
    {
        try
        {
            await mail.Post(arrival.Here, message, new("", arrival.Here.Id, ""), isKept: false, Haste.Answer, arrival.Activity.Id);
        }
        catch (Exception e) when (IsPassing(e))
        {
            Log.Later(logger, e);
            await bot.Later(arrival.Identity, arrival.Here.Place, message, $"{arrival.Answer}/instead");
        }
        catch (Undeliverable e)
        {
            Log.Never(logger, e);
        }
    }

    // It says that what was done is done; that it is missing harms nobody.
    private async Task React(Arrival arrival, string said)
    {
        try
        {
            await connector.React(arrival.Here.Target, said, Done);
        }
        catch (Exception e) when (IsPassing(e) || e is Undeliverable or Blocked)
        {
            Log.Never(logger, e);
        }
    }

    private static Message NotAlone(Reply reply) =>
        new() { Text = $"The answer is for you alone, and I cannot write to you yet. Open a chat with me and ask there.", Reader = reply.Message.Reader };

    private static Message NotTaken(Reply reply) =>
        new() { Text = $"What you asked for is done, but Teams does not show the answer. Ask for a part of it.", Reader = reply.Message.Reader };

    private static bool IsPassing(Exception exception) => exception is ConnectorFailed or HttpRequestException or MsalException or TaskCanceledException { InnerException: TimeoutException };

    private static Activity Reply(Arrival arrival, Activity activity) => Mail.Addressed(arrival.Here, activity) with { ReplyToId = arrival.Activity.Id };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "An answer could not be brought to Teams now, and is left to the outbox")]
        public static partial void Later(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Teams does not take an answer")]
        public static partial void Never(ILogger logger, Exception exception);
    }
}
