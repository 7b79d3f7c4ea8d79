using ChatOps.Conversations;
using ChatOps.Teams.Connecting;
using ChatOps.Teams.Drawing;
using ChatOps.Teams.Wire;

namespace ChatOps.Teams.Hearing;

/// <summary>Brings what the bot answers to where it belongs.</summary>
internal sealed class Answers(Mail mail, Activities activities, Connector connector, TextStream stream)
{
    private const string Done = "like";

    /// <summary>Says it in the conversation, or in the chat with the person when it is theirs alone.</summary>
    public async Task Say(Arrival arrival, Places places, Reply reply, string id)
    {
        if (reply.IsSilent)
            return;

        if (reply.IsAcknowledged && arrival is { IsPersonal: false, Activity.Id: { } said })
        {
            await connector.React(arrival.Here.Target, said, Done);
            return;
        }

        if (arrival.Replies is { } replies)
        {
            replies.AddRange((await activities.Draw(arrival.Here, reply.Message)).Select(activity => Reply(arrival, activity)));
            return;
        }

        if (places.Replaced(reply) is { } stands && await Replace(places.For(reply)!, stands, reply))
            return;

        if (places.For(reply) is not { } to)
        {
            await Point(arrival, new Message { Text = $"The answer is for you alone, and I cannot write to you yet. Open a chat with me and ask there.", Reader = reply.Message.Reader });
            return;
        }

        await Post(arrival, to, reply, id, places);

        if (to.Id != arrival.Here.Id && !arrival.IsPersonal && reply.Instead is { } instead)
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

    private Task Post(Arrival arrival, TeamsConversation to, Reply reply, string id, Places places)
    {
        if (to.IsPersonal && TextStream.IsWorthIt(reply.Message))
            return mail.Bring(to, async () => await stream.Say(to, (await activities.Draw(to, reply.Message))[0]));

        var kept = new TeamsMessage(id, to.Id, "") { Shown = reply.Message.Shown, IsForm = reply.IsForm, Origin = places.Here.Id == to.Id ? null : places.Here.Id };
        return mail.Post(to, reply.Message, kept, isKept: kept.IsForm || kept.Shown is not null, Haste.Answer, to.Id == arrival.Here.Id ? arrival.Activity.Id : null);
    }

    // Where others read along: nothing of what was asked or answered.
    private Task Point(Arrival arrival, Message message) =>
        mail.Post(arrival.Here, message, new("", arrival.Here.Id, ""), isKept: false, Haste.Answer, arrival.Activity.Id);

    private static Activity Reply(Arrival arrival, Activity activity) => Mail.Addressed(arrival.Here, activity) with { ReplyToId = arrival.Activity.Id };
}
