using System.Globalization;
using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.People;

namespace ChatOps.Tickets;

internal enum TimeBy
{
    Ticket,
    Person,

    /// <summary>That of the requester.</summary>
    Department,
}

/// <summary>Sums up the time of a month, of the tickets that the caller sees from the inside.</summary>
internal sealed record ReportTime(
    [Ask("Which month?", Hint = "2026-09")] string? Month = null,
    [Ask("By what?")] TimeBy By = TimeBy.Ticket) : Command
{
    private const int PageSize = 200;
    private const int MostRows = 50;

    public static async Task<Reply> Handle(ReportTime command, Turn turn)
    {
        var month = Known(command.Month ?? turn.Now.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        var spent = await Spent(month, turn);
        var groups = new Dictionary<string, (Say Name, List<TimeSpent> Times)>(StringComparer.Ordinal);

        foreach (var (ticket, time) in spent)
        {
            var (key, name) = await Group(ticket, time, command.By, turn);
            groups.TryAdd(key, (name, []));
            groups[key].Times.Add(time);
        }

        return Draw(month, command.By, [.. groups.Values.OrderByDescending(group => group.Times.Sum(time => time.Minutes))], [.. spent.Select(one => one.Time)]);
    }

    private static string Known(string month) =>
        DateOnly.TryParseExact($"{month.Trim()}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? month.Trim()
            : throw new Refusal($"\"{month}\" is not a month. Write it like 2026-09.");

    private static async ValueTask<IReadOnlyList<(Ticket Ticket, TimeSpent Time)>> Spent(string month, Turn turn)
    {
        var query = Ticket.ByMonthOfWork.Where(month) with { Take = PageSize, Filter = ticket => ticket.ShowsInsideTo(turn.Access) };
        var spent = new List<(Ticket, TimeSpent)>();

        for (var page = await turn.Find(query); ; page = await turn.Find(query with { After = page.Next }))
        {
            spent.AddRange(from item in page.Items from time in item.Body.Times where time.Month == month select (item.Body, time));

            if (page.Next is null)
                return spent;
        }
    }

    private static async ValueTask<(string Key, Say Name)> Group(Ticket ticket, TimeSpent time, TimeBy by, Turn turn) => by switch
    {
        TimeBy.Person => (time.By, $"{await turn.Who(time.By)}"),
        TimeBy.Department => (await turn.Get(Person.Kind, ticket.Requester))?.Department is { } department ? (department, Say.Text(department)) : ("", $"none"),
        _ => (ticket.Id.ToString(), $"{ticket.Id} {ticket.Title}"),
    };

    private static Card Draw(string month, TimeBy by, IReadOnlyList<(Say Name, List<TimeSpent> Times)> groups, IReadOnlyList<TimeSpent> all) => new($"Time of {month}")
    {
        Body = groups is [] ? [new Block.Text($"None.")] :
        [
            new Block.Text($"{all.Duration()} in all, of which {all.Where(time => time.Billable).Duration()} are billed."),
            new Block.Table(
                [Column(by), $"Time", $"Billed", $"Entries"],
                [.. groups.Take(MostRows).Select(group => new Block.Row([group.Name, group.Times.Duration(), group.Times.Where(time => time.Billable).Duration(), $"{group.Times.Count}"]))]),
            .. groups.Count > MostRows ? [new Block.Text($"{groups.Count - MostRows} more are not shown.")] : (Block[])[],
        ],
        Choices = [.. Enum.GetValues<TimeBy>().Where(other => other != by).Select(other => new Choice(Label(other), Invocation.Of("ticket time", ("month", month), ("by", Terms.Value(other)))))],
    };

    private static Say Column(TimeBy by) => by switch
    {
        TimeBy.Person => $"Person",
        TimeBy.Department => $"Department",
        _ => $"Ticket",
    };

    private static Say Label(TimeBy by) => by switch
    {
        TimeBy.Person => $"By person",
        TimeBy.Department => $"By department",
        _ => $"By ticket",
    };
}
