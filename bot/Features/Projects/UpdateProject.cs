using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Projects;

internal enum ProjectState
{
    Open,
    Closed,
}

/// <summary>Says anew what a project is; a later start moves its tasks.</summary>
internal sealed record UpdateProject(
    [Ask("Which project?", From = "project")] SubjectRef Id,
    [Ask("What is it called?", Longest = 80)] string? Name = null,
    [Ask("What is it for?", Paragraph = true)] string? Goal = null,
    [Ask("When does it begin?")] DateOnly? Start = null,
    [Ask("When is it to be done?")] DateOnly? Due = null,
    [Ask("Who joins it?")] IReadOnlyList<PersonRef>? Members = null,
    [Ask("Who leaves it?", Rare = true)] IReadOnlyList<PersonRef>? Without = null,
    [Ask("Who answers for it?", Rare = true)] PersonRef? Manager = null,
    [Ask("Does it go on?", Rare = true)] ProjectState? State = null) : Command
{
    public static async Task<Reply> Handle(UpdateProject command, Turn turn)
    {
        var project = await turn.Project(command.Id.Text);

        if (command.State is not ProjectState.Open || project.IsOpen)
            turn.ToChange(project);
        else if (!turn.Access.Leads(project))
            throw new Refusal($"Only project managers change {project.Name}. Ask its manager.");

        if (command == new UpdateProject(command.Id) { Members = command.Members, Without = command.Without } && command.Members is null or [] && command.Without is null or [])
            return await turn.Propose(Filled(project));

        var before = await Plan.Of(project, turn);
        var changed = await Change(project, command, turn);
        NewProject.Dates(changed.Name, changed.Start, changed.Due);

        var plan = (before with { Project = changed, Tasks = [.. before.Tasks.Select(task => Known(task, changed))] }).Again();
        plan.Save(before, turn);
        return await Work.Shown(changed, turn, changed.IsOpen ? $"{changed.Name} is changed." : (Say)$"{changed.Name} is closed.");
    }

    private static async ValueTask<Project> Change(Project project, UpdateProject command, Turn turn)
    {
        var joining = await NewProject.People(command.Members, turn);
        var leaving = await NewProject.People(command.Without, turn);

        return project with
        {
            Name = command.Name ?? project.Name,
            Goal = command.Goal ?? project.Goal,
            Start = command.Start ?? project.Start,
            Due = command.Due ?? project.Due,
            Manager = command.Manager is { } manager ? (await turn.Person(manager)).Id : project.Manager,
            Members = [.. project.Members.Union(joining).Except(leaving)],
            ClosedAt = command.State switch { ProjectState.Closed => turn.Now, ProjectState.Open => null, _ => project.ClosedAt },
        };
    }

    private static ProjectTask Known(ProjectTask task, Project project) => project.People.SequenceEqual(task.Team) ? task : task with { Team = project.People };

    private static Invocation Filled(Project project) => Invocation.Of(
        "project update",
        ("id", project.Id.ToString()),
        ("name", project.Name),
        ("goal", project.Goal),
        ("start", Spoken.Day(project.Start)),
        ("due", project.Due is { } due ? Spoken.Day(due) : null));
}
