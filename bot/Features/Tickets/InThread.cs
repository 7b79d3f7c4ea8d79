using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.Relaying;

namespace ChatOps.Tickets;

/// <summary>Plain words in a thread: they begin a ticket, or are said on the one that the thread is about.</summary>
internal static class InThread
{
    private const string Note = "ticket note";

    /// <summary>The thread becomes the conversation about a new ticket. What everybody reads there says nothing that they have not read.</summary>
    public static async Task<Reply> Begin(Heard heard, Turn turn)
    {
        if (heard.Files is [] && (SmallTalk.IsPolite(heard.Text) || SmallTalk.IsConfirmation(heard.Text)))
            return new Reply(new Message { Text = SmallTalk.Answer(heard.Text) }) { Audience = Audience.Place };

        var opened = await turn.Run(FirstWords.Ticket(heard.Text, heard.Files));

        // A form; or it went where it is not spoken of in threads.
        if (opened.Message.Shown is not { } shown || await turn.Get(Ticket.Kind, shown.Id) is not { } ticket)
            return opened;

        await turn.Bind(turn.Place, ticket.Id, Side.Requester, reader: ticket.Requester);

        return new Reply(new Message { Text = opened.Message.Text, Shown = shown with { Face = Standing.Shared } }) { Audience = Audience.Place };
    }

    /// <summary>Said on the ticket: a reaction answers. Whoever it does not concern is not listened to.</summary>
    public static async Task<Reply> Hear(SubjectId id, Heard heard, Turn turn)
    {
        var ticket = await turn.Get(Ticket.Kind, id.ToString());

        // The queue is restricted since, and the thread not yet closed.
        if (ticket is null && turn.Bound!.Readers.Contains(turn.Caller.Id))
            return Reply.Refuse($"What you wrote was not passed on, since {id} is not spoken of here any more. Write to me in our chat instead.");

        // Withdrawn, or never meant to be: the thread is free for what they ask next.
        if (ticket is { State: State.Cancelled } && turn is { IsAddressed: true, Bound.Side: Side.Requester } && ticket.Requester == turn.Caller.Id && heard.Text.Length > 0)
        {
            await turn.Unbind(turn.Place);
            return await Begin(heard, turn);
        }

        if (!turn.IsAddressed && ticket?.Concerns(turn.Access) is not true)
            return Reply.Silent;

        if (ticket is { State: State.Resolved } && ticket.Requester == turn.Caller.Id && heard.Files is [] && SmallTalk.IsConfirmation(heard.Text))
            return FreeWords.AskWhetherItWorks(ticket);

        var said = FreeWords.To(id, heard);

        if (ticket is not null && IsNote(ticket, turn))
            said = said with { Command = Note };

        // Meant for colleagues, however loosely: better asked once more than read by the requester.
        else if (turn.Means(heard.Text) is { Command: Note } meant)
            return await turn.Propose(meant with { Arguments = meant.Arguments.With("files", [.. heard.Files.Select(file => file.ToString())]) });

        var reply = await turn.Run(said);

        if (reply.IsForm)
            return reply;

        turn.ReadsHere();
        return Reply.Acknowledged;
    }

    private static bool IsNote(Ticket ticket, Turn turn) =>
        turn.Bound is { Side: Side.Staff } && turn.Access.Queue(ticket.Queue) is { PlainWordsAreNotes: true } && ticket.IsWorkOf(turn.Access);
}
