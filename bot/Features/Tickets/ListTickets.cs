using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Documents;
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
    [Ask("Asked on which day or later?", Rare = true)] DateOnly? Since = null,
    [Ask("Asked on which day or before?", Rare = true)] DateOnly? Until = null,
    [Ask("Which page?", Rare = true)] int Page = 1) : Command
{
    /// <summary>As many as a card shows.</summary>
    public const int PageSize = 10;

    /// <summary>Beyond that there are "more": how many exactly would cost a look at every one.</summary>
    public const int MostCounted = 200;

    // Beyond that, words find faster than leafing.
    private const int LastPage = 100;

    public static async Task<Reply> Handle(ListTickets command, Turn turn)
    {
        var isStaff = turn.Access.IsStaff();
        var page = Math.Clamp(command.Page, 1, LastPage);
        var desk = await Desk.Of(turn);

        command = command with
        {
            Page = page,
            Queue = command.Queue is { } queue ? QueueNames.Known(queue, turn.Access).Id : null,
            Category = Desk.Known(desk.Categories, command.Category),
            Service = Desk.Known(desk.Services, command.Service),
            Mine = command.Mine || !isStaff,
            Closed = command.Closed || command.Status is State.Closed or State.Cancelled || command.Text is not null,
        };

        var assignee = await AssigneeOf(command, turn);
        var requester = command.Mine ? turn.Caller.Id : command.Of is { } of ? (await turn.Person(of)).Id : null;
        var fitting = Fitting(command, assignee, requester, turn);
        var (tickets, total) = command.Text is { } text ? await TicketSearch.Find(text, page * PageSize, fitting, turn) : await Browse(command, (assignee, requester), fitting, turn);
        return TicketList.Draw(command, [.. tickets.Skip((page - 1) * PageSize)], total, isStaff);
    }

    /// <returns>The id; empty: nobody has it; null: whoever has it.</returns>
    private static async ValueTask<string?> AssigneeOf(ListTickets command, Turn turn) => command.Assignee switch
    {
        null => null,
        { Text: var text } when text.ToLowerInvariant() is "none" or "nobody" or "niemand" => "",
        { } person => (await turn.Person(person)).Id,
    };

    private static async ValueTask<(IReadOnlyList<Ticket> Tickets, long Total)> Browse(ListTickets command, (string? Assignee, string? Requester) whose, Func<Ticket, bool> fitting, Turn turn)
    {
        var (from, until) = Days(command, turn);

        var shown = command.Page * PageSize;

        var query = Order(command, whose) with
        {
            Descending = true,
            Take = Math.Max(shown, MostCounted),
            Filter = fitting,
        };

        // Wherever the day of asking is the next part of the key, the days bound what is read.
        if (!command.Closed || query.Index == Ticket.ByDay || query.Index == Ticket.OfPerson)
            query = query with { From = from is { } first ? Key.Of(first) : null, Until = until is { } end ? Key.Of(end) : null };

        var page = await turn.Find(query);
        var more = page.Next is null ? 0 : 1;
        return ([.. page.Items.Take(shown).Select(item => item.Body)], page.Items.Count + more);
    }

    private static Query<Ticket> Order(ListTickets command, (string? Assignee, string? Requester) whose)
    {
        object?[] open = command.Closed ? [] : [true];
        var isDated = command.Closed && (command.Since ?? command.Until) is not null;

        return (command, whose) switch
        {
            (_, { Requester: { } requester }) => isDated ? Ticket.OfPerson.Where(requester) : Ticket.ByRequester.Where([requester, .. open]),
            (_, { Assignee: { } assignee }) => Ticket.ByAssignee.Where([assignee, .. open]),
            _ when isDated => Ticket.ByDay.Where(),
            ({ Queue: { } queue }, _) => Ticket.ByQueue.Where([queue, .. open]),
            _ => Ticket.All.Where(open),
        };
    }

    /// <summary>From the beginning of the first day to the end of the last, where the caller is.</summary>
    private static (DateTimeOffset? From, DateTimeOffset? Until) Days(ListTickets command, Turn turn) =>
        (Beginning(command.Since, 0, turn), Beginning(command.Until, 1, turn));

    // The first and the last days of the calendar have no beginning everywhere on Earth.
    private static DateTimeOffset? Beginning(DateOnly? day, int later, Turn turn) =>
        day is { Year: > 1 and < 9999 } sane && sane.AddDays(later).ToDateTime(default) is var midnight ? new DateTimeOffset(midnight, turn.Caller.Zone.GetUtcOffset(midnight)) : null;

    private static Func<Ticket, bool> Fitting(ListTickets command, string? assignee, string? requester, Turn turn)
    {
        var (from, until) = Days(command, turn);

        return ticket =>
            (requester is null || ticket.Requester == requester)
            && (command.Closed || (command.Mine || command.Status is State.Resolved ? ticket.IsOpen : ticket.IsActive))
            && (command.Queue is null || ticket.Queue == command.Queue)
            && (command.Status is not { } status || ticket.State == status)
            && (assignee is null || (ticket.Assignee ?? "") == assignee)
            && (command.Priority is not { } priority || ticket.Priority == priority)
            && (from is null || ticket.CreatedAt >= from)
            && (until is null || ticket.CreatedAt < until)
            && (command.Category is null || ticket.Category == command.Category)
            && (command.Service is null || ticket.Service == command.Service);
    }
}
