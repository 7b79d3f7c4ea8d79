using ChatOps.Data;
using ChatOps.Documents;
using ChatOps.Features;
using ChatOps.Host.Demo;
using ChatOps.People;
using ChatOps.StandUps;
using ChatOps.Tickets;

namespace ChatOps.Tests.Host;

public sealed class DemoTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_months_of_a_company_contradict_nothing_and_are_the_same_every_time()
    {
        var (first, refused) = await Live();
        var (second, _) = await Live();

        Assert.Empty(refused);
        Assert.Equal(Walk.Tickets, first.Count);
        Assert.Equal(first.Select(Told), second.Select(Told));

        // Everything that a help desk knows is there.
        Assert.Equal(Enum.GetValues<State>().Except([State.Assigned]).Order(), first.Select(ticket => ticket.State).Distinct().Except([State.Assigned]).Order());
        Assert.Equal(Enum.GetValues<Priority>().Order(), first.Select(ticket => ticket.Priority).Distinct().Order());
        Assert.Equal(SampleCompany.Queues.Select(queue => queue.Id).Order(StringComparer.Ordinal), first.Select(ticket => ticket.Queue).Distinct().Order(StringComparer.Ordinal));
        Assert.All(first, ticket => Assert.InRange(ticket.CreatedAt, TestBot.Monday.AddDays(-61), TestBot.Monday));
    }

    [Fact]
    public async Task A_team_has_two_weeks_of_stand_ups_with_what_stood_in_the_way()
    {
        await using var store = new InMemoryStore();
        await Live(store);

        var days = (await store.Find(StandUp.ByTeam.Where() with { Take = 100 }, Cancellation)).Items.Select(item => item.Body).ToArray();
        Assert.Equal(11, days.Length);
        Assert.All(days[..^1], day => Assert.NotNull(day.PostedAt));
        Assert.Contains(days, day => day.Missing.Any());
        Assert.Contains(days, day => day.Away.Contains("amira"));

        var blockers = (await store.Find(Blocker.ByTeam.Where() with { Take = 100 }, Cancellation)).Items.Select(item => item.Body).ToArray();
        Assert.Equal(["jonas", "mei", "niko"], blockers.Select(blocker => blocker.Owner).Order(StringComparer.Ordinal));
        Assert.Equal("mei", Assert.Single(blockers, blocker => !blocker.IsOpen).Owner);
    }

    [Fact]
    public void Everybody_of_the_company_has_a_manager_who_works_there()
    {
        var ids = SampleCompany.People.Concat(Demonstration.People).Select(person => person.Id).ToArray();

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(SampleCompany.People.Where(person => person.Manager is not null), person => Assert.Contains(person.Manager!, ids));
        Assert.All(SampleCompany.Queues.SelectMany(queue => queue.Members), member => Assert.Contains(member, ids));
    }

    [Fact]
    public async Task Of_two_projects_one_is_late_and_one_is_going_well()
    {
        await using var store = new InMemoryStore();
        var refused = await Live(store);

        var tasks = (await store.Find(ChatOps.Projects.ProjectTask.All.Where() with { Take = 100 }, Cancellation)).Items.Select(item => item.Body).ToArray();
        var projects = (await store.Find(ChatOps.Projects.Project.All.Where(), Cancellation)).Items.Select(item => item.Body).ToArray();

        Assert.Empty(refused);
        Assert.Equal(["Atlas", "Lisbon office"], projects.Select(project => project.Name));
        Assert.Equal([ChatOps.Projects.Colour.Red, ChatOps.Projects.Colour.Green], projects.Select(project =>
            ChatOps.Projects.Health.Of(new(project, [.. tasks.Where(task => task.Project == project.Id)], ChatOps.Scheduling.WorkingDays.Usual, DateOnly.FromDateTime(TestBot.Monday.UtcDateTime))).Colour));
    }

    private static string Told(Ticket ticket) => $"{ticket.Id} {ticket.Title} {ticket.State} {ticket.Requester} {ticket.Assignee} {ticket.History.Count}";

    private static async Task<(IReadOnlyList<Ticket> Tickets, IReadOnlyList<string> Refused)> Live()
    {
        await using var store = new InMemoryStore();
        var refused = await Live(store);
        var tickets = await store.Find(Ticket.All.Where() with { Take = 1000 }, Cancellation);
        return ([.. tickets.Items.Select(item => item.Body)], refused);
    }

    private static async Task<IReadOnlyList<string>> Live(InMemoryStore store)
    {
        var features = new FeatureSet(TestBot.All);
        await store.Prepare(features.Kinds, Cancellation);
        await Demonstration.Prepare(store, ["web", "terminal"], Cancellation);
        await SampleCompany.Settle(store, Cancellation);

        using var walk = new Walk(store, features);
        await walk.Run(TestBot.Monday, _ => { }, Cancellation);
        return walk.Refused;
    }
}
