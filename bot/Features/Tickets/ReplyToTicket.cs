using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Says something that the requester reads, or that the requester says.</summary>
internal sealed record ReplyToTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("What do you want to say? The requester reads it.", Paragraph = true, Longest = 8000)] string Text,
    [Ask("Files", Rare = true)] IReadOnlyList<FileRef>? Files = null) : Command
{
    public static async Task<Reply> Handle(ReplyToTicket command, Turn turn)
    {
        var ticket = await turn.TicketOfConcern(command.Id);

        if (await turn.Onwards(ticket, "ticket reply", command.Text, command.Files) is { } elsewhere)
            return elsewhere;

        var desk = await Desk.Of(turn);
        var fromStaff = ticket.Requester != turn.Caller.Id && turn.Access.IsStaffOf(ticket.Queue);

        if (!fromStaff && !ticket.IsActive && command.Files is null or [] && Courtesy(ticket, command.Text, turn) is { } answer)
            return answer;

        if (!ticket.IsOpen)
            throw Over(ticket, command, desk, turn);

        var reply = new PublicReply(PublicReply.NextId(ticket), ticket.Id.ToString(), turn.Caller.Id, fromStaff, command.Text, turn.Now)
        {
            Files = await turn.AttachAll(command.Files),
        };

        var heard = ticket.Heard(reply, desk);
        turn.Save(PublicReply.Kind, reply);
        turn.Save(Ticket.Kind, heard);

        if (heard.State is State.Resolved)
            LapseTicket.Schedule(heard, desk, turn);

        return turn.Undoable(Turn.Show(Ticket.Kind, ticket.Id.ToString(), fromStaff ? await ToRequester(heard, turn) : await ToDesk(ticket, heard, turn)));
    }

    // Thanks for what was done do not open it again, wherever they are said.
    private static Reply? Courtesy(Ticket ticket, string text, Turn turn) =>
        SmallTalk.IsConfirmation(text) && ticket.IsOpen && ticket.Requester == turn.Caller.Id ? FreeWords.AskWhetherItWorks(ticket)
        : SmallTalk.IsPolite(text) || SmallTalk.IsConfirmation(text) ? (Reply)SmallTalk.Answer(text)
        : null;

    private static async ValueTask<Say> ToRequester(Ticket ticket, Turn turn)
    {
        Say notice = $"{turn.Caller} replied on {ticket.Id}.";
        var requester = await turn.Whereabouts(ticket.Requester);
        (await Notices.OfWords(turn, ticket)).ToRequester(notice).To(ticket.Assignee, notice).ToWatchers(notice);
        return $"Your reply on {ticket.Id} is on its way to {requester}.";
    }

    private static async ValueTask<Say> ToDesk(Ticket before, Ticket ticket, Turn turn)
    {
        Say notice = before.State is State.Resolved
            ? (Say)$"{turn.Caller} replied on {ticket.Id}, and it is open again. You are next."
            : $"{turn.Caller} replied on {ticket.Id}. You are next.";

        var holder = await turn.Holder(ticket);
        Say concerned = $"{turn.Caller} replied on {ticket.Id}. {holder} is next.";
        (await Notices.OfWords(turn, ticket)).ToHolder(notice).ToRequester(concerned).ToWatchers(concerned);

        return before.State is State.Resolved
            ? (Say)$"Added to {ticket.Id}, which is open again. {holder} is next."
            : $"Added to {ticket.Id}. {holder} is next.";
    }

    private static Refusal Over(Ticket ticket, ReplyToTicket command, Desk desk, Turn turn)
    {
        var id = ticket.Id.ToString();
        var again = new Choice($"Start a new one", new("ticket draft", new Arguments(("text", command.Text)).With("files", [.. (command.Files ?? []).Select(file => file.ToString())])));

        return new($"{ticket.Id} is {ticket.State}, and nothing can be added.")
        {
            Choices = ticket.CanReopen(desk, turn.Now)
                ? [new($"Reopen {ticket.Id}", Invocation.Of("ticket reopen", ("id", id), ("reason", command.Text))), again]
                : [again],
        };
    }
}
