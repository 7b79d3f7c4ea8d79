using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;
using ChatOps.Features;
using ChatOps.People;

namespace ChatOps.Staff;

/// <summary>What of people a new installation settles.</summary>
internal static class PeopleSetup
{
    // As many as have to be read to see whether there is anybody.
    private const int Some = 200;

    public static IEnumerable<SetupStep> Steps =>
    [
        new(0, $"Owner", Owner),
        new(10, $"Company", OfCompany),
        new(20, $"People", Known),
        new(30, $"Roles", Agents),
        new(40, $"Queues", Queues),
        new(50, $"Hours", Hours),
    ];

    /// <summary>The answer of whatever settles something: said, undoable, and with the way back to the list.</summary>
    public static Reply Settled(this Turn turn, Say receipt) => turn.Undoable(new(new Message
    {
        Card = new(receipt) { Tone = Tone.Good, Choices = turn.Access.Has(Roles.Administrator) ? [new($"Set-up", Invocation.Of("setup"))] : [] },
    }));

    private static async ValueTask<SetupState> Owner(Turn turn) =>
        await turn.Get(Installation.Kind, Installation.TheOne) is { ClaimedBy: { } owner }
            ? new(true, $"{await turn.Who(owner)}", $"Nothing")
            : new(false, $"the demonstration: anybody on this machine may be anybody", $"Claim it with the code that the server printed: chatops admin claim CODE");

    private static async ValueTask<SetupState> OfCompany(Turn turn)
    {
        var company = await Company.Of(turn);

        return new(
            company.Name is not null,
            Say.Text($"{company.Name ?? "—"}, {company.TimeZone}, {company.Language}"),
            $"Say what the company is called",
            new($"Company", Invocation.Of("admin company")));
    }

    private static async ValueTask<SetupState> Known(Turn turn)
    {
        var people = await turn.Count(Person.ByName.Where() with { Filter = IsReal });

        return new(
            people > 1,
            $"{people:one person|# people}",
            $"Add somebody, or bring in everybody: chatops import people FILE.csv",
            new($"Add somebody", Invocation.Of("person new"), "name", "email", "roles"));
    }

    private static async ValueTask<SetupState> Agents(Turn turn)
    {
        var agents = await turn.Find(Person.ByName.Where() with { Take = Some, Filter = person => IsReal(person) && person.Roles.HasFlag(Roles.Agent) });

        return new(
            agents.Items is not [],
            agents.Items is [] ? (Say)$"nobody can work on tickets" : $"{agents.Items.Count:one agent|# agents}",
            $"Say who works on tickets",
            new($"Give roles", Invocation.Of("person update"), "who", "roles"));
    }

    private static async ValueTask<SetupState> Queues(Turn turn)
    {
        var queues = turn.Access.Queues.OrderBy(queue => queue.Name, StringComparer.OrdinalIgnoreCase).ToArray();
        var empty = new List<Queue>();

        foreach (var queue in queues)
        {
            if (!await HasMember(queue, turn))
                empty.Add(queue);
        }

        return new(
            queues is not [] && empty is [],
            (queues, empty) switch
            {
                ([], _) => $"none",
                (_, []) => Say.All(queues.Select(queue => Say.Text(queue.Name))),
                _ => $"nobody works on {Say.All(empty.Select(queue => Say.Text(queue.Name)))}",
            },
            $"Say who works on it",
            new($"Queue", Invocation.Of("admin queue", ("name", (empty.FirstOrDefault() ?? queues.FirstOrDefault())?.Name)), "name", "members"));
    }

    private static async ValueTask<bool> HasMember(Queue queue, Turn turn)
    {
        foreach (var member in queue.Members)
        {
            if (await turn.Get(Person.Kind, member) is { } person && IsReal(person))
                return true;
        }

        return false;
    }

    private static async ValueTask<SetupState> Hours(Turn turn)
    {
        var company = await Company.Of(turn);

        return new(
            company.HoursAreSet,
            company.Hours is { } hours ? SetHours.Words(hours) : $"around the clock",
            $"Say when somebody is there",
            new($"Hours", Invocation.Of("admin hours")));
    }

    private static bool IsReal(Person person) => person is { Active: true, MadeUp: false };
}
