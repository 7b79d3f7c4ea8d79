using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>Finds tickets: staff those they see, everybody else their own.</summary>
internal sealed record ListTickets(
    [Ask("Which words, or which number?")] string? Text = null,
    [Ask("Which queue?", From = "queue")] string? Queue = null,
    [Ask("Which status?")] State? Status = null,
    [Ask("Whose work?", Hint = "A name, me or none")] PersonRef? Assignee = null,
    [Ask("Which priority?")] Priority? Priority = null,
    [Ask("Which category?", From = "category")] string? Category = null,
    [Ask("Which service?", From = "service")] string? Service = null,
    [Ask("Only what you asked for?")] bool Mine = false,
    [Ask("Closed ones too?")] bool Closed = false,
    [Ask("Whose requests?", Rare = true, Only = Roles.Agent | Roles.Manager | Roles.Administrator)] PersonRef? Of = null,
    [Ask("Which page?", Rare = true)] int Page = 1) : Command
{
    /// <summary>As many as a card shows.</summary>
    public const int PageSize = 10;

    // Beyond that, words find faster than leafing.
    private const int LastPage = 100;

    public static async Task<Reply> Handle(ListTickets command, Turn turn)
    {
        var isStaff = IsStaff(turn.Access);
        var page = Math.Clamp(command.Page, 1, LastPage);

        command = command with
        {
            Page = page,
            Mine = command.Mine || !isStaff,
            Closed = command.Closed || command.Status is State.Closed or State.Cancelled || command.Text is not null,
        };

        var assignee = await AssigneeOf(command, turn);
        var requester = command.Mine ? turn.Caller.Id : command.Of is { } of ? (await turn.Person(of)).Id : null;
        var fitting = Fitting(command, assignee, requester, turn);
        var (tickets, total) = command.Text is { } text ? await Search(text, command, fitting, turn) : await Browse(command, (assignee, requester), fitting, turn);
        return TicketList.Draw(command, [.. tickets.Skip((page - 1) * PageSize)], total, isStaff);
    }

    private static bool IsStaff(Access access) =>
        access.Has(Roles.Agent | Roles.Manager | Roles.Auditor | Roles.Administrator) || access.Queues.Any(queue => queue.Members.Contains(access.Person.Id));

    /// <returns>The id; empty: nobody has it; null: whoever has it.</returns>
    private static async ValueTask<string?> AssigneeOf(ListTickets command, Turn turn) => command.Assignee switch
    {
        null => null,
        { Text: var text } when text.ToLowerInvariant() is "none" or "nobody" => "",
        { } person => (await turn.Person(person)).Id,
    };

    private static async ValueTask<(IReadOnlyList<Ticket> Tickets, long Total)> Browse(ListTickets command, (string? Assignee, string? Requester) whose, Func<Ticket, bool> fitting, Turn turn)
    {
        object?[] open = command.Closed ? [] : [true];

        var query = (command, whose) switch
        {
            (_, { Requester: { } requester }) => Ticket.ByRequester.Where([requester, .. open]),
            (_, { Assignee: { } assignee }) => Ticket.ByAssignee.Where([assignee, .. open]),
            ({ Queue: { } queue }, _) => Ticket.ByQueue.Where([QueueId(queue, turn.Access), .. open]),
            _ => Ticket.All.Where(open),
        } with { Descending = true, Take = command.Page * PageSize, Filter = fitting };

        var page = await turn.Find(query);
        return ([.. page.Items.Select(item => item.Body)], await turn.Count(query));
    }

    private static async ValueTask<(IReadOnlyList<Ticket> Tickets, long Total)> Search(string text, ListTickets command, Func<Ticket, bool> fitting, Turn turn)
    {
        if (await Numbered(text, fitting, turn) is [_, ..] exact)
            return (exact, exact.Count);

        var hits = await turn.Search(Ticket.Kind, text, command.Page * PageSize, fitting);
        return ([.. hits.Items.Select(item => item.Body)], hits.Total);
    }

    // A whole number, or its digits.
    private static async ValueTask<IReadOnlyList<Ticket>> Numbered(string text, Func<Ticket, bool> fitting, Turn turn)
    {
        string[] ids = SubjectId.TryParse(text, null, out var id) ? [id.ToString()]
            : text.Trim('#', ' ') is { Length: > 0 and < 10 } digits && digits.All(char.IsAsciiDigit) && digits[0] is not '0' ? [$"INC-{digits}", $"REQ-{digits}"]
            : [];

        var found = new List<Ticket>();

        foreach (var one in ids)
        {
            if (await turn.Get(Ticket.Kind, one) is { } ticket && fitting(ticket))
                found.Add(ticket);
        }

        return found;
    }

    private static Func<Ticket, bool> Fitting(ListTickets command, string? assignee, string? requester, Turn turn)
    {
        var queue = command.Queue is { } said ? QueueId(said, turn.Access) : null;

        return ticket =>
            (requester is null || ticket.Requester == requester)
            && (command.Closed || (command.Mine || command.Status is State.Resolved ? ticket.IsOpen : ticket.IsActive))
            && (queue is null || ticket.Queue == queue)
            && (command.Status is not { } status || ticket.State == status)
            && (assignee is null || (ticket.Assignee ?? "") == assignee)
            && (command.Priority is not { } priority || ticket.Priority == priority)
            && IsNamed(command.Category, ticket.Category)
            && IsNamed(command.Service, ticket.Service);
    }

    private static bool IsNamed(string? wanted, string? name) => wanted is null || wanted.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string QueueId(string said, Access access) =>
        access.Queues.FirstOrDefault(queue => queue.Name.Equals(said, StringComparison.OrdinalIgnoreCase))?.Id ?? access.Queue(said)?.Id ?? said;
}
