using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Says anew how a ticket is sorted: how bad, what about, whose queue.</summary>
internal sealed record UpdateTicket(
    [Ask("Which ticket?")] SubjectId Id,
    [Ask("How many does it concern: everybody (high), a group (medium), one person (low)?")] Impact? Impact = null,
    [Ask("How urgent is it?")] Urgency? Urgency = null,
    [Ask("Which kind of thing is it?", From = "category")] string? Category = null,
    [Ask("Which service does it concern?", From = "service")] string? Service = null,
    [Ask("Which queue?", From = "queue")] string? Queue = null,
    [Ask("Which device does it concern?", From = "asset", Hint = "AST-7 or none")] SubjectRef? Asset = null,
    [Ask("Which priority, against impact and urgency?", Rare = true)] Priority? Priority = null,
    [Ask("Why that priority?", Rare = true)] string? Reason = null) : Command
{
    public static async Task<Reply> Handle(UpdateTicket command, Turn turn)
    {
        var ticket = await turn.TicketAtWork(command.Id);

        if (command == new UpdateTicket(command.Id))
            return await turn.Propose(Filled(ticket));

        var desk = await Desk.Of(turn);
        var updated = Reclassify(ticket, command, desk, turn);
        updated = updated.Sort(Desk.Known(desk.Categories, command.Category) ?? ticket.Category, Desk.Known(desk.Services, command.Service) ?? ticket.Service, turn.Stamp());

        if (command.Asset is { } asset)
            updated = updated.Concern(asset.Text is "none" ? null : (await turn.Subject(asset, "asset")).Id, turn.Stamp());

        if (command.Queue is { } queue)
            updated = updated.Transfer(QueueNames.Known(queue, turn.Access), turn.Stamp());

        // A classification that changes nothing leaves no entry.
        if (updated.History.Count == ticket.History.Count)
            return Turn.Show(Ticket.Kind, ticket.Id.ToString(), $"{ticket.Id} is like that already.");

        turn.Save(Ticket.Kind, updated);
        Tell(ticket, updated, turn);
        return turn.Undoable(Receipt(ticket, updated, turn));
    }

    private static Invocation Filled(Ticket ticket) => Invocation.Of(
        "ticket update",
        ("id", ticket.Id.ToString()),
        ("impact", Terms.Value(ticket.Impact)),
        ("urgency", Terms.Value(ticket.Urgency)),
        ("category", ticket.Category),
        ("service", ticket.Service),
        ("queue", ticket.Queue),
        ("asset", ticket.About?.ToString()));

    private static Ticket Reclassify(Ticket ticket, UpdateTicket command, Desk desk, Turn turn)
    {
        if (command.Priority is not null && command.Reason is null)
            throw new Refusal($"A priority against impact and urgency needs a reason. Give one.") { Choices = [Ask(command)] };

        var impact = command.Impact ?? ticket.Impact;
        var urgency = command.Urgency ?? ticket.Urgency;

        var against = command.Priority is { } priority ? new Override(priority, command.Reason!, turn.Caller.Id)
            // What is known of impact and urgency has changed, so an older exception no longer holds.
            : (impact, urgency) != (ticket.Impact, ticket.Urgency) ? null
            : ticket.Override;

        return ticket.Classify(impact, urgency, against?.Priority == desk.PriorityOf(impact, urgency) ? null : against, desk, turn.Stamp());
    }

    private static Choice Ask(UpdateTicket command) =>
        new($"Give a reason", Invocation.Of("ticket update", ("id", command.Id.ToString()), ("priority", Terms.Value(command.Priority!.Value))), "reason");

    private static void Tell(Ticket before, Ticket now, Turn turn)
    {
        var notices = new Notices(turn, now);

        if (now.Queue != before.Queue)
            notices.ToHolder($"{turn.Caller} moved {now.Id} to {now.QueueName(turn.Access)}. It waits for somebody to take it up.").ToRequester($"{now.Id} is now with {now.QueueName(turn.Access)}.");

        if (now.Assignee != before.Assignee)
            notices.To(before.Assignee, $"{turn.Caller} moved {before.Id} to another queue. Nothing is left for you to do.");

        if (now.Priority != before.Priority)
            notices.To(now.Assignee, $"{turn.Caller} made {now.Id} {now.Priority.ToString()}. It was {before.Priority.ToString()}.");
    }

    private static Reply Receipt(Ticket before, Ticket now, Turn turn)
    {
        // Moved out of the caller's sight: there is nothing left to show.
        if (!now.Concerns(turn.Access))
            return new Card($"{now.Id} is now with {now.QueueName(turn.Access)}, and no longer shown to you.");

        Say receipt = now.Queue != before.Queue ? (Say)$"{now.Id} is now with {now.QueueName(turn.Access)}."
            : now.Priority != before.Priority ? (Say)$"{now.Id} is now {now.Priority.ToString()}."
            : $"{now.Id} is changed, and stays {now.Priority.ToString()}.";

        return Turn.Show(Ticket.Kind, now.Id.ToString(), receipt);
    }
}
