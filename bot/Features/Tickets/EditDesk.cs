using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Tickets;

/// <summary>Says anew how the help desk works: what tickets are sorted by, where they come in, and how long they wait.</summary>
internal sealed record EditDesk(
    [Ask("Which queue do new tickets come to?", From = "queue")] string? Intake = null,
    [Ask("Which kinds of thing are there? One a line.", Paragraph = true)] string? Categories = null,
    [Ask("Which services are there? One a line.", Paragraph = true)] string? Services = null,
    [Ask("Which kinds of work is time noted under? One a line.", Paragraph = true, Rare = true)] string? Activities = null,
    [Ask("For how many days can a closed ticket be opened again?", Rare = true)] int? Reopen = null,
    [Ask("After how many days without a word does a resolved ticket close?", Rare = true)] int? Lapse = null,
    [Ask("How many hours before that is the requester told?", Rare = true)] int? Warn = null) : Command
{
    private const int MostNames = 100;
    private const int LongestName = 60;
    private const int LongestWait = 365;

    public static async Task<Reply> Handle(EditDesk command, Turn turn)
    {
        var desk = await Desk.Of(turn);

        if (command == new EditDesk())
            return await turn.Propose(Filled(desk));

        var changed = desk with
        {
            IsDecided = true,
            Intake = command.Intake is { } intake ? QueueNames.Known(intake, turn.Access).Id : desk.Intake,
            Categories = Names(command.Categories) ?? desk.Categories,
            Services = Names(command.Services) ?? desk.Services,
            Activities = Names(command.Activities) ?? desk.Activities,
            ReopenWithin = Days(command.Reopen) ?? desk.ReopenWithin,
            LapsesAfter = Days(command.Lapse) ?? desk.LapsesAfter,
            WarnsBefore = command.Warn is { } hours ? TimeSpan.FromHours(Within(hours, 1, 24 * LongestWait)) : desk.WarnsBefore,
        };

        if (changed.WarnsBefore >= changed.LapsesAfter)
            throw new Refusal($"Nobody can be told before the wait has begun. Give fewer hours than the days until a resolved ticket closes have.");

        turn.Save(Desk.Kind, changed);
        return turn.Undoable(new(new Message { Text = $"The help desk works like this from now on. Tickets that are there keep what they have.", Card = DeskCard.Draw(changed, turn.Access) }));
    }

    private static Invocation Filled(Desk desk) => Invocation.Of(
        "admin desk",
        ("intake", desk.Intake),
        ("categories", string.Join('\n', desk.Categories)),
        ("services", string.Join('\n', desk.Services)));

    private static string[]? Names(string? text)
    {
        if (text is null)
            return null;

        string[] names = [.. text.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

        return names switch
        {
            [] => throw new Refusal($"That has no names in it. Write one a line."),
            { Length: > MostNames } => throw new Refusal($"{names.Length} names are more than the {MostNames} that fit. Leave some out."),
            _ when names.FirstOrDefault(name => name.Length > LongestName) is { } name => throw new Refusal($"\"{name[..20]}…\" has {name.Length} characters, and {LongestName} fit. Shorten it."),
            _ => names,
        };
    }

    private static TimeSpan? Days(int? days) => days is { } some ? TimeSpan.FromDays(Within(some, 1, LongestWait)) : null;

    private static int Within(int number, int least, int most) =>
        number >= least && number <= most ? number : throw new Refusal($"{number} is not between {least} and {most}. Give a number that is.");
}

/// <summary>Says which priority follows from an impact and an urgency.</summary>
internal sealed record EditMatrix(
    [Ask("How many does it concern: everybody (high), a group (medium), one person (low)?")] Impact Impact,
    [Ask("How urgent is it?")] Urgency Urgency,
    [Ask("Which priority follows?")] Priority Priority) : Command
{
    public static async Task<Reply> Handle(EditMatrix command, Turn turn)
    {
        var desk = await Desk.Of(turn);
        var cell = new Cell(command.Impact, command.Urgency, command.Priority);
        var changed = desk with { Matrix = [.. desk.Matrix.Where(other => other.Impact != cell.Impact || other.Urgency != cell.Urgency), cell] };
        turn.Save(Desk.Kind, changed);
        return turn.Undoable(new(new Message { Text = $"{cell.Priority.ToString()} follows from {cell.Impact} impact and {cell.Urgency} urgency. Tickets that are there keep their priority.", Card = DeskCard.Draw(changed, turn.Access) }));
    }
}

/// <summary>Sends tickets of a category straight to a queue, so that what is delicate is never seen on its way.</summary>
internal sealed record RouteCategory(
    [Ask("Which kind of thing?", From = "category")] string Category,
    [Ask("To which queue? Left out, to where new tickets come.", From = "queue")] string? Queue = null) : Command
{
    public static async Task<Reply> Handle(RouteCategory command, Turn turn)
    {
        var desk = await Desk.Of(turn);
        var category = Desk.Known(desk.Categories, command.Category)!;
        var routes = desk.Routes.Where(route => route.Key != category).ToDictionary(StringComparer.Ordinal);

        if (command.Queue is { } queue)
            routes[category] = QueueNames.Known(queue, turn.Access).Id;

        var changed = desk with { Routes = routes };
        turn.Save(Desk.Kind, changed);
        return turn.Undoable(new(new Message { Text = $"New tickets about {category} come to {DeskCard.QueueName(changed, category, turn.Access)}. Those that are there stay where they are.", Card = DeskCard.Draw(changed, turn.Access) }));
    }
}

/// <summary>How the help desk works, and the buttons that change it.</summary>
internal sealed record ViewDesk : Command
{
    public static async Task<Reply> Handle(ViewDesk command, Turn turn) => DeskCard.Draw(await Desk.Of(turn), turn.Access);
}

internal static class DeskCard
{
    private static readonly Urgency[] Urgencies = [Urgency.High, Urgency.Medium, Urgency.Low];
    private static readonly Impact[] Impacts = [Impact.High, Impact.Medium, Impact.Low];

    public static Card Draw(Desk desk, People.Access access) => new($"How the help desk works")
    {
        Body =
        [
            new Block.Facts(
                new($"New tickets come to", QueueName(desk, null, access)),
                new($"Services", Say.All(desk.Services.Select(Desk.Label))),
                new($"Kinds of work", Say.All(desk.Activities.Select(Desk.Label))),
                new($"Opened again within", $"{(int)desk.ReopenWithin.TotalDays:one day|# days}"),
                new($"Closes without a word after", $"{(int)desk.LapsesAfter.TotalDays:one day|# days}")),
            new Block.Table([$"Impact", $"Urgent: high", $"medium", $"low"], [.. Impacts.Select(impact => Row(desk, impact))]),
            new Block.Table([$"Kind of thing", $"Comes to"], [.. desk.Categories.Select(category => new Block.Row([Desk.Label(category), QueueName(desk, category, access)], Invocation.Of("admin route", ("category", category))))]),
        ],
        Choices =
        [
            new($"Change", Invocation.Of("admin desk")),
            new($"Priorities", Invocation.Of("admin matrix"), "impact", "urgency", "priority"),
            new($"Set-up", Invocation.Of("setup")),
        ],
    };

    public static Say QueueName(Desk desk, string? category, People.Access access) =>
        desk.FirstQueue(category, access) is { } queue ? Say.Text(queue.Name) : $"nobody";

    private static Block.Row Row(Desk desk, Impact impact) =>
        new([Say.Term(Terms.Label(impact.ToString())), .. Urgencies.Select(urgency => Say.Text(desk.PriorityOf(impact, urgency).ToString()))]);
}
