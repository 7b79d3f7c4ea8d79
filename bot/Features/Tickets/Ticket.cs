using System.Text.Json.Serialization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Tickets;

internal enum TicketType
{
    /// <summary>Something does not work: INC.</summary>
    Incident,

    /// <summary>Something is wanted: REQ.</summary>
    Request,
}

/// <summary>Somebody's trouble or wish, from the moment it is said until it is over.</summary>
/// <param name="Requester">The id of the person it is for.</param>
internal sealed partial record Ticket(SubjectId Id, TicketType Type, string Title, string Requester, DateTimeOffset CreatedAt)
{
    public static readonly Kind<Ticket> Kind = new Kind<Ticket>("ticket", TicketsJson.Default.Ticket, ticket => ticket.Id.ToString())
        .Text(ticket => ticket.SearchText, ticket => Key.Of(ticket.IsOpen, ticket.CreatedAt))
        .SeenBy((access, ticket) => access.Sees(ticket.Queue, [ticket.Requester, .. ticket.Watchers]) || ticket.IsUnsealedTo(access))
        .Concerns(new((ticket, person) => ticket.Requester == person, (ticket, person) => ticket.WrittenBy(person), (ticket, erasure) => ticket.Without(erasure), "said"))
        .HeldWhen(ticket => ticket.LegalHold is not null)
        .SeenInsideBy((access, ticket) => ticket.ShowsInsideTo(access))
        .NotesReadersWhen((access, ticket) => ticket.IsRestricted(access))
        .UndoneBy(Undone);

    public static readonly Index<Ticket> All = Kind.Index("all", ticket => Key.Of(ticket.IsOpen, ticket.CreatedAt));

    public static readonly Index<Ticket> ByDay = Kind.Index("day", ticket => Key.Of(ticket.CreatedAt));

    public static readonly Index<Ticket> ByMonthOfWork = Kind.Index("month", ticket => ticket.Times.Select(time => time.Month).Distinct().Select(month => Key.Of(month)));

    public static readonly Index<Ticket> ByRequester = Kind.Index("requester", ticket => Key.Of(ticket.Requester, ticket.IsOpen, ticket.CreatedAt));

    public static readonly Index<Ticket> OfPerson = Kind.Index("person", ticket => Key.Of(ticket.Requester, ticket.CreatedAt));

    public static readonly Index<Ticket> ByAssignee = Kind.Index("assignee", ticket => Key.Of(ticket.Assignee, ticket.IsOpen, ticket.CreatedAt));

    public static readonly Index<Ticket> ByQueue = Kind.Index("queue", ticket => Key.Of(ticket.Queue, ticket.IsOpen, ticket.CreatedAt));

    public static readonly Index<Ticket> ByAbout = Kind.Index("about", ticket => ticket.About is { } id ? Key.Of(id.ToString(), ticket.IsOpen, ticket.CreatedAt) : null);

    public string? Details { get; init; }

    /// <summary>The thing that it concerns, of another feature: an asset.</summary>
    public SubjectId? About { get; init; }

    /// <summary>The day on which it was first noticed.</summary>
    public DateOnly? Since { get; init; }

    public Impact Impact { get; init; } = Impact.Low;

    public Urgency Urgency { get; init; } = Urgency.Medium;

    public Priority Priority { get; init; } = Priority.P4;

    public Override? Override { get; init; }

    public string? Category { get; init; }

    public string? Service { get; init; }

    public string? Queue { get; init; }

    public string? Assignee { get; init; }

    public State State { get; init; }

    public Wait? Wait { get; init; }

    public Resolution? Resolution { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public IReadOnlyList<string> Watchers { get; init; } = [];

    /// <summary>People who want no notices of this ticket.</summary>
    public IReadOnlyList<string> Muted { get; init; } = [];

    public IReadOnlyList<Attachment> Files { get; init; } = [];

    public IReadOnlyList<Unsealing> Unsealings { get; init; } = [];

    public IReadOnlyList<Entry> History { get; init; } = [];

    /// <summary>Somebody has something to do about it.</summary>
    [JsonIgnore]
    public bool IsActive => State is State.New or State.Assigned or State.InProgress or State.Waiting;

    /// <summary>Not over: resolved counts as open until it is confirmed.</summary>
    [JsonIgnore]
    public bool IsOpen => State is not (State.Closed or State.Cancelled);

    /// <summary>The desk spoke last: it has replied, or waits for the requester.</summary>
    [JsonIgnore]
    public bool IsRequestersTurn =>
        History.Holding().LastOrDefault(entry => entry is Entry.Opened or Entry.Replied or Entry.Moved { For: WaitFor.Requester })
            is Entry.Replied { Staff: true } or Entry.Moved;

    /// <summary>Asked for it or works on it.</summary>
    public bool HasPart(string person) => person == Requester || person == Assignee;

    /// <summary>Only the people of its queue see it, and its requester.</summary>
    public bool IsRestricted(Access access) => access.Queue(Queue) is { Restricted: true };

    /// <summary>May see it from the inside: notes, context, names of the staff.</summary>
    public bool ShowsInsideTo(Access access) => access.IsStaffOf(Queue) || IsUnsealedTo(access);

    /// <summary>Whether it can be opened again now.</summary>
    public bool CanReopen(Desk desk, DateTimeOffset now) =>
        State is State.Resolved || State is State.Closed && MergedInto is null && now <= ClosedAt + desk.ReopenWithin;

    private bool IsUnsealedTo(Access access) =>
        !access.Withholds(Queue) && Unsealings.Any(unsealing => unsealing.Person == access.Person.Id && access.Now < unsealing.Until && access.Has(Roles.Administrator));

    // What happened stays in the history, and so does that it was taken back; a ticket that should not have been is withdrawn.
    private static Ticket Undone(Ticket? before, Ticket now, string by, DateTimeOffset at) => before is null
        ? now.Cancel(new(by, at))
        : before with { History = [.. now.History, new Entry.Undone(by, at, now.History.Count - before.History.Count)] };
}

/// <summary>Nothing can be done for now.</summary>
internal sealed record Wait(WaitFor For, DateTimeOffset Until, string Reason, string By, DateTimeOffset At);

/// <param name="ClosesAt">When it closes by itself unless somebody says a word.</param>
internal sealed record Resolution(ResolutionCode Code, string Text, string By, DateTimeOffset At, DateTimeOffset ClosesAt);

/// <summary>An administrator's hour in a restricted ticket.</summary>
internal sealed record Unsealing(string Person, DateTimeOffset Until);
