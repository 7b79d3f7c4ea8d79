using ChatOps.Commands;
using ChatOps.Cards;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>What can be done to a ticket. Every change adds its entry to the history.</summary>
internal sealed partial record Ticket
{
    public Ticket Opened(Stamp stamp) => Add(new Entry.Opened(stamp.By, stamp.At, Requester, Queue, Priority));

    public Ticket Assign(string? to, Stamp stamp)
    {
        RequireActive($"assigned");

        if (to == Assignee)
            return this;

        var assigned = (this with { Assignee = to }).Add(new Entry.Assigned(stamp.By, stamp.At, Assignee, to));

        return State is State.Waiting ? assigned : assigned.Go(to is null ? State.New : State.Assigned, stamp);
    }

    /// <summary>The assignee has begun.</summary>
    public Ticket Begin(Stamp stamp) => State is State.Assigned && Assignee == stamp.By ? Go(State.InProgress, stamp) : this;

    public Ticket Classify(Impact impact, Urgency urgency, Override? against, Desk desk, Stamp stamp)
    {
        RequireActive($"changed");
        var priority = against?.Priority ?? desk.PriorityOf(impact, urgency);

        var classified = (this with { Impact = impact, Urgency = urgency, Priority = priority, Override = against })
            .Note("impact", Impact.ToString(), impact.ToString(), stamp)
            .Note("urgency", Urgency.ToString(), urgency.ToString(), stamp);

        return priority == Priority ? classified : classified.Add(new Entry.Prioritised(stamp.By, stamp.At, Priority, priority, against is not null));
    }

    public Ticket Sort(string? category, string? service, Stamp stamp)
    {
        RequireActive($"changed");
        return (this with { Category = category, Service = service }).Note("category", Category, category, stamp).Note("service", Service, service, stamp);
    }

    public Ticket Concern(SubjectId? about, Stamp stamp)
    {
        RequireActive($"changed");
        return (this with { About = about }).Note("about", About?.ToString(), about?.ToString(), stamp);
    }

    /// <summary>To another queue. Whoever could see or hold it only as staff of the old one lets go of it.</summary>
    public Ticket Transfer(Queue queue, Stamp stamp)
    {
        RequireActive($"moved");

        if (queue.Id == Queue)
            return this;

        var moved = (this with { Queue = queue.Id, Watchers = [.. Watchers.Where(Stays)] }).Add(new Entry.Transferred(stamp.By, stamp.At, Queue, queue.Id));
        return Assignee is { } assignee && !Stays(assignee) ? moved.Assign(null, stamp) : moved;

        bool Stays(string person) => !queue.Restricted || queue.Members.Contains(person);
    }

    public Ticket Edit(string title, string? details, Stamp stamp)
    {
        RequireActive($"edited");
        return title == Title && details == Details ? this : (this with { Title = title, Details = details }).Add(new Entry.Edited(stamp.By, stamp.At));
    }

    public Ticket Hold(Wait wait)
    {
        RequireActive($"put on hold");
        return (this with { Wait = wait, State = State.Waiting }).Add(new Entry.Moved(wait.By, wait.At, State, State.Waiting) { For = wait.For });
    }

    public Ticket Wake(Stamp stamp) => State is State.Waiting ? Go(Assignee is null ? State.New : State.InProgress, stamp) : this;

    public Ticket Resolve(Resolution resolution)
    {
        RequireActive($"resolved");

        return (this with { Resolution = resolution, State = State.Resolved, Wait = null })
            .Add(new Entry.Moved(resolution.By, resolution.At, State, State.Resolved) { Code = resolution.Code });
    }

    public Ticket Close(Stamp stamp) => State is State.Resolved
        ? Go(State.Closed, stamp) with { ClosedAt = stamp.At }
        : throw new Refusal(IsActive ? (Say)$"{Id} is {State}; it is resolved first, then closed. Resolve it first." : $"{Id} is {State} already.");

    public Ticket Reopen(Stamp stamp) => Moves.Allows(State, State.InProgress) && !IsActive
        ? Go(Assignee is null ? State.New : State.InProgress, stamp) with { Resolution = null, ClosedAt = null }
        : throw new Refusal($"{Id} is {State} and cannot be reopened. Open a new ticket instead.");

    public Ticket Cancel(Stamp stamp)
    {
        RequireActive($"withdrawn");
        return Go(State.Cancelled, stamp) with { ClosedAt = stamp.At };
    }

    /// <summary>Something was said to everybody concerned: the requester's word wakes and reopens, the desk's begins the work.</summary>
    public Ticket Heard(PublicReply reply, Desk desk)
    {
        var stamp = new Stamp(reply.Author, reply.At);
        var heard = (this with { Said = Said.With(reply.Text, reply.Files) }).Add(new Entry.Replied(reply.Author, reply.At, reply.Id, reply.FromStaff));

        return (reply.FromStaff, State) switch
        {
            (_, State.Closed or State.Cancelled) => throw new Refusal($"{Id} is {State}, and nothing can be added. Open a new ticket instead."),
            (false, State.Waiting) when Wait is { For: WaitFor.Requester } => heard.Wake(stamp),
            (false, State.Resolved) => heard.Reopen(stamp),
            (true, State.Resolved) => heard with { Resolution = Resolution! with { ClosesAt = reply.At + desk.LapsesAfter } },
            (true, _) => heard.Begin(stamp),
            _ => heard,
        };
    }

    public Ticket Noted(InternalNote note) => Add(new Entry.Noted(note.Author, note.At, note.Id)).Begin(new(note.Author, note.At));

    public Ticket Attach(IReadOnlyList<Attachment> files, Stamp stamp)
    {
        if (!IsOpen)
            throw new Refusal($"{Id} is {State}, and nothing can be added. Open a new ticket instead.");

        var more = files.Where(file => Files.All(known => known.Hash != file.Hash)).ToArray();
        return more is [] ? this : (this with { Files = [.. Files, .. more] }).Add(new Entry.Attached(stamp.By, stamp.At, more.Length));
    }

    public Ticket Watch(string person) => this with { Watchers = [.. Watchers.Except([person]), person], Muted = [.. Muted.Except([person])] };

    public Ticket Unmute(string person) => this with { Muted = [.. Muted.Except([person])] };

    public Ticket Mute(string person) => this with { Muted = [.. Muted.Except([person]), person] };

    public Ticket Unseal(Unsealing unsealing, DateTimeOffset now) =>
        (this with { Unsealings = [.. Unsealings.Where(other => other.Person != unsealing.Person), unsealing] })
        .Add(new Entry.Unsealed(unsealing.Person, now, unsealing.Until));

    public Ticket Seal(DateTimeOffset now) => this with { Unsealings = [.. Unsealings.Where(unsealing => unsealing.Until > now)] };

    /// <summary>What has been done since as one entry of the history.</summary>
    public Ticket AsOne(Ticket before, string macro, Stamp stamp) =>
        this with { History = [.. before.History, new Entry.Applied(stamp.By, stamp.At, macro, [.. History.Skip(before.History.Count)])] };

    private void RequireActive(Say done)
    {
        if (!IsActive)
            throw new Refusal($"{Id} is {State} and cannot be {done}. Look at its card for what can be done.");
    }

    private Ticket Go(State to, Stamp stamp)
    {
        if (to == State)
            return this;

        return Moves.Allows(State, to)
            ? (this with { State = to, Wait = null }).Add(new Entry.Moved(stamp.By, stamp.At, State, to))
            : throw new Refusal($"{Id} is {State} and cannot become {to}. Look at its card for what can be done.");
    }

    private Ticket Note(string field, string? from, string? to, Stamp stamp) =>
        from == to ? this : Add(new Entry.Changed(stamp.By, stamp.At, field, from, to));

    private Ticket Add(Entry entry) => this with { History = [.. History, entry] };
}
