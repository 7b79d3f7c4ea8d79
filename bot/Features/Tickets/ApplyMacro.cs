using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Says and changes what a macro holds, all of it or nothing, as one thing in the history.</summary>
internal sealed record ApplyMacro(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("Which macro?", From = "macro", Longest = 60)] string Name,
    [Ask("What should the requester read?", Paragraph = true, Longest = 8000)] string? Text = null) : Command
{
    public static async Task<Reply> Handle(ApplyMacro command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);
        var macro = await turn.MacroNamed(command.Name);
        var desk = await Desk.Of(turn);

        var applied = Speak(ticket, macro, command.Text, desk, turn);
        applied = Sort(applied, macro, desk, turn);
        applied = await Assign(applied, macro, turn);
        applied = End(applied, macro, command.Text, desk, turn);

        if (applied == ticket)
            throw new Refusal($"The macro \"{macro.Name}\" changes nothing on {ticket.Id}. Choose another one.");

        applied = applied.AsOne(ticket, macro.Name, turn.Stamp());
        turn.Save(Ticket.Kind, applied);
        await Tell(ticket, applied, turn);

        return turn.Undoable(applied.Concerns(turn.Access)
            ? Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"The macro \"{macro.Name}\" is applied to {ticket.Id}.")
            : new Card($"{applied.Id} is now with {applied.QueueName(turn.Access)}, and no longer shown to you."));
    }

    // What a wait or a resolution is given as its reason is not said twice.
    private static Ticket Speak(Ticket ticket, Macro macro, string? text, Desk desk, Turn turn)
    {
        if (text is null || macro is not { Wait: null, Resolve: null })
            return ticket;

        var reply = new PublicReply(PublicReply.NextId(ticket), ticket.Id.ToString(), turn.Caller.Id, ticket.Requester != turn.Caller.Id, text, turn.Now);
        turn.Save(PublicReply.Kind, reply);
        return ticket.Heard(reply, desk);
    }

    private static Ticket Sort(Ticket ticket, Macro macro, Desk desk, Turn turn)
    {
        if (macro.Priority is { } priority && priority != ticket.Priority)
        {
            var against = priority == desk.PriorityOf(ticket.Impact, ticket.Urgency) ? null : new Override(priority, macro.Name, turn.Caller.Id);
            ticket = ticket.Classify(ticket.Impact, ticket.Urgency, against, desk, turn.Stamp());
        }

        return macro.Queue is { } queue ? ticket.Transfer(QueueNames.Known(queue, turn.Access), turn.Stamp()) : ticket;
    }

    private static async ValueTask<Ticket> Assign(Ticket ticket, Macro macro, Turn turn)
    {
        if (macro.Assignee is not { } id)
            return ticket;

        var person = id is "me" ? turn.Caller : await turn.Person(new($"person:{id}"));

        return ticket.IsWorkOf(turn.Access.For(person))
            ? ticket.Assign(person.Id, turn.Stamp())
            : throw new Refusal($"{person} does not work on {ticket.QueueName(turn.Access)}. Choose somebody who does, or move {ticket.Id} to another queue first.");
    }

    private static Ticket End(Ticket ticket, Macro macro, string? text, Desk desk, Turn turn)
    {
        if (macro is not { Wait: null, Resolve: null } && text is null)
            throw new Refusal($"A requester whose ticket waits or is resolved reads why, so the macro needs a text. Give it one.");

        if (macro.Wait is { } wait)
        {
            var held = new Wait(wait, turn.Now.AddDays(macro.Days), text!, turn.Caller.Id, turn.Now);
            WakeTicket.Schedule(ticket.Id, held, turn);
            return ticket.Hold(held);
        }

        if (macro.Resolve is not { } code)
            return ticket;

        var resolved = ticket.Resolve(new(code, text!, turn.Caller.Id, turn.Now, turn.Now + desk.LapsesAfter));
        LapseTicket.Schedule(resolved, desk, turn);
        return resolved;
    }

    private static async ValueTask Tell(Ticket before, Ticket now, Turn turn)
    {
        if (now.State is State.Resolved && before.State is not State.Resolved)
        {
            ResolveTicket.Tell(now, turn);
            return;
        }

        var notices = new Notices(turn, now);

        if (now.Wait is { } wait && wait != before.Wait)
            HoldTicket.Tell(now, wait, notices, turn);
        else if (now.History[^1] is Entry.Applied applied && applied.Entries.Any(entry => entry is Entry.Replied))
            (await Notices.OfWords(turn, now)).ToRequester($"{turn.Caller} replied on {now.Id}.");

        if (now.Assignee != before.Assignee)
            notices.To(now.Assignee, $"{turn.Caller} assigned {now.Id} to you. You are next.").To(before.Assignee, $"{turn.Caller} took {now.Id} from you. It waits at {now.QueueName(turn.Access)}.");

        if (now.Queue != before.Queue)
            notices.ToHolder($"{turn.Caller} moved {now.Id} to {now.QueueName(turn.Access)}. It waits for somebody to take it up.");
    }
}
