using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

/// <summary>Asks the help desk for something.</summary>
internal sealed record NewTicket(
    [Ask("What is it about?", Hint = "My laptop does not start")] string Title,
    [Ask("What happens?", Paragraph = true, Longest = 8000)] string? Details = null,
    [Ask("How urgent is it?")] Urgency Urgency = Urgency.Medium,
    [Ask("Does something not work, or do you want something?", Rare = true)] TicketType Type = TicketType.Incident,
    [Ask("When did you first notice it?", Rare = true, Tense = Tense.Past)] DateOnly? Since = null,
    [Ask("How many does it concern: everybody (high), a group (medium), one person (low)?", Rare = true)] Impact Impact = Impact.Low,
    [Ask("Which kind of thing is it?", Rare = true, From = "category")] string? Category = null,
    [Ask("Which service does it concern?", Rare = true, From = "service")] string? Service = null,
    [Ask("Which device does it concern?", Rare = true, From = "asset")] SubjectRef? Asset = null,
    [Ask("For whom?", Rare = true, Only = Roles.Agent)] PersonRef? For = null,
    [Ask("Files", Rare = true)] IReadOnlyList<FileRef>? Files = null) : Command
{
    public static async Task<Reply> Handle(NewTicket command, Turn turn)
    {
        var desk = await Desk.Of(turn);
        var requester = await Requester(command, turn);
        var category = Desk.Known(desk.Categories, command.Category);
        var id = await turn.Next(command.Type is TicketType.Incident ? "INC" : "REQ");

        var ticket = new Ticket(id, command.Type, command.Title, requester.Id, turn.Now)
        {
            Details = command.Details,
            Since = command.Since,
            Impact = command.Impact,
            Urgency = command.Urgency,
            Priority = desk.PriorityOf(command.Impact, command.Urgency),
            Category = category,
            Service = Desk.Known(desk.Services, command.Service),
            Queue = desk.FirstQueue(category, turn.Access)?.Id,
            About = command.Asset is { } asset ? (await turn.Subject(asset, "asset")).Id : null,
            Files = await turn.AttachAll(command.Files),
            // Who opens it in somebody's place follows it; agents see it anyway.
            Watchers = IsInPlaceOf(requester, turn) ? [turn.Caller.Id] : [],
        }.Opened(turn.Stamp());

        turn.Save(Ticket.Kind, ticket);
        var queue = ticket.QueueName(turn.Access);

        (await Notices.OfNew(turn, ticket))
            .ToRequester($"{turn.Caller} made {id} for you. Next, somebody at {queue} takes it up.")
            .ToQueue($"{id} is new: {requester} asks for help, {ticket.Priority.ToString()}. It waits for somebody to claim it.");

        var receipt = Receipt(id, requester, queue, (await Company.Of(turn)).BackAt(turn.Now), turn);
        return await InThread.Begin(ticket, turn.Undoable(Turn.Show(Ticket.Kind, id.ToString(), receipt)), turn);
    }

    // Outside the opening hours it says when somebody is there; nothing is held back for that.
    private static Say Receipt(SubjectId id, Person requester, Say queue, DateTimeOffset? backAt, Turn turn) => (requester == turn.Caller, backAt) switch
    {
        (true, null) => $"{id} is received. Next, somebody at {queue} takes it up.",
        (false, null) => $"{id} is received for {requester}. Next, somebody at {queue} takes it up.",
        (true, { } at) => $"{id} is received. {queue} is there again {at} and takes it up then.",
        (false, { } at) => $"{id} is received for {requester}. {queue} is there again {at} and takes it up then.",
    };

    private static async ValueTask<Person> Requester(NewTicket command, Turn turn)
    {
        var requester = command.For is { } person ? await turn.Person(person) : turn.Caller;

        return requester == turn.Caller || turn.Access.Has(Roles.Agent) || IsInPlaceOf(requester, turn)
            ? requester
            : throw new Refusal($"Only agents can ask for somebody else. Leave out for whom it is, and name {requester} in the details.");
    }

    private static bool IsInPlaceOf(Person requester, Turn turn) => requester.LetsAct(turn.Caller, turn.Now);
}

/// <summary>Shows what would be asked of the help desk in these words, to be corrected and sent.</summary>
internal sealed record DraftTicket(
    [Ask("What do you need?", Paragraph = true, Longest = 8000)] string? Text = null,
    [Ask("Files")] IReadOnlyList<FileRef>? Files = null) : Command
{
    public static Task<Reply> Handle(DraftTicket command, Turn turn) =>
        turn.Propose(FirstWords.Ticket(command.Text ?? "", command.Files ?? []));
}
