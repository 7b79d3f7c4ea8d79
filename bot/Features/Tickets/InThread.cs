using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.Relaying;

namespace ChatOps.Tickets;

/// <summary>Plain words in a thread: they begin a ticket, or are said on the one that the thread is about.</summary>
internal static class InThread
{
    private const string Note = "ticket note";

    public static async Task<Reply> Begin(Heard heard, Turn turn) =>
        heard.Files is [] && (SmallTalk.IsPolite(heard.Text) || SmallTalk.IsConfirmation(heard.Text))
            ? new Reply(new Message { Text = SmallTalk.Answer(heard.Text) }) { Audience = Audience.Place }
            : await turn.Run(FirstWords.Ticket(heard.Text, heard.Files));

    /// <summary>
    /// A ticket that its requester has asked for aloud in a thread: the thread becomes the conversation about it. What everybody
    /// reads there says nothing that they have not read, or what the requester was told that they would.
    /// </summary>
    /// <param name="opened">The answer for the requester alone.</param>
    public static async ValueTask<Reply> Begin(Ticket ticket, Reply opened, Turn turn)
    {
        if (!(turn.IsAloud || turn.IsAnsweredHere) || turn.Place is not { Kind: PlaceKind.Thread, Subject: null } || ticket.Requester != turn.Caller.Id)
            return opened;

        // It went where it is not spoken of in threads.
        if (await turn.Get(Ticket.Kind, ticket.Id.ToString()) is null)
            return opened;

        await turn.Bind(turn.Place, ticket.Id, Side.Requester, reader: ticket.Requester);
        var shared = opened.Message with { Shown = opened.Message.Shown! with { Face = Standing.Shared } };

        if (turn.IsAnsweredHere)
            return new Reply(shared) { Audience = Audience.Place };

        turn.Post(turn.Place, shared);
        return opened;
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
