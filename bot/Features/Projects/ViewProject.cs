using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Projects;

internal sealed record ViewProject([Ask("Which project?", From = "project")] SubjectRef Id) : Command
{
    public static async Task<Reply> Handle(ViewProject command, Turn turn) =>
        Turn.Show(Project.Kind, (await turn.Project(command.Id.Text)).Id.ToString());
}

/// <summary>How the caller's projects are going, the worst first.</summary>
internal sealed record ListProjects([Ask("Closed ones too?")] bool Closed = false) : Command
{
    private const int Most = 25;

    public static async Task<Reply> Handle(ListProjects command, Turn turn)
    {
        var projects = await turn.Projects(command.Closed);
        var rows = new List<(Colour Colour, Block.Row Row)>();

        foreach (var project in projects.Take(Most))
        {
            var plan = await Plan.Of(project, turn);
            var health = Health.Of(plan);
            var colour = project.Statuses is [.., var said] ? said.Colour : health.Colour;
            rows.Add((colour, new(
                [Say.Text(project.Name), project.IsOpen ? $"{colour}" : (Say)$"closed", Say.Text($"{Math.Floor(plan.Share * 100):0} %"), health.Ends is { } ends ? $"{ends}" : (Say)$"", $"{await turn.Who(project.Manager)}"],
                Invocation.Of("project view", ("id", project.Id.ToString())))));
        }

        return new Card($"Projects")
        {
            Body =
            [
                new Block.Text(rows is [] ? $"None." : projects.Count > Most ? $"The first {Most} of {projects.Count}." : (Say)$"{rows.Count:# project|# projects}."),
                .. rows is [] ? (Block[])[] : [new Block.Table([$"Project", $"Status", $"Done", $"Heading for", $"Manager"], [.. rows.OrderByDescending(row => row.Colour).Select(row => row.Row)])],
            ],
            Choices = turn.Catalog.Find("project new")!.IsAllowed(turn.Caller) ? [new($"Begin a project", Invocation.Of("project new"))] : [],
        };
    }
}
